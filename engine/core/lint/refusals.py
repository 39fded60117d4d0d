"""Who refuses says why: a form that offers a refusal asks for its reason (Art. 14, 15)."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.expressions import ExpressionError, evaluate
from engine.core.forms.source import FieldSpec, FormSpec
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject

REFUSING = ("不予", "不同意", "不批准", "不通过", "驳回", "拒绝", "退回")
SAYING = frozenset({"text", "longtext", "table"})


def check_reasons(subject: Subject) -> Iterator[Problem]:
    """Each refusing choice of a form that a task uses makes some text required."""
    used = {(d.folder, t.gx.get("form", {}).get("key")) for d, t in subject.nodes("userTask")}
    for (folder, key), form in subject.forms.items():
        for field, value, label in _refusals(form.spec) if (folder, key) in used else ():
            if not _reason_is_asked(form.spec, {field: value}):
                message = f"选择“{label}”时没有必须填写的理由，请加一项文字并设为此时必填。"
                file = f"{folder}/forms/{key}.json"
                yield Problem(file, field, "reason", message, severity="warning")


def _refusals(spec: FormSpec) -> Iterator[tuple[str, str, str]]:
    for field in spec.fields:
        for option in field.choices if field.type == "choice" else ():
            if any(word in option.label for word in REFUSING):
                yield field.name, option.value, option.label


def _reason_is_asked(spec: FormSpec, data: Mapping[str, Any]) -> bool:
    return any(
        each.required or _is_true(each.required_when, data)
        for each in spec.fields
        if each.type in SAYING and _shown(each, data)
    )


def _shown(field: FieldSpec, data: Mapping[str, Any]) -> bool:
    return field.visible_when is None or _is_true(field.visible_when, data)


def _is_true(source: str | None, data: Mapping[str, Any]) -> bool:
    try:
        return source is not None and bool(evaluate(source, data))
    except ExpressionError:
        return False
