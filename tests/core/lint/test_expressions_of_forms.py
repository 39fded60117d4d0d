"""Every expression of a form is read, of columns and rules too; every way to refuse asks why."""

import json
from typing import Any

import pytest

from engine.core.lint import lint
from tests.core.lint.good import files

FORM = "good/forms/fill.json"
CHECK = "good/forms/check.json"


def with_form(path: str, change: Any) -> dict[str, bytes]:
    """The good pack with a form that `change` has had its way with."""
    form = json.loads(files()[path])
    change(form)
    return files() | {path: json.dumps(form).encode()}


def unknown(pack: dict[str, bytes]) -> set[tuple[str, str]]:
    """The (file, element) of names that nothing has."""
    return {(each.file, each.element) for each in lint(pack) if each.rule == "unknown-name"}


WHEN = "data.case.wish == 1"
FIELDS = [
    {"type": "text", "required_when": WHEN},
    {"type": "text", "visible_when": WHEN},
    {"type": "date", "not_before": "data.case.wish"},
    {"type": "date", "not_after": "data.case.wish"},
    {"type": "choice", "choices_from": "data.case.wish"},
    {"type": "text", "default": "data.case.wish"},
    {"type": "items", "prefill": "data.case.wish"},
]


@pytest.mark.parametrize("field", FIELDS, ids=[list(each)[1] for each in FIELDS])
def test_an_expression_of_a_field_is_read(field: dict[str, str]) -> None:
    named = {"name": "odd", "label": "某项", **field}
    pack = with_form(FORM, lambda form: form["fields"].append(named))
    assert [each.message for each in lint(pack) if each.rule == "form"] == []
    assert unknown(pack) == {(FORM, "odd")}
    good = {key: str(value).replace("wish", "number") for key, value in named.items()}
    assert unknown(with_form(FORM, lambda form: form["fields"].append(good))) == set()


def test_a_column_is_read_with_its_row() -> None:
    def told(condition: str) -> set[tuple[str, str]]:
        column = {"name": "more", "type": "text", "label": "说明", "visible_when": condition}
        return unknown(with_form(FORM, lambda form: form["fields"][1]["columns"].append(column)))

    assert told('kind == "base"') == set()
    assert told("purpose != None") == set()
    assert told(WHEN) == {(FORM, "more")}


@pytest.mark.parametrize("where", ["rules", "warnings"])
def test_a_rule_is_read(where: str) -> None:
    rule = {"check": WHEN, "field": "purpose", "message": "请写明。"}
    pack = with_form(FORM, lambda form: form.update({where: [rule]}))
    assert unknown(pack) == {(FORM, "purpose")}


@pytest.mark.parametrize(
    ("label", "asked"),
    [("不予提供", True), ("不同意", True), ("不批准", True), ("不通过", True), ("驳回", True),
     ("拒绝受理", True), ("退回补正", True), ("同意", False), ("另行答复", False)],
)  # fmt: skip
def test_who_refuses_is_asked_why(label: str, asked: bool) -> None:
    def add(form: dict[str, Any]) -> None:
        field = next(each for each in form["fields"] if each["type"] == "choice")
        field["choices"].append({"value": "odd", "label": label})

    found = {each.rule for each in lint(with_form(CHECK, add))}
    assert ("reason" in found) is asked
