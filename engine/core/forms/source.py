"""The JSON of a form as typed values. `reading.py` makes them and says what each key means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.core.forms.context import Option
from engine.errors import PackError

TEXTS = frozenset({"text", "longtext"})
NUMBERS = frozenset({"number", "decimal"})
MOMENTS = frozenset({"date", "datetime"})
ONE_OF = frozenset({"choice", "unit", "person"})
SOME_OF = frozenset({"choices", "items"})
FILES = frozenset({"file", "files"})
TYPES = (
    TEXTS | NUMBERS | MOMENTS | ONE_OF | SOME_OF | FILES | {"period", "yesno", "table", "heading"}
)
FORMATS = frozenset({"phone", "ip", "credit_code", "email", "url", "sha256"})
#: Names that expressions of a form see beside the answers; no field may be called so.
OUTER_NAMES = frozenset({"data", "today", "now", "arrived"})
#: Where errors about the password of a written approval stand.
PASSWORD = "password"  # noqa: S105


class FormSourceError(PackError):
    """The JSON of a form is wrong; the message names form, field, key; `reason` the key."""

    code = "bad_form"

    def __init__(self, form: str, field_name: str | None, reason: str) -> None:
        self.reason = reason
        where = f"表单“{form}”" + (f"的“{field_name}”" if field_name else "")
        super().__init__(f"{where}：{reason}", form=form, field=field_name)


@dataclass(frozen=True)
class FieldSpec:
    """One field of a form, or one column of a table."""

    name: str
    type: str
    label: str
    help: str = ""
    placeholder: str = ""
    remedy: str = ""  # what to do when it is missing: 请写明用于哪项职责
    required: bool = False
    required_when: str | None = None
    visible_when: str | None = None
    min: int | float | None = None
    max: int | float | None = None
    not_before: str | None = None
    not_after: str | None = None
    max_years: int | None = None
    long_term: bool = True
    format: str | None = None
    meaningful: bool = False
    choices: tuple[Option, ...] = ()
    choices_from: str | None = None
    columns: tuple["FieldSpec", ...] = ()
    rows_from: str | None = None
    default: str | None = None
    prefill: str | None = None
    width: str = "full"

    @property
    def is_answered(self) -> bool:
        """False for headings, which hold no answer."""
        return self.type != "heading"


@dataclass(frozen=True)
class Rule:
    """`check` must be true; else `message` stands at `field` ("_form": at none)."""

    check: str
    field: str
    message: str


@dataclass(frozen=True)
class FormSpec:
    """A whole form."""

    key: str
    title: str
    basis: str = ""
    effective: str | None = None
    password: bool = False
    password_when: str | None = None
    fields: tuple[FieldSpec, ...] = ()
    rules: tuple[Rule, ...] = ()
    warnings: tuple[Rule, ...] = ()
    source: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def answered(self) -> Iterator[FieldSpec]:
        """The fields that hold answers."""
        return (each for each in self.fields if each.is_answered)
