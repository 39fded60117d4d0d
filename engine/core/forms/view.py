"""What a page or the API needs to show a form, with nothing left to compute."""

from dataclasses import dataclass
from typing import Any

from engine.core.forms.context import Option


@dataclass(frozen=True)
class Line:
    """One line of a data sheet: `text` in words; a table has `columns` and `rows` besides, an
    attachment `files` ({"digest", "name", "size"}); `wide` asks for a line of its own."""

    name: str
    label: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[dict[str, Any], ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Message:
    """A sentence for the summary above the form; `anchor` is the id of the control."""

    anchor: str
    text: str


@dataclass(frozen=True)
class FieldView:
    """One control. `name` and `id` are those of the page, `value` is ready to be shown again:
    text, a list of texts (choices), a dict of texts (period) or references (files)."""

    name: str
    id: str
    type: str
    label: str
    value: Any
    help: str = ""
    placeholder: str = ""
    required: bool = False
    needed: str = ""  # always, sometimes, or nothing
    control: str = "text"  # text longtext date datetime radios select boxes yesno file period table
    input_type: str = "text"
    input_mode: str = ""
    max_length: int | None = None
    multiple: bool = False
    long_term: bool = False
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    width: str = "full"
    accept: str = ""  # what a file input offers
    max_bytes: int = 0
    show_when: str = ""  # for the page's script: `field=a|b` or `field!=a|b`
    condition: str = ""  # the same in words, for pages without scripts
    columns: tuple["FieldView", ...] = ()
    rows: tuple["RowView", ...] = ()
    blank_row: "RowView | None" = None

    @property
    def described_by(self) -> str:
        """The ids for aria-describedby."""
        parts = {"error": self.errors, "warning": self.warnings, "help": self.help}
        return " ".join(f"{self.id}-{part}" for part, present in parts.items() if present)


@dataclass(frozen=True)
class RowView:
    """A row of a table; `code` and `name` only where the rows are given."""

    number: str
    cells: tuple[FieldView, ...]
    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class SectionView:
    """The fields below one heading; the first section may have no title."""

    title: str
    help: str
    fields: tuple[FieldView, ...]
    show_when: str = ""  # of the title alone: the fields have conditions of their own


@dataclass(frozen=True)
class FormView:
    """A form as shown. `summary` repeats every error with the control it belongs to; with
    `password` the page asks for it as `_password`, always or as the script and the words say;
    what is wrong with it comes under "password"."""

    key: str
    title: str
    basis: str
    password: bool
    sections: tuple[SectionView, ...]
    summary: tuple[Message, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    password_errors: tuple[str, ...] = ()
    password_show_when: str = ""
    password_condition: str = ""
