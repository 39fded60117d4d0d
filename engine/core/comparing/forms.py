"""Two forms: their fields, columns and rules."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.comparing.expression_words import Vocabulary, said_condition, said_expression
from engine.core.comparing.facts import differences
from engine.core.comparing.form_vocabulary import FormVocabulary
from engine.core.comparing.form_words import FORMATS, KEYS, TYPES, WIDTHS
from engine.core.comparing.model import Change, Facts
from engine.core.comparing.naming import FormNames, Naming, form_names
from engine.core.comparing.values import said_value
from engine.sentence import Sentence, say

#: Told of one by one, not as values of the form or of the field.
PARTS = ("fields", "rules", "warnings", "columns", "name")
#: Keys that hold a question, and those that hold another expression.
CONDITIONS = ("visible_when", "required_when", "password_when", "check")
EXPRESSIONS = ("not_before", "not_after", "choices_from", "rows_from", "default", "prefill")
Fact = tuple[tuple[str, str], dict[str, str]]


def compare_forms(before: bytes | None, after: bytes | None, naming: Naming) -> tuple[Change, ...]:
    """Return what is not the same; raises ValueError when one of them is no form's JSON."""
    known = FormVocabulary(_names(before, after), naming)
    return differences(_facts(before, known), _facts(after, known))


def _names(before: bytes | None, after: bytes | None) -> FormNames:
    """The names of both versions: what is only called otherwise is still the same field."""
    was, now = form_names(before or b""), form_names(after or b"")
    return FormNames(now.title, {**was.labels, **now.labels}, {**was.choices, **now.choices})


def _facts(content: bytes | None, known: Vocabulary) -> Facts:
    if content is None:
        return {}
    try:
        form = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(form, dict):
        raise ValueError("not an object")
    return dict(_of_form(form, known))


def _of_form(form: Mapping[str, Any], known: Vocabulary) -> Iterator[Fact]:
    yield (say("表单“%(title)s”", title=form.get("title", "")), ""), _said(form, known)
    yield from _of_fields(form.get("fields"), known)
    yield from _of_rules(form.get("rules"), "rule", say("提交时的规则"), known)
    yield from _of_rules(form.get("warnings"), "warning", say("提醒"), known)


def _of_fields(
    fields: Any, known: Vocabulary, table: Mapping[str, Any] | None = None
) -> Iterator[Fact]:
    below = "" if table is None else f"{table.get('name')}."
    for number, field in enumerate(_rows(fields), 1):
        facts = _said(field, known) | {say("次序"): str(number)}
        yield (_subject(field, table), f"{below}{field.get('name')}"), facts
        if table is None:
            yield from _of_fields(field.get("columns"), known, field)


def _subject(field: Mapping[str, Any], table: Mapping[str, Any] | None) -> Sentence:
    label = field.get("label") or field.get("name", "")
    if table is None:
        return say("字段“%(label)s”", label=label)
    return say("“%(table)s”的列“%(label)s”", table=table.get("label", ""), label=label)


def _of_rules(rules: Any, kind: str, subject: Sentence, known: Vocabulary) -> Iterator[Fact]:
    for number, rule in enumerate(_rows(rules), 1):
        # a rule has no name: what it checks is what it is
        yield (subject, f"{kind}:{rule.get('check', number)}"), _said(rule, known)


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _said(part: Mapping[str, Any], known: Vocabulary) -> dict[str, str]:
    return {
        KEYS.get(key, key): _value(key, value, known)
        for key, value in part.items()
        if key not in PARTS
    }


def _value(key: str, value: Any, known: Vocabulary) -> str:
    if not isinstance(value, str):
        return said_value(value)
    if key in CONDITIONS:
        return said_condition(value, known)
    if key in EXPRESSIONS:
        return said_expression(value, known)
    if key == "field":
        return known.name(value) or value
    words = {"type": TYPES, "format": FORMATS, "width": WIDTHS}.get(key, {}).get(value)
    return value if words is None else words
