"""A wrong form is refused when its pack is loaded, naming form, field and key."""

import pytest

from engine.core.forms import FormSourceError, compile_form

TEXT = {"name": "a", "type": "text", "label": "甲"}
CHOICE = {"name": "a", "type": "choice", "label": "甲"}
TABLE = {"name": "a", "type": "table", "label": "甲"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ([{**TEXT, "colour": "red"}], ["“a”", "colour"]),
        ([{"name": "a", "type": "text"}], ["“a”", "label"]),
        ([{**TEXT, "type": "blob"}], ["“a”", "blob"]),
        ([{**TEXT, "name": "A-1"}], ["A-1", "name"]),
        ([{**TEXT, "name": "data"}], ["data", "保留"]),
        ([{**TEXT, "name": "password"}], ["password", "保留"]),
        ([TEXT, TEXT], ["“a”", "重复"]),
        ([{**TEXT, "required": "yes"}], ["“a”", "required"]),
        ([{**TEXT, "max": "9"}], ["“a”", "max"]),
        ([{**TEXT, "max": True}], ["“a”", "max"]),
        ([{**TEXT, "format": "iban"}], ["“a”", "iban"]),
        ([{**TEXT, "type": "date", "format": "phone"}], ["“date”", "format"]),
        ([{**TEXT, "not_after": "today"}], ["“text”", "not_after"]),
        ([{**TEXT, "width": "third"}], ["“a”", "width"]),
        ([{**TEXT, "visible_when": ">= 1"}], ["“a”", "visible_when", "写法不正确"]),
        ([{**TEXT, "visible_when": "b == 1"}], ["“a”", "visible_when", "“b”"]),
        ([{**TEXT, "default": "working_days(5)"}], ["“a”", "default", "working_days"]),
        ([CHOICE], ["“a”", "choices"]),
        ([{**CHOICE, "choices": [{"value": "x"}]}], ["“a”", "label"]),
        ([{**CHOICE, "choices": ["x"]}], ["“a”", "choices"]),
        ([{**CHOICE, "choices": [{"value": "x", "label": "x"}] * 2}], ["“a”", "重复"]),
        ([{**CHOICE, "choices": [{"value": "x", "label": "x"}], "choices_from": "today"}],
         ["“a”", "有且只有一个"]),
        ([TABLE], ["“a”", "columns"]),
        ([{**TABLE, "columns": [{**TEXT, "type": "period"}]}], ["“a”", "period"]),
        ([{**TABLE, "columns": [TEXT, TEXT]}], ["“a”", "重复"]),
        ([{**TABLE, "columns": [{**TEXT, "required_when": "zz"}]}], ["“a”", "“zz”"]),
        (["a"], ["fields"]),
        ([], ["fields"]),
    ],
)  # fmt: skip
def test_a_wrong_field(fields, words):
    with pytest.raises(FormSourceError) as caught:
        compile_form({"key": "request", "title": "申请", "fields": fields})

    assert all(word in caught.value.message for word in ["“request”", *words])


@pytest.mark.parametrize(
    "more",
    [
        {"colour": "red"},
        {"title": ""},
        {"effective": "a"},
        {"effective": "b"},
        {"password": "yes"},
        {"password": True, "password_when": True},
        {"password": True, "password_when": "a =="},
        {"password": True, "password_when": "b == 'x'"},
        {"password": True, "password_when": "today == 'x'"},
        {"password_when": "a == 'x'"},
        {"rules": [{"check": "a"}]},
        {"rules": ["a"]},
        {"rules": [{"check": "a ==", "message": "x"}]},
        {"rules": [{"check": "b", "message": "x"}]},
        {"warnings": [{"check": "a", "message": "x", "field": "b"}]},
    ],
)
def test_a_wrong_form(more):
    with pytest.raises(FormSourceError, match="“request”"):
        compile_form({"key": "request", "title": "申请", "fields": [TEXT], **more})


def test_a_row_may_ask_about_its_columns_and_the_fields_around(context):
    columns = [{**TEXT, "name": "b", "required_when": "a is None and code == 'x' and b is None"}]

    compile_form(
        {"key": "k", "title": "t", "fields": [TEXT, {**TABLE, "name": "t", "columns": columns}]}
    )
