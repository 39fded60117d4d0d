"""Forms back to JSON, and all that is wrong with one at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.core.forms import compile_form
from engine.core.forms.faults import faults_of
from engine.core.forms.reading import keys_of
from engine.core.forms.source import FormSourceError
from engine.core.forms.writing import write_form

SHIPPED = sorted((Path(__file__).parents[3] / "processes").rglob("forms/*.json"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_form_says_the_same_once_written(path: Path) -> None:
    content = path.read_bytes()
    written = write_form(json.loads(content))
    assert json.loads(written) == json.loads(content)
    assert write_form(json.loads(written)) == written
    # Laid out by hand where a line is a little longer: never more than a few lines differ.
    assert len(set(written.splitlines()) ^ set(content.splitlines())) <= 10


def test_what_json_can_hold_is_written() -> None:
    source = {"key": "x", "title": "半个字\ud800", "fields": [{}, [], {"max": 2.5, "none": None}]}
    assert json.loads(write_form(source)) == source


def form(*fields: Any, **more: Any) -> dict[str, Any]:
    return {"key": "x", "title": "表", "fields": list(fields), **more}


def text(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "text", "label": name, **more}


def test_each_field_has_its_own_fault() -> None:
    source = form(
        text("a", max="many"),
        text("b", visible_when='a == "x"'),
        text("b"),
        text("Bad"),
        text("c", required_when="d and"),
        {"name": "t", "type": "table", "label": "表", "columns": [text("q", choices=[{}])]},
        "nothing",
    )
    found = faults_of(source)
    assert [each.field for each in found] == [0, 2, 3, 4, 5, 6]
    assert [each.name for each in found] == ["a", "b", "Bad", "c", "q", ""]
    assert found[1].message == "名称重复。"


@pytest.mark.parametrize(
    ("source", "field"),
    [
        (form(text("a"), effective="a"), 0),
        (form(text("a"), rules=[{"check": "b", "message": "x"}]), None),
        (form(text("a"), title=""), None),
        ({"key": "x", "title": "x", "fields": "x"}, None),
        ({"key": "x", "title": "x", "fields": [{"name": [], "type": {}, "label": 3}]}, 0),
        ({}, None),
    ],
)
def test_what_no_field_has_is_said_of_the_form(source: dict[str, Any], field: int | None) -> None:
    (only,) = faults_of(source)
    assert only.field == field
    assert only.message


def test_no_fault_means_that_it_compiles() -> None:
    source = form(text("a"), text("b", visible_when="a"))
    assert faults_of(source) == ()
    assert compile_form(source).key == "x"
    with pytest.raises(FormSourceError):
        compile_form(form(text("b", visible_when="a")))


def test_the_keys_of_a_kind() -> None:
    assert "choices" not in keys_of("text")
    assert keys_of("heading") == ("name", "type", "label", "help", "remedy", "required",
                                  "required_when", "visible_when", "default", "prefill",
                                  "width")  # fmt: skip
    assert {"columns", "rows_from", "min", "max"} <= set(keys_of("table"))
