"""Ways that come back to themselves: somebody has to stand in each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.core.lint.diagram import LEVELS, Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject
from engine.core.walks import circles

#: Where a case waits: for a person, for a moment, for a message.
WAITING = frozenset({"userTask", "intermediateCatchEvent", "eventBasedGateway"})
#: What a boundary event may catch without waiting: it happens while its step is begun.
THROWN = frozenset({"error", "escalation"})
END = "end"


def check_loops(subject: Subject) -> Iterator[Problem]:
    """On every way round somebody does something, or the case would turn round for ever at once."""
    rush = _Rush(subject)
    for diagram in subject.asked:
        ways = {node.id: rush.onward(diagram, node) for node in diagram.nodes.values()}
        for circle in circles(ways):
            names = "、".join(f"“{diagram.nodes[each].title}”" for each in circle[:4])
            message = f"{names}之间的循环里没有人办理，办件会不停空转，请接到一个人工环节。"
            yield diagram.error(circle[0], "spin", message)


@dataclass
class _Rush:
    """Where a case goes at once, without waiting for anything."""

    subject: Subject
    _ends: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def onward(self, diagram: Diagram, node: Node) -> list[str]:
        """Return what follows a node at once."""
        if node.kind in WAITING:
            return []
        flows = [flow.target for flow in diagram.outgoing(node.id)]
        if not _is_level(node):
            return flows
        ends = self._inside(diagram, node)
        caught = [each.id for each in diagram.attached(node.id) if each.event in ends]
        return [*flows, *caught] if END in ends else caught

    def _inside(self, diagram: Diagram, node: Node) -> set[str]:
        """How a subprocess or called process can end at once, and what it can throw before."""
        if node.kind != "callActivity":
            return self._of_level(diagram, node.id)
        called = self.subject.by_process().get(node.calls or "")
        return set() if called is None else self._of_level(called, str(node.calls))

    def _of_level(self, diagram: Diagram, level: str) -> set[str]:
        place = (diagram.file, level)
        if place not in self._ends:
            self._ends[place] = set()  # a call of itself waits
            self._ends[place] = self._walked(diagram, level)
        return self._ends[place]

    def _walked(self, diagram: Diagram, level: str) -> set[str]:
        waiting = [n.id for n in diagram.of_kind("startEvent") if n.level == level]
        found, seen = set[str](), set[str]()
        while waiting:
            here = diagram.nodes.get(waiting.pop())
            if here is None or here.id in seen:
                continue
            seen.add(here.id)
            found |= self._given(diagram, here)
            waiting += self.onward(diagram, here)
        return found

    def _given(self, diagram: Diagram, node: Node) -> set[str]:
        """What a node says to the level around its own: that it is over, or what it threw."""
        if _is_level(node):
            caught = {each.event for each in diagram.attached(node.id)}
            return (self._inside(diagram, node) & THROWN) - caught
        thrown = {node.event or ""} & THROWN
        if node.kind == "endEvent":
            return thrown if thrown == {"error"} else thrown | {END}
        return thrown if node.kind == "intermediateThrowEvent" else set()


def _is_level(node: Node) -> bool:
    return node.kind in LEVELS or node.kind == "callActivity"
