"""Steps that the law puts before an effect: no way through the diagrams goes past them.

pack.toml says which, as it says the bounds of terms:

    [[passage]]
    process = "data-request"               # from its start, called processes included
    effect = "open_grant"                  # before this effect
    through = ["compliance", "incoming"]   # one of these forms has been answered
    clause = "第十四条（一）（二）"
    elsewhere = ["dedicated-access"]       # processes that do the same under another article
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.core.lint.diagram import Diagram, Flow, Node
from engine.core.lint.maybe import can_hold
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject


@dataclass(frozen=True)
class Passage:
    """No case of `process` comes to `effect` before one of the forms `through` is answered; the
    processes `elsewhere` may come to it on another footing."""

    process: str
    effect: str
    through: tuple[str, ...]
    clause: str
    elsewhere: tuple[str, ...] = ()


#: What a row of `[[passage]]` says.
KEYS = frozenset({"process", "effect", "through", "clause"})


def check_passages(subject: Subject) -> Iterator[Problem]:
    """No way leads to the effect of a `[[passage]]` past all of its forms."""
    for passage in passages(subject):
        search = _Search(subject, passage)
        search.walk(passage.process)
        for diagram, node in search.found:
            forms = "、".join(passage.through)
            message = f"{passage.clause}：有一条路不经过 {forms} 就到了“{node.title}”，请改正。"
            yield diagram.error(node.id, "passage", message)


def passages(subject: Subject) -> list[Passage]:
    """Return the passages of pack.toml; rows that are none are left out."""
    return [
        Passage(
            row["process"],
            row["effect"],
            tuple(row["through"]),
            row["clause"],
            tuple(row.get("elsewhere", ())),
        )
        for row in passage_rows(subject)
        if set(row) >= KEYS
    ]


def passage_rows(subject: Subject) -> list[dict[str, Any]]:
    """Return the rows of `[[passage]]` as they are written."""
    found: list[dict[str, Any]] = tomllib.loads(subject.pack.files["pack.toml"].decode()).get(
        "passage", []
    )
    return found


@dataclass
class _Search:
    """Walks every way on which none of the forms has been answered yet."""

    subject: Subject
    passage: Passage
    found: list[tuple[Diagram, Node]] = field(default_factory=list)
    _ends: dict[str, bool] = field(default_factory=dict)

    def walk(self, level: str) -> bool:
        """Walk a process or subprocess; return whether its end can be reached."""
        if level in self._ends:
            return self._ends[level]
        self._ends[level] = False
        diagram = self._diagram(level)
        if diagram is None:
            return True
        starts = [n.id for n in diagram.of_kind("startEvent") if n.level == level]
        seen = self._reach(diagram, starts, set())
        self._walk_beside(diagram, set(seen))
        self._ends[level] = any(diagram.nodes[each].kind == "endEvent" for each in seen)
        return self._ends[level]

    def _walk_beside(self, diagram: Diagram, seen: set[str]) -> None:
        """A branch beside a step that stays open (a reminder) ends by itself, not the level; its
        own steps may have such branches too."""
        while True:
            beside = {b.id for each in seen for b in diagram.attached(each)} - seen
            if not beside:
                return
            seen |= self._reach(diagram, sorted(beside), seen)

    def _reach(self, diagram: Diagram, waiting: list[str], known: set[str]) -> set[str]:
        seen: set[str] = set()
        while waiting:
            here = waiting.pop()
            if here not in seen and here not in known and here in diagram.nodes:
                seen.add(here)
                waiting += self._onward(diagram, diagram.nodes[here])
        return seen

    def _diagram(self, level: str) -> Diagram | None:
        whole = self.subject.by_process().get(level)
        inside = (each for each in self.subject.diagrams if level in each.nodes)
        return whole or next(inside, None)

    def _onward(self, diagram: Diagram, node: Node) -> Iterator[str]:
        # What interrupts a step leads on although the step itself was not done.
        yield from (each.id for each in diagram.attached(node.id) if each.interrupts)
        if node.gx.get("effect", {}).get("name") == self.passage.effect:
            self.found.append((diagram, node))
        elif self._passable(node):
            for flow in diagram.outgoing(node.id):
                if self._open(flow):
                    yield flow.target

    def _passable(self, node: Node) -> bool:
        """What is done once for each row of a list is not done at all when it has none."""
        return self._leads_through(node) or node.each is not None

    def _leads_through(self, node: Node) -> bool:
        if node.kind == "subProcess":
            return self.walk(node.id)
        if node.kind == "callActivity":
            return self.walk(node.calls or "")
        return node.gx.get("form", {}).get("key") not in self.passage.through

    def _open(self, flow: Flow) -> bool:
        absent = {each.replace("-", "_") for each in self.passage.through}
        return flow.condition is None or can_hold(flow.condition, absent)
