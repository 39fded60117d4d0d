"""How a case ends: some way leads to an end from everywhere, and nothing is left behind."""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram
from engine.core.lint.problem import Problem
from engine.core.lint.tokens import play
from engine.core.walks import circles


def check_endless(diagram: Diagram) -> Iterator[Problem]:
    """From every circle some way leads out, to an end."""
    ends = {node.id for node in diagram.of_kind("endEvent")}
    ending = _leading_to(diagram, ends | _last(diagram))
    endless = [each for each in diagram.nodes if each not in ending]
    ways = {each: [flow.target for flow in diagram.outgoing(each)] for each in endless}
    for circle in circles(ways):
        first = diagram.nodes[circle[0]]
        message = (
            f"“{first.title}”所在的循环没有出口，办件永远不会结束，请画一条通往结束事件的连线。"
        )
        yield diagram.error(first.id, "endless", message)


def _last(diagram: Diagram) -> set[str]:
    """What nothing follows is said by another rule."""
    return {each for each in diagram.nodes if not diagram.outgoing(each)}


def _leading_to(diagram: Diagram, goals: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(goals)
    while waiting:
        here = waiting.pop()
        if here in found or here not in diagram.nodes:
            continue
        found.add(here)
        waiting += [flow.source for flow in diagram.incoming(here)]
        host = diagram.nodes[here].attached_to
        waiting += [host] if host is not None else []
    return found


def check_tokens(diagram: Diagram) -> Iterator[Problem]:
    """No branch waits at a join for another that may not come, and none runs into another."""
    for level in diagram.levels():
        if not _is_played(diagram, level):
            continue
        played = play(diagram, level)
        for each in sorted(played.stuck):
            title = diagram.nodes[each].title
            message = f"并行网关“{title}”可能等不齐各路，办件会停在这里，请核对前面的分支和汇合。"
            yield diagram.error(each, "stuck", message)
        for each in sorted(_first(diagram, played.twice)):
            title = diagram.nodes[each].title
            message = f"“{title}”可能被两路同时走到，会重复办理，请先用并行网关汇合。"
            yield diagram.error(each, "twice", message)


def _first(diagram: Diagram, twice: set[str]) -> set[str]:
    """Those from which the others follow: what comes right behind one of them is its doing."""
    found = {each for each in twice if not any(f.source in twice for f in diagram.incoming(each))}
    return found or twice


def _is_played(diagram: Diagram, level: str) -> bool:
    """Without a parallel gateway there is one token, and nothing to play."""
    return any(n.level == level and n.kind == "parallelGateway" for n in diagram.nodes.values())
