"""From a field and its value to the control that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.core.expressions import ExpressionError, evaluate
from engine.core.filetypes import ALLOWED, MAX_BYTES
from engine.core.forms.conditions import condition_words, depends_on_answers, show_when
from engine.core.forms.context import FormContext, Option
from engine.core.forms.options import fixed_rows, options_of
from engine.core.forms.shown import input_type, shown_value, text
from engine.core.forms.source import FILES, FieldSpec, FormSpec
from engine.core.forms.view import FieldView, RowView

_MOST_RADIOS = 6
_TEXT_MODES = {"number": "numeric", "decimal": "decimal"}


@dataclass(frozen=True)
class Drawing:
    """What every control of one form shares, and where in a table we are."""

    context: FormContext
    values: Mapping[str, Any]
    spare_rows: int = 3
    specs: tuple[FieldSpec, ...] = ()
    prefix: str = ""
    inner: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, spec: FormSpec, context: FormContext, values: Mapping[str, Any], spare_rows: int = 3
    ) -> "Drawing":
        """The drawing of a form that knows which fields the case hides, in the form's order."""
        drawing = cls(context, values, spare_rows, spec.fields)
        for each in spec.fields:
            if drawing.hides(each):
                drawing = replace(drawing, hidden=drawing.hidden | {each.name})
        return drawing

    def ask(self, expression: str) -> Any:
        """The value of an expression over what was typed; None where that makes no sense yet."""
        try:
            return evaluate(expression, {**self.context.names, **self.values})
        except ExpressionError:
            if depends_on_answers(expression):
                return None
            raise

    def hides(self, spec: FieldSpec) -> bool:
        """Whether the case alone, whatever is answered, makes the field invisible."""
        condition = spec.visible_when
        if condition is None or depends_on_answers(condition, self.hidden):
            return False
        return not evaluate(condition, {**self.context.names, **dict.fromkeys(self.hidden)})

    def needed(self, spec: FieldSpec) -> str:
        """ "always" (whenever it is shown), "sometimes" (as answers go) or nothing."""
        if spec.required or (spec.required_when and spec.required_when == spec.visible_when):
            return "always"
        if spec.required_when and depends_on_answers(spec.required_when):
            return "sometimes"
        return "always" if spec.required_when and self.ask(spec.required_when) else ""


def field_view(
    spec: FieldSpec, value: Any, errors: Any, warnings: Any, drawing: Drawing
) -> FieldView:
    """The control of a field. `errors`: a list of sentences, or for a table rows of them."""
    name = drawing.prefix + spec.name
    needed = drawing.needed(spec)
    options = tuple(options_of(spec, drawing.context, drawing.ask) or ())
    shown = shown_value(spec, value)
    return FieldView(
        name=name,
        id=f"f-{name}",
        type=spec.type,
        label=spec.label,
        value=shown,
        help=spec.help,
        placeholder=spec.placeholder,
        required=needed == "always",
        needed=needed,
        control=_control(spec, options, in_row=bool(drawing.prefix)),
        input_type=input_type(spec, shown),
        input_mode=_TEXT_MODES.get(spec.type, ""),
        max_length=_max_length(spec),
        multiple=spec.type == "files",
        long_term=spec.long_term,
        options=options,
        errors=_sentences(errors),
        warnings=_sentences(warnings),
        width=spec.width,
        **_file_limits(spec),
        **_condition(spec, drawing),
        **_table(spec, value, errors, drawing),
    )


def _control(spec: FieldSpec, options: tuple[Option, ...], in_row: bool) -> str:
    if spec.type in {"choice", "unit", "person"}:
        few = spec.choices and len(options) <= _MOST_RADIOS and not in_row
        return "radios" if few else "select"
    renamed = {"choices": "boxes", "items": "boxes", "files": "file"}
    plain = {"number": "text", "decimal": "text", "date": "text", "datetime": "text"}
    return {**renamed, **plain}.get(spec.type, spec.type)


def _max_length(spec: FieldSpec) -> int | None:
    """Only a stated limit, and only where typing maps to it one to one."""
    if spec.type in {"text", "longtext"} and spec.max and not spec.format:
        return int(spec.max)
    return None


def _file_limits(spec: FieldSpec) -> dict[str, Any]:
    if spec.type not in FILES:
        return {}
    return {"accept": ",".join(f".{each}" for each in ALLOWED), "max_bytes": MAX_BYTES}


def _condition(spec: FieldSpec, drawing: Drawing) -> dict[str, Any]:
    """When the field counts, for the page's script and in words."""
    if spec.visible_when is None or not depends_on_answers(spec.visible_when):
        return {}
    script = show_when(spec.visible_when, drawing.specs, drawing.prefix, drawing.inner)
    words = condition_words(spec.visible_when, drawing.specs)
    return {"show_when": script, "condition": words}


def _sentences(messages: Any) -> tuple[str, ...]:
    return tuple(messages) if isinstance(messages, list) else ()


def _table(spec: FieldSpec, value: Any, errors: Any, drawing: Drawing) -> dict[str, Any]:
    if spec.type != "table":
        return {}
    given = value if isinstance(value, list) else []
    rows = [row if isinstance(row, Mapping) else {} for row in given]
    drawn = _Rows(spec, rows, errors if isinstance(errors, Mapping) else {}, drawing)
    heads = tuple(
        field_view(each, None, None, None, drawn.inside("n", {})) for each in spec.columns
    )
    if spec.rows_from:
        return {"columns": heads, "rows": drawn.fixed()}
    return {"columns": heads, "rows": drawn.free(), "blank_row": drawn.row("__n__", {}, {})}


@dataclass(frozen=True)
class _Rows:
    spec: FieldSpec
    rows: list[Mapping[str, Any]]
    errors: Mapping[str, Any]
    drawing: Drawing

    def inside(self, number: str, row: Mapping[str, Any]) -> Drawing:
        outer = self.drawing
        return Drawing(
            outer.context,
            {**outer.values, **row},
            specs=(*self.spec.columns, *outer.specs),
            prefix=f"{self.spec.name}-{number}-",
            inner=frozenset(each.name for each in self.spec.columns),
        )

    def row(self, number: str, row: Mapping[str, Any], errors: Any, **given: str) -> RowView:
        drawing = self.inside(number, row)
        wrong = errors if isinstance(errors, Mapping) else {}
        cells = tuple(
            field_view(each, row.get(each.name), wrong.get(each.name), None, drawing)
            for each in self.spec.columns
        )
        return RowView(number, cells, **given)

    def free(self) -> tuple[RowView, ...]:
        """The rows up to the last one that holds anything, and some blank ones."""
        filled = [number for number, row in enumerate(self.rows) if any(row.values())]
        used = self.rows[: filled[-1] + 1] if filled else []
        most = int(self.spec.max or len(used) + self.drawing.spare_rows)
        spare = max(0, min(self.drawing.spare_rows, most - len(used)))
        return tuple(
            self.row(str(number), row, self.errors.get(str(number)))
            for number, row in enumerate([*used, *[{}] * spare])
        )

    def fixed(self) -> tuple[RowView, ...]:
        """One row per given row, with what was typed for it."""
        places = {text(row.get("code")): number for number, row in enumerate(self.rows)}
        drawn = []
        for number, given in enumerate(fixed_rows(self.spec, self.drawing.ask)):
            place = places.get(given["code"])
            row = self.rows[place] if place is not None else {}
            drawn.append(self.row(str(number), row, self.errors.get(str(place)), **given))
        return tuple(drawn)
