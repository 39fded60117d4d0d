"""What a page or the API needs to show a form, with nothing left to compute."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a data sheet; `rows` (with `columns`) for a table, `files` for attachments."""

    name: str
    label: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True)
class FormView:
    """A form as shown: see `engine/core/forms/README.md`."""

    key: str
    title: str
