"""Two forms: their fields, columns and rules."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.comparing.facts import differences
from engine.core.comparing.form_words import KEYS, TYPES
from engine.core.comparing.model import Change, Facts
from engine.core.comparing.values import said_value
from engine.sentence import Sentence, say

#: Told of one by one, not as values of the form or of the field.
PARTS = ("fields", "rules", "warnings", "columns", "name")
Fact = tuple[tuple[str, str], dict[str, str]]


def compare_forms(before: bytes | None, after: bytes | None) -> tuple[Change, ...]:
    """Return what is not the same; raises ValueError when one of them is no form's JSON."""
    return differences(_facts(before), _facts(after))


def _facts(content: bytes | None) -> Facts:
    if content is None:
        return {}
    try:
        form = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(form, dict):
        raise ValueError("not an object")
    return dict(_of_form(form))


def _of_form(form: Mapping[str, Any]) -> Iterator[Fact]:
    yield (say("表单“%(title)s”", title=form.get("title", "")), ""), _said(form)
    yield from _of_fields(form.get("fields"))
    yield from _of_rules(form.get("rules"), "rule", say("提交时的规则"))
    yield from _of_rules(form.get("warnings"), "warning", say("提醒"))


def _of_fields(fields: Any, table: Mapping[str, Any] | None = None) -> Iterator[Fact]:
    below = "" if table is None else f"{table.get('name')}."
    for number, field in enumerate(_rows(fields), 1):
        facts = _said(field) | {say("次序"): str(number)}
        yield (_subject(field, table), f"{below}{field.get('name')}"), facts
        if table is None:
            yield from _of_fields(field.get("columns"), field)


def _subject(field: Mapping[str, Any], table: Mapping[str, Any] | None) -> Sentence:
    label = field.get("label") or field.get("name", "")
    if table is None:
        return say("字段“%(label)s”", label=label)
    return say("“%(table)s”的列“%(label)s”", table=table.get("label", ""), label=label)


def _of_rules(rules: Any, kind: str, subject: Sentence) -> Iterator[Fact]:
    for number, rule in enumerate(_rows(rules), 1):
        # a rule has no name: what it checks is what it is
        yield (subject, f"{kind}:{rule.get('check', number)}"), _said(rule)


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _said(part: Mapping[str, Any]) -> dict[str, str]:
    return {
        KEYS.get(key, key): _value(key, value) for key, value in part.items() if key not in PARTS
    }


def _value(key: str, value: Any) -> str:
    known = TYPES.get(value) if key == "type" and isinstance(value, str) else None
    return said_value(value) if known is None else known
