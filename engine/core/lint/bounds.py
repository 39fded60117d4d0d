"""The limits that the law sets to the diagrams: no edit breaks them unseen."""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject
from engine.core.lint.terms import UNITS, DrawnTerm, drawn_term
from engine.core.pack import Bound


def check_bounds(subject: Subject) -> Iterator[Problem]:
    """Each `[[bound]]` of pack.toml names a timer that keeps within it, as 法定."""
    for bound in subject.pack.bounds:
        found = _timer(subject, bound)
        if found is None:
            where = f"{bound.process}的{bound.element}"
            message = f"{bound.clause}规定的时限在流程图中找不到（{where}）。"
            yield Problem("pack.toml", bound.element, "bound", message)
        else:
            yield from _broken(bound, *found, drawn_term(found[1].timer))


def _timer(subject: Subject, bound: Bound) -> tuple[Diagram, Node] | None:
    for diagram in subject.diagrams:
        node = diagram.nodes.get(bound.element)
        if node is not None and node.timer and bound.process == diagram.process_of(node.level):
            return diagram, node
    return None


def _broken(
    bound: Bound, diagram: Diagram, node: Node, term: DrawnTerm | None
) -> Iterator[Problem]:
    if term is None:
        return
    words = UNITS.get(bound.unit, bound.unit)
    limits = [
        (bound.max is not None and term.n > bound.max, f"不得超过{bound.max}{words}"),
        (bound.min is not None and term.n < bound.min, f"不得少于{bound.min}{words}"),
        (term.unit != bound.unit, f"应当按{words.removeprefix('个')}计算"),
        (node.gx.get("basis", {}).get("kind") != bound.kind, "应当标明为法定时限"),
    ]
    for broken, words_of_limit in limits:
        if broken:
            message = f"{bound.clause}：“{node.title}”{words_of_limit}。"
            yield diagram.error(node.id, "bound", message)
