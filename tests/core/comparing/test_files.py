"""Forms, settings and texts; and files of which nothing can be said."""

import json
from typing import Any

import pytest

from engine.core.comparing import FileComparison, compare, compare_file
from engine.core.comparing.lines import MOST_BYTES
from tests.packs import HERE, pack_files

PACK = (HERE.parents[1] / "processes/jz-2022/pack.toml").read_text("utf-8")
FORM: dict[str, Any] = {
    "key": "reply",
    "title": "答复",
    "fields": [
        {"name": "result", "type": "choice", "label": "答复", "required": True,
         "choices": [{"value": "agree", "label": "同意"}]},
        {"name": "rows", "type": "table", "label": "逐项",
         "columns": [{"name": "note", "type": "text", "label": "说明", "max": 200}]},
    ],
    "rules": [{"check": "result", "message": "请选择"}],
}  # fmt: skip


def form(**changes: Any) -> bytes:
    return json.dumps({**FORM, **changes}).encode()


def said(found: FileComparison) -> list[tuple[str, str, str, str, str]]:
    return [(each.state, each.subject, each.what, each.was, each.becomes) for each in found.changes]


def forms(**changes: Any) -> list[tuple[str, str, str, str, str]]:
    return said(compare_file("p/forms/reply.json", form(), form(**changes)))


def test_fields_come_and_go() -> None:
    more = {"name": "why", "type": "longtext", "label": "理由"}
    assert forms(fields=[*FORM["fields"], more]) == [
        ("added", "字段“理由”", "", "", "类型：多行文字；名称：理由；次序：3")
    ]
    gone = forms(fields=FORM["fields"][:1])
    assert [each[:2] for each in gone] == [
        ("removed", "字段“逐项”"),
        ("removed", "“逐项”的列“说明”"),
    ]


def test_what_a_field_says() -> None:
    result, rows = FORM["fields"]
    choices = [*result["choices"], {"value": "refuse", "label": "不同意", "hint": "写明理由"}]
    changed = forms(fields=[result | {"required": False, "choices": choices}, rows])
    assert changed == [
        ("changed", "字段“答复”", "必填", "是", "否"),
        (
            "changed",
            "字段“答复”",
            "选项",
            "同意（agree）",
            "同意（agree）、不同意（refuse）：写明理由",
        ),
    ]


def test_fields_in_another_order() -> None:
    found = forms(fields=FORM["fields"][::-1])
    assert {each[2] for each in found} == {"次序"}


def test_rules_and_titles() -> None:
    assert forms(title="答复书", rules=[{"check": "result", "message": "请答复"}]) == [
        ("changed", "表单“答复书”", "标题", "答复", "答复书"),
        ("changed", "提交时的规则", "提示", "请选择", "请答复"),
    ]


def test_settings_are_said_by_their_rows() -> None:
    changed = PACK.replace("max = 2", "max = 3").replace('to = "managing"', 'to = "responsible"')
    found = compare_file("pack.toml", PACK.encode(), changed.encode())
    assert said(found) == [
        ("changed", "法定界限：request-filing / compliance_term", "最多", "2", "3"),
        ("changed", "提醒", "到期后提醒：收件人", "管理部门", "责任人"),
    ]


def test_a_comment_is_shown_as_text() -> None:
    found = compare_file("pack.toml", PACK.encode(), ("# 新\n" + PACK).encode())
    assert [(line.state, line.text) for line in found.lines][:1] == [("added", "# 新")]


def test_mails_are_compared_by_lines() -> None:
    found = compare_file("mail/after.txt", b"a\nb\nc\nd\ne\nf\n", b"a\nb\nc\nd\nx\nf\n")
    assert [(line.state, line.text) for line in found.lines] == [
        ("same", "c"), ("same", "d"), ("removed", "e"), ("added", "x"), ("same", "f")
    ]  # fmt: skip


def test_only_what_is_not_the_same_is_named() -> None:
    files = pack_files()
    changed = {**files, "mail/new.txt": b"x", "mail/after.txt": b"y"}
    del changed["mini/process.toml"]
    found = compare(files, changed)
    assert [(each.path, each.state, each.kind) for each in found] == [
        ("mail/after.txt", "changed", "mail"),
        ("mail/new.txt", "added", "mail"),
        ("mini/process.toml", "removed", "settings"),
    ]


@pytest.mark.parametrize("path", ["p/a.bpmn", "p/forms/a.json", "pack.toml", "p/mail/a.txt", "a"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[" * 100_000, b'{"fields": [[1], {"name": []}], "rules": 3}', b"null",
     b"<a/>", b"a = " + b"[" * 50_000, b"x" * (MOST_BYTES + 1), b"\0", b"9" * 5000,
     b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
)  # fmt: skip
def test_odd_files_are_answered(path: str, content: bytes) -> None:
    for sides in ((None, content), (content, b"x"), (content, content + b" ")):
        found = compare_file(path, *sides)
        assert found.changes or found.lines or found.remark
