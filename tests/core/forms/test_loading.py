"""Types, conditions, tables and rules: what goes in and what comes out."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.expressions import ExpressionError
from engine.core.forms import FormContext
from engine.errors import FormError
from tests.core.forms.conftest import DIGEST, RESOURCE, errors_of, form_of
from tests.core.forms.test_loading_tables import DECISIONS

FILE = {"digest": DIGEST, "name": "函件.pdf", "size": 12}


@pytest.mark.parametrize(
    ("field", "raw", "kept"),
    [
        ({"type": "number"}, "１２", 12),
        ({"type": "number"}, 12, 12),
        ({"type": "number"}, "-3", -3),
        ({"type": "decimal"}, " １２．５０ ", "12.50"),
        ({"type": "decimal"}, 0.1, "0.1"),
        ({"type": "date"}, "2026/3/2", "2026-03-02"),
        ({"type": "date"}, "２０２６年３月２日", "2026-03-02"),
        ({"type": "datetime"}, "2026-03-02T09:30", "2026-03-02T09:30:00+08:00"),
        ({"type": "datetime"}, "2026-03-02T01:30:05Z", "2026-03-02T09:30:05+08:00"),
        ({"type": "datetime"}, "2026年3月2日 9:30", "2026-03-02T09:30:00+08:00"),
        ({"type": "yesno"}, "yes", True),
        ({"type": "yesno"}, False, False),
        ({"type": "yesno"}, "否", False),
        ({"type": "unit"}, "JZGA", "JZGA"),
        ({"type": "person"}, "0190", "0190"),
        ({"type": "choice", "choices_from": "['a', 'b']"}, "b", "b"),
        ({"type": "choices", "choices_from": "data.case.resource.items"}, "XKZBH", ["XKZBH"]),
        ({"type": "choices", "choices_from": "['a', 'b']"}, ["b", " a", "b"], ["b", "a"]),
        ({"type": "file"}, FILE, FILE),
        ({"type": "file"}, [{**FILE, "name": "旧.pdf"}, {**FILE, "size": "12"}], FILE),
        ({"type": "files"}, [FILE, {"name": "unticked.pdf", "size": 1}], [FILE]),
        ({"type": "choices", "choices_from": "['a']"}, [], None),
        ({"type": "files"}, [{"name": "unticked.pdf", "size": 1}], None),
        (
            {"type": "period"},
            {"start": "2026-3-1", "end": "2026-12-31", "long_term": "", "reason": ""},
            {"start": "2026-03-01", "end": "2026-12-31", "long_term": False, "reason": None},
        ),
        (
            {"type": "period"},
            {"start": "2026-3-1", "end": "", "long_term": "yes", "reason": "每日核查许可"},
            {"start": "2026-03-01", "end": None, "long_term": True, "reason": "每日核查许可"},
        ),
        ({"type": "period"}, {"start": "", "end": "", "long_term": "", "reason": " "}, None),
    ],
)
def test_every_type_ends_as_plain_json(field, raw, kept, context):
    values = form_of({"name": "value", **field}).load({"value": raw}, context).values

    assert values == {"value": kept}
    assert json.loads(json.dumps(values)) == values


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        ({"type": "text"}, 5),
        ({"type": "text"}, ["a"]),
        ({"type": "text", "max": 3}, "四个字了"),
        ({"type": "text"}, "字" * 201),
        ({"type": "longtext", "min": 20}, "不足二十字"),
        ({"type": "number"}, "1.5"),
        ({"type": "number"}, "一"),
        ({"type": "number"}, True),
        ({"type": "number", "min": 2}, "1"),
        ({"type": "number", "max": 2}, "3"),
        ({"type": "number"}, "9" * 40),
        ({"type": "decimal"}, "1e5"),
        ({"type": "decimal"}, float("nan")),
        ({"type": "decimal"}, "NaN"),
        ({"type": "date"}, "2026-02-29"),
        ({"type": "date"}, "1900-01-01"),
        ({"type": "date"}, "明天"),
        ({"type": "datetime"}, "2026-03-02"),
        ({"type": "datetime"}, "2026-03-02 25:00"),
        ({"type": "yesno"}, "maybe"),
        ({"type": "yesno"}, ["yes"]),
        ({"type": "unit"}, "XXXX"),
        ({"type": "person"}, "9999"),
        ({"type": "choice", "choices_from": "['a']"}, "b"),
        ({"type": "choice", "choices_from": "['a']"}, ["a"]),
        ({"type": "choices", "choices_from": "['a']"}, [1]),
        ({"type": "choices", "choices_from": "['a', 'b']", "max": 1}, ["a", "b"]),
        ({"type": "choices", "choices_from": "['a', 'b']", "min": 2}, ["a"]),
        ({"type": "files", "max": 1}, [FILE, FILE]),
        ({"type": "table", "columns": [{"name": "a", "type": "text", "label": "a"}]}, "x"),
    ],
)
def test_every_type_refuses_with_its_label(field, raw, context):
    found = errors_of(form_of({"name": "value", "label": "某项", **field}), {"value": raw}, context)

    assert "某项" in found["value"][0]


def test_unknown_fields_are_refused_by_name(context):
    assert errors_of(form_of({"name": "a"}), {"a": "x", "b": 1}, context) == {
        "b": ["表单没有“b”这一项，请删去后再提交。"]
    }
    assert "_form" in errors_of(form_of({"name": "a"}), ["a"], context)


def test_an_invisible_answer_is_dropped_with_its_errors(context):
    form = form_of(
        {"name": "result", "type": "choice", "choices_from": "['agree', 'refuse']"},
        {"name": "why", "required": True, "max": 5, "visible_when": "result == 'refuse'"},
        {"name": "more", "required": True, "visible_when": "why is not None"},
        {"name": "agent", "required": True, "visible_when": "data.case.agent is not None"},
    )

    assert form.load({"result": "agree", "why": "远远超过五个字", "more": "x"}, context).values == {
        "result": "agree", "why": None, "more": None, "agent": None,
    }  # fmt: skip
    assert list(errors_of(form, {"result": "refuse"}, context)) == ["why"]


def test_required_when_looks_at_the_other_answers(context):
    form = form_of(
        {"name": "scan", "type": "file", "required_when": "scan_date is not None"},
        {"name": "scan_date", "type": "date", "required_when": "scan is not None"},
    )

    assert errors_of(form, {}, context) == {}
    assert list(errors_of(form, {"scan": FILE}, context)) == ["scan_date"]
    assert list(errors_of(form, {"scan_date": "2026-03-01"}, context)) == ["scan"]


def test_all_errors_come_at_once_and_rules_wait_for_what_they_read(context):
    form = form_of(
        {"name": "a", "type": "number", "required": True},
        {"name": "b", "type": "number"},
        {"name": "c", "visible_when": "b == 9"},
        rules=[
            {"check": "a < b", "field": "b", "message": "要大于甲。"},
            {"check": "b != 3", "message": "不能是三。"},
            {"check": "False", "field": "c", "message": "看不见的不管。"},
        ],
    )

    assert errors_of(form, {"a": "x", "b": 3}, context) == {
        "a": ["“a”应当是整数，如 12。"],
        "_form": ["不能是三。"],
    }
    assert errors_of(form, {"a": 5, "b": 4}, context) == {"b": ["要大于甲。"]}


def test_warnings_come_with_the_refusal_too(context):
    warning = {"check": "contains(a, 'x')", "field": "a", "message": "请核对。"}
    form = form_of({"name": "a"}, {"name": "b", "required": True}, warnings=[warning])

    with pytest.raises(FormError) as caught:
        form.load({"a": "y"}, context)

    assert caught.value.warnings == {"a": ["请核对。"]}


def test_a_rule_that_cannot_be_computed_is_a_fault_of_the_pack(context):
    form = form_of({"name": "a"}, rules=[{"check": "a + 1 == 2", "message": "x"}])

    with pytest.raises(ExpressionError):
        form.load({"a": "x"}, context)


def test_recording_adds_the_moment_and_the_evidence(context):
    form = form_of({"name": "result"}, password=True).with_recording()
    answers = {"result": "同意", "evidence": "市公安局复函〔2026〕8号"}

    assert (form.effective, form.asks_password(answers)) == ("decided_at", False)
    assert list(errors_of(form, {"result": "同意"}, context)) == ["decided_at", "evidence"]
    for moment, kept in [
        ("2026-03-02T09:15", "2026-03-02T09:15:40+08:00"),  # the minute of arrival
        ("2026-03-02T09:30", "2026-03-02T09:30:00+08:00"),
    ]:
        values = form.load({**answers, "decided_at": moment}, context).values
        assert values["decided_at"] == kept
    for moment in ("2026-03-02T09:14", "2026-03-02T09:31"):
        assert list(errors_of(form, {**answers, "decided_at": moment}, context)) == ["decided_at"]


def test_naive_clocks_are_refused(context):
    with pytest.raises(ValueError):
        FormContext({}, context.now.replace(tzinfo=None))


def test_files_are_found_wherever_they_stand(context):
    column = {"name": "proof", "type": "file", "label": "证明"}
    form = form_of(
        {"name": "scan", "type": "file"},
        {"name": "more", "type": "files"},
        {"name": "rows", "type": "table", "columns": [column]},
    )
    values = form.load(
        {"scan": FILE, "more": [FILE], "rows": [{"proof": FILE}, {}]}, context
    ).values

    assert form.files(values) == [FILE] * 3
    assert form.files({}) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text("ab2026-: 年\n=\x00否", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["start", "end", "code", "a", "long_term", "digest", "0", "x"]), inner
        )
    ),
    max_leaves=12,
)
EVERYTHING = form_of(
    *({"name": each, "type": each} for each in (
        "text", "longtext", "number", "decimal", "date", "datetime", "period", "yesno", "file",
        "files", "items", "unit", "person")),
    {"name": "choice", "type": "choice", "choices_from": "['a']"},
    {"name": "choices", "type": "choices", "choices_from": "['a', 'b']"},
    {"name": "free", "type": "table", "columns": [
        {"name": "a", "type": "date", "label": "a"}, {"name": "x", "type": "files", "label": "x"}]},
    {**DECISIONS, "name": "given"},
)  # fmt: skip
NAMES = [each.name for each in EVERYTHING.spec.fields]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_whatever_is_sent_is_taken_or_refused_and_can_be_shown_again(raw):
    context = FormContext({"case": {"resource": RESOURCE}}, datetime(2026, 3, 2, tzinfo=UTC))
    try:
        values = EVERYTHING.load(raw, context).values
    except FormError as error:
        EVERYTHING.view(context, raw, error.errors, error.warnings)
    else:
        assert json.loads(json.dumps(values)) == values
        assert EVERYTHING.load(values, context).values == values
        EVERYTHING.view(context, values)
        EVERYTHING.fields_for_display(values, context)


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, [False, False]),
        ({"password": True}, [True, True]),
        ({"password": True, "password_when": "decision == 'approve'"}, [True, False]),
    ],
)
def test_a_password_is_asked_for_by_the_answers(more, asked, context):
    choices = [{"value": each, "label": each} for each in ("approve", "return")]
    form = form_of({"name": "decision", "type": "choice", "choices": choices}, **more)

    for decision, expected in zip(("approve", "return"), asked, strict=True):
        values = form.load({"decision": decision}, context).values
        assert form.asks_password(values) is expected
        assert not form.with_recording().asks_password(values)
