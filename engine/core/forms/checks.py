"""Second pass over answers: what depends on other answers and on the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.core.expressions import evaluate
from engine.core.forms.context import FormContext
from engine.core.forms.moments import moment_words
from engine.core.forms.options import fixed_rows, options_of
from engine.core.forms.source import FILES, FieldSpec
from engine.core.forms.wording import wrong
from engine.sentence import Sentence, listed, say

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

    def refuse(self, spec: FieldSpec, reason: Sentence) -> None:
        """Note that a field is wrong, in a sentence that begins with its label."""
        self.errors.setdefault(spec.name, []).append(wrong(spec, reason))


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


_CHOSEN = frozenset({"choice", "choices", "items", "unit", "person", "yesno"})


def _check_missing(spec: FieldSpec, scope: Scope) -> None:
    if is_required(spec, scope):
        scope.refuse(spec, _missing(spec))


def _missing(spec: FieldSpec) -> Sentence:
    if spec.type in _CHOSEN:
        plain, told = say("还没有选择，请选择"), say("还没有选择，%(remedy)s", remedy=spec.remedy)
    elif spec.type in FILES:
        plain, told = say("还没有上传，请上传"), say("还没有上传，%(remedy)s", remedy=spec.remedy)
    else:
        plain, told = say("还没有填写，请填写"), say("还没有填写，%(remedy)s", remedy=spec.remedy)
    return told if spec.remedy else plain


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
            scope.refuse(spec, say("不能早于 %(bound)s", bound=_words(earliest)))
    elif latest and value > latest:
        scope.refuse(spec, say("不能晚于 %(bound)s，请核对", bound=_words(latest)))


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
            scope.refuse(
                spec, say("没有“%(given)s”这个选项，请从列出的选项中选择", given=each[:40])
            )
        elif known[each].disabled:
            scope.refuse(
                spec,
                say(
                    "中的“%(label)s”%(disabled)s，请改选其他项",
                    label=known[each].label,
                    disabled=known[each].disabled,
                ),
            )


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
        scope.refuse(
            spec, say("至少填写 %(min)s 行，现在只有 %(count)s 行", min=spec.min, count=count)
        )
    elif spec.max and count > spec.max:
        scope.refuse(spec, say("最多 %(max)s 行，现在有 %(count)s 行", max=spec.max, count=count))


def _name_fixed_rows(
    spec: FieldSpec, scope: Scope, rows: list[dict[str, Any] | None]
) -> str | None:
    """Every given row once and no other; a row's name comes from the case, not from the answer."""
    given = {each["code"]: each["name"] for each in fixed_rows(spec, scope.ask)}
    codes = [str(row.get("code", "")) for row in rows if row is not None]
    strange = [code for code in codes if code not in given or codes.count(code) > 1]
    missing = [name for code, name in given.items() if code not in codes]
    if strange:
        return wrong(
            spec, say("中的“%(given)s”不在列出的各行之中，或者重复了", given=strange[0][:40])
        )
    if missing:
        return wrong(spec, say("须逐项填写，还缺：%(missing)s", missing=listed(missing)))
    for row in rows:
        if row is not None:
            row["name"] = given[row["code"]]
    return None
