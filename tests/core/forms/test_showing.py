"""What a page, the API and a data sheet are given."""

from typing import Any

import pytest

from engine.core.forms import unflatten
from engine.errors import FormError
from tests.core.forms.conftest import DIGEST, errors_of, form_of
from tests.core.forms.test_loading import FILE
from tests.core.forms.test_loading_tables import DECISIONS, ROWS

YES_NO = {"name": "personal", "type": "yesno", "label": "涉及个人信息"}
RESULT = {
    "name": "result",
    "type": "choice",
    "label": "答复",
    "choices": [{"value": "agree", "label": "同意"}, {"value": "refuse", "label": "不予提供"}],
}


def drawn(form, context, *args, **kwargs):
    """The controls of a form by name."""
    view = form.view(context, *args, **kwargs)
    return {field.name: field for section in view.sections for field in section.fields}


def test_posted_pairs_become_nested_answers():
    pairs = [
        ("csrf_token", "x"), ("_password", "x"), ("purpose", "核查"),
        ("items", "a"), ("items", "b"), ("items", "c"),
        ("period-start", "2026-03-01"), ("period-long_term", "yes"),
        ("rows-10-title", "十"), ("rows-2-title", "二"), ("rows-2-kind", "k"),
        ("rows-1001-title", "新"),
        ("scan-0-digest", DIGEST), ("scan-0-name", "旧.pdf"), ("purpose-odd", "x"),
    ]  # fmt: skip
    files = [("scan", FILE), ("more", FILE), ("more", FILE), ("rows-1-proof", FILE)]

    assert unflatten(pairs, files) == {
        "purpose": "核查",
        "items": ["a", "b", "c"],
        "period": {"start": "2026-03-01", "long_term": "yes"},
        "rows": [
            {"title": "二", "kind": "k"},
            {"title": "十", "proof": [FILE]},
            {"title": "新"},
        ],
        "scan": [{"digest": DIGEST, "name": "旧.pdf"}, FILE],
        "more": [FILE, FILE],
    }


def test_what_was_typed_is_shown_again_even_where_it_is_refused(context):
    form = form_of(
        {"name": "day", "type": "date"},
        {"name": "at", "type": "datetime"},
        {"name": "count", "type": "number"},
        {"name": "period", "type": "period"},
        YES_NO,
        ROWS | {"columns": ROWS["columns"][:2]},
    )
    raw: dict[str, Any] = {
        "day": "昨天",
        "at": "2026/3/2 9:30",
        "count": "十二",
        "period": {"start": "2026/3/2", "end": "年底", "reason": "长"},
        "personal": "yes",
        "papers": [{}, {"title": "太长太长的名称"}, {}],
    }

    controls = drawn(form, context, raw, errors_of(form, raw, context))

    assert (controls["day"].input_type, controls["day"].value) == ("text", "昨天")
    assert (controls["at"].input_type, controls["at"].value) == (
        "datetime-local",
        "2026-03-02T09:30",
    )
    assert controls["count"].value == "十二"
    assert controls["period"].value == {
        "start": "2026-03-02", "start_type": "date", "end": "年底", "end_type": "text",
        "reason": "长", "long_term": "",
    }  # fmt: skip
    assert controls["personal"].value == "yes"
    rows = controls["papers"].rows
    assert [row.cells[0].value for row in rows] == ["", "太长太长的名称", ""]
    assert rows[1].cells[0].errors
    assert rows[1].cells[0].id == "f-papers-1-title"
    assert controls["day"].described_by == "f-day-error"


def test_spare_rows_stop_at_the_maximum(context):
    form = form_of({"name": "other_kind"}, ROWS | {"max": 4})

    assert len(drawn(form, context, {})["papers"].rows) == 3
    assert len(drawn(form, context, {"papers": [{"title": "a"}] * 2})["papers"].rows) == 4
    assert drawn(form, context, {})["papers"].blank_row.cells[0].name == "papers-__n__-title"


def test_given_rows_are_drawn_from_the_case_with_what_was_typed(context):
    raw = {"decisions": [{"code": "JYZMC", "decision": "refuse"}]}
    form = form_of(DECISIONS)

    rows = drawn(form, context, raw, {"decisions": {"0": {"reason": ["缺理由。"]}}})[
        "decisions"
    ].rows

    assert [(row.code, row.name) for row in rows] == [
        ("XKZBH", "许可证编号"),
        ("JYZMC", "经营者名称"),
    ]
    assert [row.cells[0].value for row in rows] == ["", "refuse"]
    assert rows[1].cells[1].errors == ("缺理由。",)


def test_the_summary_names_every_error_and_where_it_is(context):
    form = form_of({"name": "other_kind"}, ROWS, DECISIONS, password=True)
    errors = {
        "other_kind": ["甲。"],
        "papers": {"1": {"title": ["乙。"]}},
        "decisions": {"0": {"reason": ["丙。"]}},
        "_form": ["丁。"],
        "password": ["戊。"],
        "unknown": ["己。"],
    }

    view = form.view(context, {"papers": [{}, {"title": "x"}], "decisions": []}, errors)

    assert {(each.anchor, each.text) for each in view.summary} == {
        ("f-other_kind", "甲。"), ("f-papers-1-title", "第 2 行：乙。"), ("", "丁。"),
        ("f-_password", "戊。"), ("", "己。"),
    }  # fmt: skip
    assert view.errors == ("丁。", "己。")
    assert view.password_errors == ("戊。",)


@pytest.mark.parametrize(
    ("condition", "script", "words"),
    [
        ("result == 'agree'", "result=agree", "“答复”为“同意”时填写。"),
        (
            "result in ['agree', 'refuse']",
            "result=agree|refuse",
            "“答复”为“同意”或“不予提供”时填写。",
        ),
        ("personal", "personal=yes", "“涉及个人信息”为“是”时填写。"),
        ("personal == False", "personal=no", "“涉及个人信息”为“否”时填写。"),
        ("not personal", "personal!=yes", "“涉及个人信息”不为“是”时填写。"),
        ("personal is not False", "personal!=no", "“涉及个人信息”不为“否”时填写。"),
        ("result != 'agree'", "result!=agree", "“答复”不为“同意”时填写。"),
        ("not (result != 'agree')", "result=agree", "“答复”为“同意”时填写。"),
        (
            "result not in ['agree', 'refuse']",
            "result!=agree|refuse",
            "“答复”不为“同意”或“不予提供”时填写。",
        ),
        ("'agree' not in result", "result!=agree", "“答复”不为“同意”时填写。"),
        ("result == 'agree' and personal", "", ""),
        ("not (result == 'agree' and personal)", "", ""),
        ("result", "", ""),
        ("not result", "", ""),
        ("result is not None", "", ""),
        ("result == data.case.number", "", ""),
        ("result in ['a|b']", "", ""),
    ],
)
def test_simple_conditions_reach_the_page(condition, script, words, context):
    form = form_of(RESULT, YES_NO, {"name": "more", "visible_when": condition, "required": True})

    control = drawn(form, context)["more"]

    assert (control.show_when, control.condition) == (script, words)
    assert control.needed == "always"


def test_what_a_script_shows_by_negation_is_what_the_server_keeps(context):
    form = form_of(
        YES_NO, RESULT, {"name": "a", "visible_when": "not personal"},
        {"name": "b", "visible_when": "result not in ['agree']"},
    )  # fmt: skip

    for answers, kept in (
        ({}, {"a", "b"}),
        ({"personal": True, "result": "agree"}, set()),
        ({"personal": False, "result": "refuse"}, {"a", "b"}),
    ):
        values = form.load({**answers, "a": "甲", "b": "乙"}, context).values
        assert {name for name in "ab" if values[name]} == kept


def test_the_password_is_asked_for_where_the_answers_make_it_an_approval(context):
    always = form_of(RESULT, password=True)
    form = form_of(RESULT, password=True, password_when="result == 'agree'")

    view = form.view(context)

    assert (view.password, view.password_show_when) == (True, "result=agree")
    assert view.password_condition == "“答复”为“同意”时填写。"
    assert form.to_json(context)["password_when"] == "result == 'agree'"
    assert always.view(context).password_show_when == ""
    assert "password_when" not in always.to_json(context)


def test_what_the_case_hides_is_not_drawn_nor_what_hangs_on_it(context):
    form = form_of(
        YES_NO | {"visible_when": "data.case.agent is not None"},
        {"name": "why", "visible_when": "personal"},
        {"name": "other", "visible_when": "not personal"},
        {"name": "always", "visible_when": "data.case.resource is not None", "required": True},
    )

    assert list(drawn(form, context)) == ["other", "always"]
    assert [each["name"] for each in form.to_json(context)["fields"]] == ["other", "always"]


def test_need_depends_on_answers_or_on_the_case(context):
    form = form_of(
        RESULT,
        {"name": "a", "required_when": "result == 'refuse'"},
        {"name": "b", "required_when": "result == 'refuse'", "visible_when": "result == 'refuse'"},
        {"name": "c", "required_when": "data.case.agent is not None"},
        {"name": "d", "required_when": "data.case.agent is None"},
    )

    needs = {name: each.needed for name, each in drawn(form, context).items()}

    assert needs == {"result": "", "a": "sometimes", "b": "always", "c": "", "d": "always"}


def test_sections_follow_the_headings(context):
    form = form_of(
        {"name": "a"},
        {"name": "h", "type": "heading", "label": "依据", "help": "第六条"},
        {"name": "b"},
        {"name": "i", "type": "heading", "label": "空"},
    )

    sections = form.view(context).sections

    assert [(each.title, each.help, len(each.fields)) for each in sections] == [
        ("", "", 1),
        ("依据", "第六条", 1),
    ]


def test_starting_values(context):
    form = form_of(
        {"name": "a", "prefill": "data.request.a", "default": "today"},
        {"name": "b", "default": "data.case.resource.name"},
        {"name": "c"},
        DECISIONS,
    )

    assert form.empty(context) == {
        "a": "2026-03-02",
        "b": "食品经营许可信息",
        "c": None,
        "decisions": [
            {"code": "XKZBH", "name": "许可证编号", "decision": None, "reason": None},
            {"code": "JYZMC", "name": "经营者名称", "decision": None, "reason": None},
        ],
    }


def test_a_refused_post_can_be_posted_again_as_it_stands(context):
    """What the page shows after a refusal is what it would send: nothing typed is lost."""
    form = form_of({"name": "a", "required": True}, {"name": "b", "type": "date"})
    raw = unflatten([("a", ""), ("b", "三月二日")])
    with pytest.raises(FormError) as caught:
        form.load(raw, context)

    controls = drawn(form, context, raw, caught.value.errors)

    assert {name: each.value for name, each in controls.items()} == {"a": "", "b": "三月二日"}
