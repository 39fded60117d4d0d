"""Ways that come back to themselves: somebody has to stand in each of them."""

from collections.abc import Iterator
from functools import partial

from engine.core.lint.diagram import LEVELS, Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject

#: Where a case waits: for a person, for a moment, for a message.
WAITING = frozenset({"userTask", "intermediateCatchEvent", "eventBasedGateway"})


def check_loops(subject: Subject) -> Iterator[Problem]:
    """On every way round somebody does something, or the case would turn round for ever at once."""
    for diagram in subject.asked:
        restless = partial(_passes, subject, diagram)
        for circle in circles(diagram, {n.id for n in diagram.nodes.values() if restless(n)}):
            first = diagram.nodes[circle[0]]
            names = "、".join(f"“{diagram.nodes[each].title}”" for each in circle[:4])
            message = f"{names}之间的循环里没有人办理，办件会不停空转，请接到一个人工环节。"
            yield diagram.error(first.id, "spin", message)


def _passes(subject: Subject, diagram: Diagram, node: Node) -> bool:
    """Whether a case goes through `node` without waiting for anything."""
    if node.kind in WAITING or (node.kind == "boundaryEvent" and node.event != "error"):
        return False
    if node.kind in LEVELS or node.kind == "callActivity":
        return _level_passes(subject, diagram, node, frozenset())
    return True


def _level_passes(subject: Subject, diagram: Diagram, node: Node, above: frozenset[str]) -> bool:
    """Whether a subprocess or called process can end without waiting; a call of itself waits."""
    level = (node.calls or "") if node.kind == "callActivity" else node.id
    inside = subject.by_process().get(level) if node.kind == "callActivity" else diagram
    if inside is None or level in above:
        return False
    waiting = [n.id for n in inside.of_kind("startEvent") if n.level == level]
    seen: set[str] = set()
    while waiting:
        here = inside.nodes.get(waiting.pop())
        if here is None or here.id in seen or here.kind in WAITING:
            continue
        seen.add(here.id)
        deeper = here.kind in LEVELS or here.kind == "callActivity"
        if deeper and not _level_passes(subject, inside, here, above | {level}):
            continue
        if here.kind == "endEvent":
            return True
        waiting += [flow.target for flow in inside.outgoing(here.id)]
    return False


def circles(diagram: Diagram, among: set[str]) -> Iterator[list[str]]:
    """Yield the groups of nodes among `among` that each lead back to themselves (Tarjan's strongly
    connected components by two walks, after Kosaraju), in the order of the file."""
    order = {key: place for place, key in enumerate(diagram.nodes)}
    done: set[str] = set()
    for root in reversed(list(_finished(diagram, among))):
        if root in done:
            continue
        group = _back(diagram, root, among - done)
        done |= group
        if len(group) > 1:
            yield sorted(group, key=order.__getitem__)


def _finished(diagram: Diagram, among: set[str]) -> Iterator[str]:
    """Yield the nodes in the order in which a walk is done with them."""
    seen: set[str] = set()
    for root in sorted(among):
        waiting = [(root, False)]
        while waiting:
            here, done = waiting.pop()
            if done:
                yield here
            elif here not in seen and here in among:
                seen.add(here)
                waiting.append((here, True))
                waiting += [(flow.target, False) for flow in diagram.outgoing(here)]


def _back(diagram: Diagram, root: str, among: set[str]) -> set[str]:
    """The nodes from which some way leads to `root`."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        here = waiting.pop()
        if here not in found and here in among:
            found.add(here)
            waiting += [flow.source for flow in diagram.incoming(here)]
    return found
