"""Plays a level through: every way its tokens can go, as the engine would move them.

A marking is the flows on which a token stands. What two branches do at once is played in every
order, which is why the number of markings is limited; a drawing that can be read has some hundreds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.core.lint.diagram import Diagram, Node

MAX_MARKINGS = 4_000

Marking = tuple[str, ...]


@dataclass
class Played:
    """`stuck`: joins that wait for what never comes; `twice`: elements that are reached again while
    they are still at work; `whole`: whether all ways were played."""

    stuck: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    whole: bool = True


def play(diagram: Diagram, level: str) -> Played:
    """Return what can happen on a process or subprocess that begins at its start event."""
    played = Played()
    starts = [node for node in diagram.levels()[level] if node.kind == "startEvent"]
    waiting = [tuple(sorted(_out(diagram, node.id))) for node in starts[:1]]
    seen: set[Marking] = set()
    while waiting:
        marking = waiting.pop()
        if marking in seen:
            continue
        seen.add(marking)
        if len(seen) > MAX_MARKINGS:
            played.whole = False
            break
        waiting += _next(diagram, marking, played)
    return played


def _next(diagram: Diagram, marking: Marking, played: Played) -> list[Marking]:
    """The markings that one step leads to; what is wrong with this one is noted."""
    found: list[Marking] = []
    moved = False
    for target in dict.fromkeys(diagram.flows[each].target for each in marking):
        node = diagram.nodes.get(target)
        taken = None if node is None else _taken(diagram, node, marking)
        if node is None or taken is None:
            continue
        moved = True
        for put in _ways(diagram, node):
            found += _after(diagram, marking, taken, put, played)
    if marking and not moved:
        played.stuck |= {diagram.flows[each].target for each in marking}
    return found


def _taken(diagram: Diagram, node: Node, marking: Marking) -> list[str] | None:
    """The tokens that `node` takes to begin, None while one is missing."""
    here = [each for each in marking if diagram.flows[each].target == node.id]
    if node.kind != "parallelGateway":
        return here[:1]
    wanted = [flow.id for flow in diagram.incoming(node.id)]
    return wanted if set(wanted) <= set(here) else None


def _ways(diagram: Diagram, node: Node) -> Iterator[list[str] | None]:
    """Where `node` may put tokens when it is done; None: it ends everything on its level."""
    if node.kind == "endEvent":
        yield None if node.event == "terminate" else []
        return
    flows = _out(diagram, node.id)
    if node.kind in ("exclusiveGateway", "eventBasedGateway"):
        yield from ([flow] for flow in flows)
    else:
        yield flows
    for event in diagram.attached(node.id):
        if event.interrupts:
            yield _out(diagram, event.id)


def _after(
    diagram: Diagram, marking: Marking, taken: list[str], put: list[str] | None, played: Played
) -> list[Marking]:
    if put is None:
        return []
    left = [each for each in marking if each not in taken]
    twice = [each for each in put if each in left]
    played.twice |= {diagram.flows[each].target for each in twice}
    return [] if twice else [tuple(sorted([*left, *put]))]


def _out(diagram: Diagram, node: str) -> list[str]:
    return [flow.id for flow in diagram.outgoing(node) if flow.target in diagram.nodes]
