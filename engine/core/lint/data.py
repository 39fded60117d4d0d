"""What diagrams and forms read of a case must be there, and be able to hold what is compared."""

from collections.abc import Iterator

from engine.core.forms import Form
from engine.core.forms.source import OUTER_NAMES, FieldSpec
from engine.core.lint.problem import Problem
from engine.core.lint.reads import Findings, read
from engine.core.lint.shape import PLAIN, Shape, answers, columns, process_data
from engine.core.lint.sources import sources
from engine.core.lint.subject import Subject

EXPRESSIONS = (
    "required_when", "visible_when", "not_before", "not_after", "choices_from", "rows_from",
    "default", "prefill",
)  # fmt: skip


def check_data(subject: Subject) -> Iterator[Problem]:
    """Names and values in the expressions of the diagrams."""
    names = process_data(subject)
    for source in sources(subject):
        found = read(source.text, names)
        yield from _problems(source.diagram.file, source.element, source.title, found)


def check_form_data(subject: Subject) -> Iterator[Problem]:
    """Names and values in the expressions of the forms."""
    process = process_data(subject)
    for (folder, key), form in subject.forms.items():
        path = f"{folder}/forms/{key}.json"
        for field, source, names in _form_sources(form, process):
            yield from _problems(path, field, field, read(source, names))


def _form_sources(form: Form, process: Shape) -> Iterator[tuple[str, str, Shape]]:
    outer = dict.fromkeys(OUTER_NAMES, PLAIN) | {"data": process}
    names = Shape(outer | dict(answers(form.spec).parts or {}))
    for each in form.spec.fields:
        yield from _field_sources(each, names)
        row = Shape({**(names.parts or {}), **(columns(each).parts or {})})
        for column in each.columns:
            yield from _field_sources(column, row)
    for rule in (*form.spec.rules, *form.spec.warnings):
        yield rule.field, rule.check, names


def _field_sources(spec: FieldSpec, names: Shape) -> Iterator[tuple[str, str, Shape]]:
    for key in EXPRESSIONS:
        if getattr(spec, key) is not None:
            yield spec.name, getattr(spec, key), names


def _problems(file: str, element: str, title: str, found: Findings) -> Iterator[Problem]:
    for name in dict.fromkeys(found.unknown):
        message = f"“{title}”读取的 {name} 不存在，读到的总是空，请核对名称。"
        yield Problem(file, element, "unknown-name", message, severity="warning")
    for name, value in dict.fromkeys(found.impossible):
        message = f"“{title}”把 {name} 与“{value}”相比，但它没有这个选项，请核对。"
        yield Problem(file, element, "unknown-choice", message)
