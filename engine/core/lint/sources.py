"""The expressions that a pack's diagrams hold, each with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.subject import Subject


@dataclass(frozen=True)
class Source:
    """An expression: its text, and the element and the words by which a reader finds it."""

    diagram: Diagram
    element: str
    title: str
    text: str


def sources(subject: Subject) -> Iterator[Source]:
    """Yield every expression of every diagram: conditions, terms, recipients, assignments."""
    for diagram in subject.diagrams:
        for node in diagram.nodes.values():
            for text in texts(node):
                yield Source(diagram, node.id, node.title, text)
        for flow in diagram.flows.values():
            if flow.condition:
                yield Source(diagram, flow.id, flow.name or flow.id, flow.condition)


def texts(node: Node) -> Iterator[str]:
    """Yield the expressions that a node holds."""
    assignment = node.gx.get("assignment", {})
    yield from (assignment[key] for key in ("unit", "person") if assignment.get(key))
    for kind in ("effect", "lookup"):
        for value in node.gx.get(kind, {}).get("params", {}).values():
            yield value or ""
    yield from node.loops
    if node.timer:
        yield node.timer
