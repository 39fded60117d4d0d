"""A compiled form: what the commands, the page and the API call."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from marshmallow import Schema, ValidationError

from engine.core.expressions import evaluate, names_in
from engine.core.forms import view_of
from engine.core.forms.checks import Scope, check_fields
from engine.core.forms.context import FormContext
from engine.core.forms.display import display_lines
from engine.core.forms.drafting import draft_errors
from engine.core.forms.reading import read_form
from engine.core.forms.recording import recorded
from engine.core.forms.schema import build_schema, messages_of
from engine.core.forms.source import FILES, FieldSpec, FormSpec, Rule
from engine.core.forms.starting import starting_values
from engine.core.forms.view import FormView, Line
from engine.errors import FormError


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

    spec: FormSpec

    @property
    def key(self) -> str:
        """The name under which diagrams refer to the form."""
        return self.spec.key

    @property
    def title(self) -> str:
        """What the form is called, in Chinese."""
        return self.spec.title

    @property
    def basis(self) -> str:
        """The clause it carries out, e.g. 第十四条."""
        return self.spec.basis

    @property
    def effective(self) -> str | None:
        """The datetime field that says when the act took effect, if any."""
        return self.spec.effective

    def asks_password(self, values: Mapping[str, Any]) -> bool:
        """Whether checked answers make it a written approval: the actor's password again, or the
        dated scan."""
        condition = self.spec.password_when
        return self.spec.password and (condition is None or bool(evaluate(condition, values)))

    @cached_property
    def _schema(self) -> Schema:
        return build_schema(self.spec.fields)

    def load(self, raw: Mapping[str, Any], context: FormContext) -> Answers:
        """Check and normalise answers given as JSON (or as `unflatten` made them from a page).

        Raises FormError with `errors` by field name: a list of sentences, or for a table
        {"0": {"column": [sentence]}}; what concerns no single field stands under "_form".
        """
        scope = Scope(context, {}, {})
        scope.values, scope.errors = self._read(raw)
        check_fields(self.spec.answered(), scope)
        self._check_rules(scope)
        warnings = self._warn(scope)
        if scope.errors:
            raise FormError(scope.errors, warnings=_by_field(warnings))
        return Answers(scope.values, warnings)

    def check_draft(self, raw: Mapping[str, Any]) -> None:
        """Raise FormError unless `raw` holds fields of the form alone, in shapes they come in."""
        errors = draft_errors(self.spec.fields, raw)
        if errors:
            raise FormError(errors)

    def _read(self, raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        empty = {each.name: None for each in self.spec.answered()}
        try:
            return empty | self._schema.load(raw), {}
        except ValidationError as error:
            valid = error.valid_data if isinstance(error.valid_data, dict) else {}
            return empty | valid, messages_of(error)

    def _check_rules(self, scope: Scope) -> None:
        broken = [rule for rule in self.spec.rules if self._is_broken(rule, scope)]
        for rule in broken:
            scope.errors.setdefault(rule.field, []).append(rule.message)

    def _warn(self, scope: Scope) -> list[FormWarning]:
        labels = {each.name: each.label for each in self.spec.fields}
        return [
            FormWarning(rule.field, labels.get(rule.field, ""), rule.message)
            for rule in self.spec.warnings
            if self._is_broken(rule, scope)
        ]

    def _is_broken(self, rule: Rule, scope: Scope) -> bool:
        """A rule is asked only when its field is visible and all that it reads is in order."""
        read = {name.partition(".")[0] for name in names_in(rule.check)} | {rule.field}
        if rule.field in scope.hidden or read & set(scope.errors):
            return False
        return not scope.ask(rule.check)

    def empty(self, context: FormContext) -> dict[str, Any]:
        """What the form holds before anyone has typed: prefilled values, defaults, fixed rows."""
        return starting_values(self.spec, context)

    def fields_for_display(self, values: Mapping[str, Any], context: FormContext) -> list[Line]:
        """The answers in Chinese, in the form's order, for data sheet, timeline, mail and print.

        What was not answered is left out.
        """
        return display_lines(self.spec, values, context)

    def view(
        self,
        context: FormContext,
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, Any] | None = None,
        warnings: Mapping[str, Any] | None = None,
        spare_rows: int = 3,
    ) -> FormView:
        """All that a page needs to draw the form; `values` may be raw, as typed and refused."""
        given = self.empty(context) if values is None else values
        return view_of.form_view(
            self.spec, context, given, errors or {}, warnings or {}, spare_rows
        )

    def to_json(self, context: FormContext) -> dict[str, Any]:
        """The same as plain JSON for the API: fields, options, limits, starting values."""
        return view_of.form_json(self.spec, context, self.empty(context))

    def files(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The file references {"digest", "name", "size"} that checked answers hold."""
        return _files_in(self.spec.fields, values)

    def with_recording(self) -> "Form":
        """The same form plus decided_at (datetime), evidence (text) and evidence_file, for what a
        recorded unit decided elsewhere; `effective` becomes decided_at."""
        return self._recorded

    @cached_property
    def _recorded(self) -> "Form":
        return Form(recorded(self.spec))


def compile_form(source: Mapping[str, Any], max_period_years: int | None = None) -> Form:
    """Check a form's JSON and make it usable. Raises FormSourceError naming form, field, key.

    `max_period_years`: the pack's limit, for periods that state none; none may state more.
    """
    return Form(read_form(source, max_period_years))


def _files_in(specs: tuple[FieldSpec, ...], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for spec in specs:
        value = values.get(spec.name)
        if spec.type in FILES and value:
            found.extend(value if isinstance(value, list) else [value])
        for row in value or () if spec.type == "table" else ():
            found.extend(_files_in(spec.columns, row))
    return found


def _by_field(warnings: list[FormWarning]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in warnings:
        found.setdefault(each.field, []).append(each.message)
    return found
