"""Answers in words: what data sheets, timelines, mails and prints show."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.core.expressions import evaluate
from engine.core.forms.context import FormContext
from engine.core.forms.moments import date_words, moment_words
from engine.core.forms.options import options_of
from engine.core.forms.source import FieldSpec, FormSpec
from engine.core.forms.view import Line
from engine.sentence import listed, say


def display_lines(spec: FormSpec, values: Mapping[str, Any], context: FormContext) -> list[Line]:
    """A line per answered field, in the form's order."""
    words = _Words(context, values)
    return [
        words.line(field, values[field.name])
        for field in spec.answered()
        if values.get(field.name) not in (None, [], "")
    ]


class _Words:
    def __init__(self, context: FormContext, values: Mapping[str, Any]) -> None:
        self.context = context
        self.names = {**context.names, **values}

    def line(self, field: FieldSpec, value: Any) -> Line:
        if field.type == "table":
            return self._table(field, value)
        files = value if isinstance(value, list) else [value]
        kept = tuple(files) if field.type in {"file", "files"} else ()
        wide = field.type in {"longtext", "items", "choices", "files"}
        return Line(field.name, field.label, self.text(field, value), files=kept, wide=wide)

    def _table(self, field: FieldSpec, rows: list[Mapping[str, Any]]) -> Line:
        columns = tuple(each.label for each in field.columns)
        cells = tuple(self._row(field, row) for row in rows)
        head = (say("项目"), *columns) if field.rows_from else columns
        text = "\n".join("；".join(filter(None, row)) for row in cells)
        return Line(field.name, field.label, text, columns=head, rows=cells, wide=True)

    def _row(self, field: FieldSpec, row: Mapping[str, Any]) -> tuple[str, ...]:
        cells = [self.text(each, row.get(each.name)) for each in field.columns]
        return (str(row.get("name", "")), *cells) if field.rows_from else tuple(cells)

    def text(self, field: FieldSpec, value: Any) -> str:
        if value is None:
            return ""
        writer = _WRITERS.get(field.type)
        return writer(value) if writer else self._chosen(field, value)

    def _chosen(self, field: FieldSpec, value: Any) -> str:
        """The labels of what was chosen; a value that is no longer an option stands for itself."""
        options = options_of(field, self.context, lambda asked: evaluate(asked, self.names)) or ()
        labels = {each.value: each.label for each in options}
        chosen = value if isinstance(value, list) else [value]
        return listed(labels.get(each, str(each)) for each in chosen)


def _period(value: Mapping[str, Any]) -> str:
    if value.get("long_term"):
        return say(
            "%(start)s起长期（理由：%(reason)s）",
            start=date_words(value["start"]),
            reason=value.get("reason"),
        )
    return say("%(start)s至%(end)s", start=date_words(value["start"]), end=date_words(value["end"]))


def _file_names(value: Any) -> str:
    return listed(each["name"] for each in (value if isinstance(value, list) else [value]))


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "text": str,
    "longtext": str,
    "number": str,
    "decimal": str,
    "date": date_words,
    "datetime": moment_words,
    "period": _period,
    "yesno": lambda value: say("是") if value else say("否"),
    "file": _file_names,
    "files": _file_names,
}
