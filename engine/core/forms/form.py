"""A compiled form: what the commands, the page and the API call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.forms.context import FormContext
from engine.core.forms.view import FormView, Line


@dataclass(frozen=True)
class FormWarning:
    """Something a reviewer should look at; it stops nobody."""

    field: str
    label: str
    message: str


@dataclass(frozen=True)
class Answers:
    """`values`: plain JSON, a key per field (None where nothing was answered)."""

    values: dict[str, Any]
    warnings: list[FormWarning]


@dataclass(frozen=True)
class Form:
    """A form of a pack, ready for use; immutable, so it may be cached with its pack."""

    key: str
    title: str
    basis: str  # the clause, e.g. 第十四条
    effective: str | None  # the datetime field that says when the act took effect
    password: bool  # written approval: the actor's password again, or the dated scan

    def load(self, raw: Mapping[str, Any], context: FormContext) -> Answers:
        """Check and normalise answers given as JSON (or as `unflatten` made them from a page).

        Raises FormError with `errors` by field name: a list of sentences, or for a table
        {"0": {"column": [sentence]}}; what concerns no single field stands under "_form".
        """
        raise NotImplementedError

    def empty(self, context: FormContext) -> dict[str, Any]:
        """What the form holds before anyone has typed: defaults and fixed rows."""
        raise NotImplementedError

    def fields_for_display(self, values: Mapping[str, Any], context: FormContext) -> list[Line]:
        """The answers in Chinese, in the form's order, for data sheet, timeline, mail and print."""
        raise NotImplementedError

    def view(
        self,
        context: FormContext,
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, Any] | None = None,
        warnings: Mapping[str, Any] | None = None,
        spare_rows: int = 3,
    ) -> FormView:
        """All that a page needs to draw the form; `values` may be raw, as typed and refused."""
        raise NotImplementedError

    def to_json(self, context: FormContext) -> dict[str, Any]:
        """The same as plain JSON for the API: fields, choices, limits, defaults."""
        raise NotImplementedError

    def files(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The file references {"digest", "name", "size"} that checked answers hold."""
        raise NotImplementedError

    def with_recording(self) -> "Form":
        """The same form plus decided_at (datetime), evidence (text) and evidence_file, for what a
        recorded unit decided elsewhere; `effective` becomes decided_at."""
        raise NotImplementedError


def compile_form(source: Mapping[str, Any]) -> Form:
    """Check a form's JSON and make it usable. Raises FormSourceError naming form, field, key."""
    raise NotImplementedError
