"""What a form holds before anyone has typed."""

from collections.abc import Mapping
from typing import Any

from engine.core.expressions import evaluate
from engine.core.forms.context import FormContext
from engine.core.forms.options import fixed_rows
from engine.core.forms.source import FieldSpec, FormSpec


def starting_values(spec: FormSpec, context: FormContext) -> dict[str, Any]:
    """Prefilled values, else defaults, else None; fixed rows are there from the start."""
    values: dict[str, Any] = {}
    for field in spec.answered():
        values[field.name] = _start(field, {**context.names, **values})
    return values


def _start(field: FieldSpec, names: Mapping[str, Any]) -> Any:
    for expression in (field.prefill, field.default):
        value = evaluate(expression, names) if expression else None
        if value is not None:
            return value
    if field.rows_from:
        return [_row(field, each, names) for each in _fixed(field, names)]
    return None


def _fixed(field: FieldSpec, names: Mapping[str, Any]) -> list[dict[str, str]]:
    return fixed_rows(field, lambda expression: evaluate(expression, names))


def _row(field: FieldSpec, given: dict[str, str], names: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {**given}
    for column in field.columns:
        row[column.name] = _start(column, {**names, **row})
    return row
