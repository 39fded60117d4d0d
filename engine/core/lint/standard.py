"""BPMN's own rules, asked of the diagrams that are asked about."""

from collections.abc import Iterator

from engine.core.lint.bpmn import structure_of
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject


def check_structure(subject: Subject) -> Iterator[Problem]:
    """Check every diagram against the schema and the structural rules of BPMN."""
    for diagram in subject.asked:
        if diagram.document is not None:
            yield from structure_of(diagram.document)
        yield from diagram.schema
