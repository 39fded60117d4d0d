"""Second pass over answers: what depends on other answers and on the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.core.expressions import evaluate
from engine.core.forms.context import FormContext
from engine.core.forms.moments import moment_words
from engine.core.forms.options import fixed_rows, options_of
from engine.core.forms.source import FieldSpec

Errors = dict[str, Any]


@dataclass
class Scope:
    """One level of answers: the form's, or a row's with the form's around it."""

    context: FormContext
    outer: Mapping[str, Any]
    values: dict[str, Any]
    errors: Errors = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def ask(self, expression: str) -> Any:
        """The value of an expression of the form, seen from here."""
        return evaluate(expression, {**self.context.names, **self.outer, **self.values})

    def refuse(self, spec: FieldSpec, reason: str) -> None:
        """Note that a field is wrong, in a sentence that begins with its label."""
        self.errors.setdefault(spec.name, []).append(f"“{spec.label}”{reason}。")


def check_fields(specs: Iterator[FieldSpec], scope: Scope) -> None:
    """Drop what is invisible, then note what is missing or does not fit the case."""
    shown = [each for each in specs if _keep_if_visible(each, scope)]
    for spec in shown:
        if spec.name not in scope.errors or spec.type == "table":
            _check_field(spec, scope)


def _keep_if_visible(spec: FieldSpec, scope: Scope) -> bool:
    if spec.visible_when is None or scope.ask(spec.visible_when):
        return True
    scope.hidden.add(spec.name)
    scope.values[spec.name] = None
    scope.errors.pop(spec.name, None)
    return False


def _check_field(spec: FieldSpec, scope: Scope) -> None:
    value = scope.values.get(spec.name)
    if spec.type == "table":
        _check_table(spec, scope)
    elif value is None:
        _check_missing(spec, scope)
    elif spec.type in {"date", "datetime"}:
        _check_bounds(spec, scope)
    else:
        _check_membership(spec, scope)


def is_required(spec: FieldSpec, scope: Scope) -> bool:
    """Whether the field must be answered, as things stand."""
    return spec.required or bool(spec.required_when and scope.ask(spec.required_when))


_VERBS = {
    "choice": "选择", "choices": "选择", "items": "选择", "unit": "选择", "person": "选择",
    "yesno": "选择", "file": "上传", "files": "上传",
}  # fmt: skip


def _check_missing(spec: FieldSpec, scope: Scope) -> None:
    if is_required(spec, scope):
        verb = _VERBS.get(spec.type, "填写")
        scope.refuse(spec, f"还没有{verb}，{spec.remedy or '请' + verb}")


def _check_bounds(spec: FieldSpec, scope: Scope) -> None:
    """Hold a date or moment against its bounds; inside the bound's own minute it becomes the bound,
    as a page cannot give seconds."""
    value = scope.values[spec.name]
    earliest = scope.ask(spec.not_before) if spec.not_before else None
    latest = scope.ask(spec.not_after) if spec.not_after else None
    if earliest and value < earliest:
        if len(value) > 10 and value[:16] == earliest[:16]:
            scope.values[spec.name] = earliest
        else:
            scope.refuse(spec, f"不能早于 {_words(earliest)}")
    elif latest and value > latest:
        scope.refuse(spec, f"不能晚于 {_words(latest)}，请核对")


def _words(bound: str) -> str:
    return bound if len(bound) <= 10 else moment_words(bound)


def _check_membership(spec: FieldSpec, scope: Scope) -> None:
    options = options_of(spec, scope.context, scope.ask)
    if options is None:
        return
    known = {each.value: each for each in options}
    value = scope.values[spec.name]
    for each in value if isinstance(value, list) else [value]:
        if each not in known:
            scope.refuse(spec, f"没有“{each[:40]}”这个选项，请从列出的选项中选择")
        elif known[each].disabled:
            scope.refuse(spec, f"中的“{known[each].label}”{known[each].disabled}，请改选其他项")


def _check_table(spec: FieldSpec, scope: Scope) -> None:
    if isinstance(scope.errors.get(spec.name), list):
        return
    rows: list[dict[str, Any] | None] = scope.values.get(spec.name) or []
    if spec.rows_from and (problem := _name_fixed_rows(spec, scope, rows)):
        scope.errors[spec.name] = [problem]
        return
    errors: Errors = scope.errors.pop(spec.name, {})
    for number, row in enumerate(rows):
        if row is not None:
            _check_row(spec, scope, row, errors, str(number))
    answered = [row for row in rows if row is not None]
    scope.values[spec.name] = answered or None
    if errors:
        scope.errors[spec.name] = errors
    else:
        _check_row_count(spec, scope, len(answered))


def _check_row(
    spec: FieldSpec, scope: Scope, row: dict[str, Any], errors: Errors, number: str
) -> None:
    inner = Scope(scope.context, {**scope.outer, **scope.values}, row, errors.pop(number, {}))
    check_fields(iter(spec.columns), inner)
    if inner.errors:
        errors[number] = inner.errors


def _check_row_count(spec: FieldSpec, scope: Scope, count: int) -> None:
    if count == 0:
        _check_missing(spec, scope)
    elif spec.min and count < spec.min:
        scope.refuse(spec, f"至少填写 {spec.min} 行，现在只有 {count} 行")
    elif spec.max and count > spec.max:
        scope.refuse(spec, f"最多 {spec.max} 行，现在有 {count} 行")


def _name_fixed_rows(
    spec: FieldSpec, scope: Scope, rows: list[dict[str, Any] | None]
) -> str | None:
    """Every given row once and no other; a row's name comes from the case, not from the answer."""
    given = {each["code"]: each["name"] for each in fixed_rows(spec, scope.ask)}
    codes = [str(row.get("code", "")) for row in rows if row is not None]
    wrong = [code for code in codes if code not in given or codes.count(code) > 1]
    missing = [name for code, name in given.items() if code not in codes]
    if wrong:
        return f"“{spec.label}”中的“{wrong[0][:40]}”不在列出的各行之中，或者重复了。"
    if missing:
        return f"“{spec.label}”须逐项填写，还缺：{'、'.join(missing)}。"
    for row in rows:
        if row is not None:
            row["name"] = given[row["code"]]
    return None
