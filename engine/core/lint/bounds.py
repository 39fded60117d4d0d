"""The limits that the law sets to the diagrams: no edit breaks them unseen."""

from collections.abc import Iterator

from engine.core.lint.calls import reached_from
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.structure import reachable
from engine.core.lint.subject import Subject
from engine.core.lint.terms import UNITS, drawn_term
from engine.core.pack import Bound


def check_bounds(subject: Subject) -> Iterator[Problem]:
    """Each `[[bound]]` of pack.toml names a timer that runs and keeps within it, as 法定."""
    running = {each for key in subject.pack.processes for each in reached_from(subject, key)}
    for bound in subject.pack.bounds:
        found = _timer(subject, bound)
        if found is None or bound.process not in running:
            where = f"{bound.process}的{bound.element}"
            message = f"{bound.clause}规定的时限在流程图中找不到（{where}）。"
            yield Problem("pack.toml", bound.element, "bound", message)
        else:
            yield from _broken(bound, *found)


def _timer(subject: Subject, bound: Bound) -> tuple[Diagram, Node] | None:
    for diagram in subject.diagrams:
        node = diagram.nodes.get(bound.element)
        if node is None or not node.timer or bound.process != diagram.process_of(node.level):
            continue
        if node.id in reachable(diagram):
            return diagram, node
    return None


def _broken(bound: Bound, diagram: Diagram, node: Node) -> Iterator[Problem]:
    term, words = drawn_term(node.timer), UNITS.get(bound.unit, bound.unit)
    if term is None:
        message = f"{bound.clause}：“{node.title}”的天数没有写成数字，无法与法定时限核对。"
        yield diagram.error(node.id, "bound", message)
        return
    basis, host = node.gx.get("basis", {}), diagram.nodes.get(node.attached_to or "")
    limits = [
        (bound.max is not None and term.n > bound.max, f"不得超过{bound.max}{words}"),
        (bound.min is not None and term.n < bound.min, f"不得少于{bound.min}{words}"),
        (term.unit != bound.unit, f"应当按{words.removeprefix('个')}计算"),
        (basis.get("kind") != bound.kind, "应当标明为法定时限"),
        (bound.on not in ("", host.id if host else ""), f"应当附在环节 {bound.on} 上"),
        (term.since != bound.since, f"应当从{bound.since or '环节开始'}起算"),
        (bound.max is not None and "wake" in node.gx, "是办理期限，不能只作提醒（wake）"),
    ]
    for broken, words_of_limit in limits:
        if broken:
            message = f"{bound.clause}：“{node.title}”{words_of_limit}。"
            yield diagram.error(node.id, "bound", message)
