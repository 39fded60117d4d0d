"""From the JSON of a form to a FormSpec, refusing what it does not understand.

Keys of a form: key, title, basis (the clause), effective (the datetime field that says when the act
took effect), password (true: a written approval), password_when (expression over the answers alone:
it is one only then), fields, rules, warnings. A rule is {check, field, message}: `check` is an
expression that must be true; `field` may be left out.

Keys of a field: name, type, label, help, placeholder, remedy (what to do when it is missing),
required, required_when, visible_when (expressions), min / max (characters of a text, value of a
number, count of rows, files or choices), not_before / not_after (expressions giving a date or
moment), max_years / long_term (period: longest span, else the pack's max_period_years; whether
长期 may be chosen), format (phone, ip, credit_code, email, url, sha256), meaningful (true:
测试一下, 无, 1111 and, in a longtext, what has no Chinese character are refused; the
`placeholder` is the example of what would be right), choices ([{value, label, hint}]), choices_from
(expression giving a list of texts or of {value|code, label|name, hint}), columns (table), rows_from
(expression giving the fixed rows [{code, name}]), prefill, default (expressions; the first that
gives something is shown at the start), width (half | full).
"""

import dataclasses
import re
from collections.abc import Collection, Mapping
from typing import Any

from engine.core.expressions import PURE_FUNCTIONS, ExpressionError, check
from engine.core.forms.context import Option
from engine.core.forms.source import (
    FORMATS,
    MOMENTS,
    OUTER_NAMES,
    PASSWORD,
    TYPES,
    FieldSpec,
    FormSourceError,
    FormSpec,
    Rule,
)

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FIELD_KEYS = {each.name for each in dataclasses.fields(FieldSpec)}
_FORM_KEYS = {each.name for each in dataclasses.fields(FormSpec)} - {"source"}
_EXPRESSIONS = (
    "required_when", "visible_when", "not_before", "not_after", "choices_from", "rows_from",
    "default", "prefill",
)  # fmt: skip
#: Types that no column of a table can have.
NOT_IN_TABLE = frozenset({"table", "heading", "period", "items"})
#: Keys that make sense for some types only.
_ONLY_FOR = {
    "format": {"text"},
    "meaningful": {"text", "longtext"},
    "placeholder": {"text", "longtext", "number", "decimal"},
    "choices": {"choice", "choices"},
    "choices_from": {"choice", "choices", "unit", "person"},
    "columns": {"table"},
    "rows_from": {"table"},
    "not_before": MOMENTS,
    "not_after": MOMENTS,
    "max_years": {"period"},
    "long_term": {"period"},
    "min": {"text", "longtext", "number", "decimal", "table", "choices", "items", "files"},
    "max": {"text", "longtext", "number", "decimal", "table", "choices", "items", "files"},
}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "required": bool, "meaningful": bool, "long_term": bool, "password": bool, "max_years": int,
    "min": (int, float), "max": (int, float), "choices": list, "columns": list, "fields": list,
    "rules": list, "warnings": list,
}  # fmt: skip


def keys_of(kind: str) -> tuple[str, ...]:
    """The keys that a field of this type may have, in the order in which they are written."""
    known = (each.name for each in dataclasses.fields(FieldSpec))
    return tuple(key for key in known if kind in _ONLY_FOR.get(key, {kind}))


def read_form(source: Mapping[str, Any], max_period_years: int | None = None) -> FormSpec:
    """A FormSpec of a form's JSON. Raises FormSourceError naming form, field and key."""
    key = str(source.get("key", "?"))
    _check_keys(key, None, source, _FORM_KEYS, needed=("key", "title", "fields"))
    read = (_read_field(key, each, in_table=False) for each in source["fields"])
    fields = tuple(_limited(key, each, max_period_years) for each in read)
    names = _unique_names(key, fields)
    for each in fields:
        _check_expressions(key, each, names)
    spec = FormSpec(
        **_given(source, ("key", "title", "basis", "effective", "password", "password_when")),
        fields=fields,
        rules=_read_rules(key, source.get("rules", ()), names),
        warnings=_read_rules(key, source.get("warnings", ()), names),
        source=dict(source),
    )
    _check_effective(spec)
    _check_password(spec, names)
    return spec


def _check_keys(
    form: str,
    field: str | None,
    source: Mapping[str, Any],
    known: Collection[str],
    needed: tuple[str, ...],
) -> None:
    for key in source:
        if key not in known:
            raise FormSourceError(
                form, field, f"不认识“{key}”，可用的有：{'、'.join(sorted(known))}。"
            )
    for key in needed:
        if source.get(key) in (None, "", []):
            raise FormSourceError(form, field, f"缺少“{key}”。")
    for key, value in source.items():
        _check_kind(form, field, key, value)


def _check_kind(form: str, field: str | None, key: str, value: Any) -> None:
    kind = _KINDS.get(key, str)
    is_bool_as_number = isinstance(value, bool) and kind is not bool
    if value is not None and (is_bool_as_number or not isinstance(value, kind)):
        raise FormSourceError(form, field, f"“{key}”的值类型不对。")


def _given(source: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: source[key] for key in keys if source.get(key) is not None}


def _read_field(form: str, source: Any, *, in_table: bool) -> FieldSpec:
    if not isinstance(source, Mapping):
        raise FormSourceError(form, None, "“fields”和“columns”里应当是对象。")
    name = str(source.get("name", "?"))
    _check_keys(form, name, source, _FIELD_KEYS, needed=("name", "type", "label"))
    _check_field(form, name, source, in_table)
    plain = _given(source, _FIELD_KEYS - {"choices", "columns"})
    return FieldSpec(
        **plain,
        choices=tuple(_read_choice(form, name, each) for each in source.get("choices", ())),
        columns=tuple(_read_field(form, each, in_table=True) for each in source.get("columns", ())),
    )


def _limited(form: str, field: FieldSpec, years: int | None) -> FieldSpec:
    """The field within the pack's limit of years: a period takes it over, or states less."""
    if field.type != "period" or years is None:
        return field
    if field.max_years is not None and field.max_years > years:
        raise FormSourceError(form, field.name, f"“max_years”超过了规则包的上限 {years} 年。")
    return dataclasses.replace(field, max_years=field.max_years or years)


def _check_field(form: str, name: str, source: Mapping[str, Any], in_table: bool) -> None:
    kind = source["type"]
    if not _NAME.fullmatch(name) or name in {*OUTER_NAMES, PASSWORD}:
        raise FormSourceError(
            form, name, "“name”应为小写字母开头的字母、数字、下划线，且不是保留名称。"
        )
    if kind not in TYPES:
        raise FormSourceError(form, name, f"“type”不认识“{kind}”。")
    if in_table and kind in NOT_IN_TABLE:
        raise FormSourceError(form, name, f"表格的列不能是“{kind}”。")
    for key, kinds in _ONLY_FOR.items():
        if source.get(key) is not None and kind not in kinds:
            raise FormSourceError(form, name, f"“{kind}”不能有“{key}”。")
    _check_choices(form, name, source)
    if source.get("format") is not None and source["format"] not in FORMATS:
        raise FormSourceError(form, name, f"“format”不认识“{source['format']}”。")
    if source.get("width", "full") not in {"half", "full"}:
        raise FormSourceError(form, name, "“width”只能是 half 或 full。")


def _check_choices(form: str, name: str, source: Mapping[str, Any]) -> None:
    kind = source["type"]
    if kind in {"choice", "choices"} and bool(source.get("choices")) == bool(
        source.get("choices_from")
    ):
        raise FormSourceError(form, name, "“choices”和“choices_from”须有且只有一个。")
    if kind == "table" and not source.get("columns"):
        raise FormSourceError(form, name, "表格缺少“columns”。")


def _read_choice(form: str, field: str, source: Any) -> Option:
    if not isinstance(source, Mapping):
        raise FormSourceError(form, field, "“choices”里应当是 {value, label}。")
    _check_keys(form, field, source, {"value", "label", "hint"}, needed=("value", "label"))
    return Option(source["value"], source["label"], source.get("hint", ""))


def _unique_names(form: str, fields: tuple[FieldSpec, ...]) -> frozenset[str]:
    seen: set[str] = set()
    for each in fields:
        if each.name in seen:
            raise FormSourceError(form, each.name, "名称重复。")
        seen.add(each.name)
        values = [option.value for option in each.choices]
        if len(set(values)) < len(values):
            raise FormSourceError(form, each.name, "“choices”的值重复。")
        _unique_names(form, each.columns)
    return frozenset(each.name for each in fields if each.is_answered)


def _check_expressions(form: str, field: FieldSpec, names: frozenset[str]) -> None:
    for key in _EXPRESSIONS:
        expression = getattr(field, key)
        if expression is not None:
            _check_expression(form, field.name, key, expression, names)
    inner = names | {each.name for each in field.columns} | {"code", "name"}
    for column in field.columns:
        _check_expressions(form, column, inner)


def _check_expression(
    form: str,
    field: str | None,
    key: str,
    expression: str,
    names: frozenset[str],
    outer: frozenset[str] = OUTER_NAMES,
) -> None:
    try:
        check(expression, names=names | outer, functions=PURE_FUNCTIONS)
    except ExpressionError as error:
        raise FormSourceError(form, field, f"“{key}”的{error.message}") from error


def _read_rules(form: str, source: Any, names: frozenset[str]) -> tuple[Rule, ...]:
    rules = []
    for each in source:
        if not isinstance(each, Mapping):
            raise FormSourceError(form, None, "规则应当是 {check, field, message}。")
        _check_keys(form, None, each, {"check", "field", "message"}, needed=("check", "message"))
        _check_expression(form, None, "check", each["check"], names)
        field = each.get("field") or "_form"
        if field not in names | {"_form"}:
            raise FormSourceError(form, field, "规则指向的这一项不存在。")
        rules.append(Rule(each["check"], field, each["message"]))
    return tuple(rules)


def _check_effective(spec: FormSpec) -> None:
    if spec.effective is None:
        return
    kinds = {each.name: each for each in spec.fields}
    field = kinds.get(spec.effective)
    if field is None or field.type != "datetime":
        raise FormSourceError(spec.key, spec.effective, "“effective”应当是一个 datetime 类型的项。")


def _check_password(spec: FormSpec, names: frozenset[str]) -> None:
    if spec.password_when is None:
        return
    if not spec.password:
        raise FormSourceError(spec.key, None, "有“password_when”的，“password”须为 true。")
    _check_expression(spec.key, None, "password_when", spec.password_when, names, outer=frozenset())
