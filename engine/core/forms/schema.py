"""From the fields of a form to the marshmallow schema that reads its answers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, fields

from engine.core.forms.kinds import (
    FileKind,
    Kind,
    MomentKind,
    NumberKind,
    OneKind,
    SomeKind,
    TextKind,
    YesNoKind,
)
from engine.core.forms.period import PeriodKind
from engine.core.forms.source import FieldSpec
from engine.sentence import say

_MOST_ROWS = 500


class RowsKind(Kind):
    """table: a list of rows; blank rows become None, so that errors keep the number of their row.

    Fixed rows carry their `code` (and `name`, which is not read: the case knows it).
    """

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.schema = build_schema(spec.columns)
        self.fixed = frozenset({"code", "name"}) if spec.rows_from else frozenset()

    def read(self, value: Any) -> list[dict[str, Any] | None]:
        if not isinstance(value, list) or len(value) > _MOST_ROWS:
            raise self.wrong(say("应当是一行一行的列表，最多 %(most)s 行", most=_MOST_ROWS))
        rows: list[dict[str, Any] | None] = []
        errors: dict[str, Any] = {}
        for number, given in enumerate(value):
            try:
                rows.append(self._row(given))
            except ValidationError as error:
                errors[str(number)] = messages_of(error)
                rows.append(error.valid_data if isinstance(error.valid_data, dict) else {})
        if errors:
            raise ValidationError(errors, valid_data=rows)
        return rows

    def _row(self, given: Any) -> dict[str, Any] | None:
        if not isinstance(given, Mapping):
            raise self.wrong(say("的这一行应当是各列的值"))
        cells = {key: value for key, value in given.items() if key not in self.fixed}
        code = {"code": str(given.get("code", ""))} if self.fixed else {}
        try:
            row = self.schema.load(cells)
        except ValidationError as error:
            valid = error.valid_data if isinstance(error.valid_data, dict) else {}
            raise ValidationError(error.messages, valid_data=valid | code) from None
        return row | code if code or any(each is not None for each in row.values()) else None


_KINDS: Mapping[str, Callable[[FieldSpec], Kind]] = {
    "text": TextKind,
    "longtext": TextKind,
    "number": NumberKind,
    "decimal": NumberKind,
    "date": MomentKind,
    "datetime": MomentKind,
    "period": PeriodKind,
    "choice": OneKind,
    "unit": OneKind,
    "person": OneKind,
    "choices": SomeKind,
    "items": SomeKind,
    "yesno": YesNoKind,
    "file": FileKind,
    "files": FileKind,
    "table": RowsKind,
}


def build_schema(specs: Iterable[FieldSpec]) -> Schema:
    """A schema that refuses unknown keys and gives a value (None for blank) for every field."""
    declared: dict[str, fields.Field[Any]] = {
        each.name: _KINDS[each.type](each) for each in specs if each.is_answered
    }
    schema: Schema = type("FormSchema", (_FormSchema,), declared)()
    return schema


def messages_of(error: ValidationError) -> dict[str, Any]:
    """The messages by field; what concerns none stands under "_form"."""
    messages = error.messages
    found = messages if isinstance(messages, dict) else {"_schema": messages}
    return {
        "_form" if key == "_schema" else str(key): _named(str(key), each)
        for key, each in found.items()
    }


_UNKNOWN = "unknown field"


def _named(key: str, messages: Any) -> Any:
    if messages == [_UNKNOWN]:
        return [say("表单没有“%(key)s”这一项，请删去后再提交。", key=key[:40])]
    return messages


class _FormSchema(Schema):
    class Meta:
        unknown = RAISE
        register = False

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]
        "unknown": _UNKNOWN,
        "type": say("答复应当是由各项名称和值组成的对象。"),
    }
