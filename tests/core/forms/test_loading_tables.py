"""Answers in tables: rows are numbered, counted, and those that are given are all answered."""

from typing import Any

import pytest

from tests.core.forms.conftest import errors_of, form_of

ROWS: dict[str, Any] = {
    "name": "papers",
    "type": "table",
    "label": "材料",
    "min": 2,
    "max": 3,
    "columns": [
        {"name": "title", "type": "text", "label": "名称", "required": True, "max": 5},
        {"name": "kind", "type": "text", "label": "种类"},
        {"name": "note", "type": "text", "label": "说明", "required_when": "kind == other_kind"},
    ],
}


def test_rows_of_a_table_keep_their_numbers_in_errors(context):
    form = form_of({"name": "other_kind"}, ROWS)

    found = errors_of(
        form,
        {
            "other_kind": "z",
            "papers": [
                {"title": "", "kind": " "},
                {"title": "名称太长了些", "kind": "z"},
                {"kind": "a", "wrong": 1},
                "x",
            ],
        },
        context,
    )

    assert found["papers"] == {
        "1": {"title": ["“名称”最多 5 个字，现在有 6 个字，请精简。"],
              "note": ["“说明”还没有填写，请填写。"]},
        "2": {"wrong": ["表单没有“wrong”这一项，请删去后再提交。"],
              "title": ["“名称”还没有填写，请填写。"]},
        "3": {"_form": ["“材料”的这一行应当是各列的值。"],
              "title": ["“名称”还没有填写，请填写。"]},
    }  # fmt: skip


def test_blank_rows_vanish_and_rows_are_counted(context):
    form = form_of({"name": "other_kind"}, ROWS)
    row = {"title": "函", "kind": None, "note": None}

    def tried(*rows):
        return {"other_kind": "z", "papers": list(rows)}

    kept = form.load(tried({}, row, {"title": " "}, {"title": "函"}), context).values["papers"]

    assert kept == [row, row]
    assert form.load(tried({}), context).values["papers"] is None
    assert "至少填写 2 行" in errors_of(form, tried(row), context)["papers"][0]
    assert "最多 3 行" in errors_of(form, tried(row, row, row, row), context)["papers"][0]


DECISIONS: dict[str, Any] = {
    "name": "decisions",
    "type": "table",
    "label": "逐项决定",
    "rows_from": "rows_where(data.case.resource.items, 'code', ['XKZBH', 'JYZMC'])",
    "columns": [
        {"name": "decision", "type": "choice", "label": "决定", "required": True,
         "choices": [{"value": "agree", "label": "同意"}, {"value": "refuse", "label": "不予"}]},
        {"name": "reason", "type": "text", "label": "理由",
         "required_when": "decision == 'refuse'"},
    ],
}  # fmt: skip


def test_given_rows_are_all_answered_and_named_by_the_case(context):
    answers = [
        {"code": "JYZMC", "name": "改名", "decision": "agree"},
        {"code": "XKZBH", "decision": "refuse", "reason": "依法不予"},
    ]

    assert form_of(DECISIONS).load({"decisions": answers}, context).values["decisions"] == [
        {"code": "JYZMC", "name": "经营者名称", "decision": "agree", "reason": None},
        {"code": "XKZBH", "name": "许可证编号", "decision": "refuse", "reason": "依法不予"},
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "还缺：许可证编号、经营者名称"),
        ([{"code": "XKZBH", "decision": "agree"}], "还缺：经营者名称"),
        ([{"code": "SFZH", "decision": "agree"}], "“SFZH”不在列出的各行之中"),
        ([{"code": "XKZBH"}, {"code": "XKZBH"}, {"code": "JYZMC"}], "重复"),
        ([{"decision": "agree"}], "不在列出的各行之中"),
    ],
)
def test_given_rows_are_neither_left_out_nor_added(rows, message, context):
    found = errors_of(form_of(DECISIONS), {"decisions": rows}, context)

    assert message in found["decisions"][0]


def test_a_row_without_a_decision_is_named_by_its_number(context):
    rows = [{"code": "XKZBH"}, {"code": "JYZMC", "decision": "refuse"}]

    assert errors_of(form_of(DECISIONS), {"decisions": rows}, context)["decisions"] == {
        "0": {"decision": ["“决定”还没有选择，请选择。"]},
        "1": {"reason": ["“理由”还没有填写，请填写。"]},
    }
