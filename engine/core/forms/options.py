"""What may be chosen in a field, and the rows a table is given."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.core.bureau.words import DATA_TYPES
from engine.core.expressions import ExpressionError
from engine.core.forms.context import FormContext, Option
from engine.core.forms.source import FieldSpec
from engine.sentence import say

SHARE_TYPES: Mapping[str, str] = {
    "unconditional": "无条件共享",
    "conditional": "有条件共享",
    "not_shared": "不予共享",
}

Ask = Callable[[str], Any]


def options_of(spec: FieldSpec, context: FormContext, ask: Ask) -> Sequence[Option] | None:
    """The options of a field; None for a field where nothing is chosen from a list.

    `ask` evaluates an expression of the form. Raises ExpressionError if `choices_from` gives no
    list of choices.
    """
    if spec.choices:
        return spec.choices
    if spec.choices_from:
        return [_option(each) for each in _rows(spec.choices_from, ask)]
    if spec.type == "items":
        return [_item(each) for each in _resource_items(context)]
    registries = {"unit": context.units, "person": context.people}
    return registries[spec.type]() if spec.type in registries else None


def fixed_rows(spec: FieldSpec, ask: Ask) -> list[dict[str, str]]:
    """The rows {"code", "name"} that a table is given, in order."""
    options = [_option(each) for each in _rows(str(spec.rows_from), ask)]
    return [{"code": each.value, "name": each.label} for each in options]


def _rows(expression: str, ask: Ask) -> list[Any]:
    rows = ask(expression)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise ExpressionError("结果应当是列表。", expression)
    return rows


def _option(given: Any) -> Option:
    if isinstance(given, Mapping):
        value = _first(given, "value", "code", "id")
        return Option(value, _first(given, "label", "name") or value, _first(given, "hint"))
    return Option(str(given), str(given))


def _first(given: Mapping[str, Any], *keys: str) -> str:
    return next((str(given[key]) for key in keys if given.get(key) is not None), "")


def _resource_items(context: FormContext) -> list[Mapping[str, Any]]:
    case = context.data.get("case") or {}
    return (case.get("resource") or {}).get("items") or []


def _item(given: Mapping[str, Any]) -> Option:
    share_type = str(given.get("share_type") or "")
    return Option(
        str(given["code"]),
        str(given["name"]),
        hint=DATA_TYPES.get(str(given.get("data_type") or ""), ""),
        badge=SHARE_TYPES.get(share_type, ""),
        disabled=say("不予共享") if share_type == "not_shared" else "",
    )
