"""Parallel branches: each split has its join, and few of them follow one another."""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.walks import last_first

#: The engine keeps every prediction of parallel pairs in a row: 5 pairs 253 tasks, 10 pairs 8,189.
MOST_IN_A_ROW = 4


def check_parallel(diagram: Diagram) -> Iterator[Problem]:
    """A parallel split has a parallel join that all its branches reach, and the other way round."""
    splits = [each for each in diagram.of_kind("parallelGateway") if _splits(diagram, each)]
    joins = [each for each in diagram.of_kind("parallelGateway") if _joins(diagram, each)]
    joined: set[str] = set()
    for split in splits:
        common = _common(diagram, split)
        joined |= common
        if not common & {each.id for each in joins} and not _cut_short(diagram, split):
            message = f"并行网关“{split.title}”分出的各路没有在并行网关汇合，请画上汇合。"
            yield diagram.warning(split.id, "parallel", message)
    for join in joins:
        if join.id not in joined:
            why = "等待的各路不是同时走的，办件会停在这里，请改用排他网关。"
            message = f"并行网关“{join.title}”{why}"
            yield diagram.error(join.id, "parallel", message)


def check_chain(diagram: Diagram) -> Iterator[Problem]:
    """At most four parallel pairs follow one another."""
    behind: dict[str, int] = {}
    ways = {each: [flow.target for flow in diagram.outgoing(each)] for each in diagram.nodes}
    for here in last_first(ways):
        ahead = [behind.get(each, 0) for each in ways[here]]
        node = diagram.nodes[here]
        own = node.kind == "parallelGateway" and _splits(diagram, node)
        behind[here] = max(ahead, default=0) + own
    longest = max(behind.values(), default=0)
    if longest > MOST_IN_A_ROW:
        first = next(node for node, count in behind.items() if count == longest)
        message = f"有{longest}组并行分支首尾相接，最多{MOST_IN_A_ROW}组，请把一部分放进子流程。"
        yield diagram.warning(first, "parallel-chain", message)


def _splits(diagram: Diagram, node: Node) -> bool:
    return len(diagram.outgoing(node.id)) > 1


def _joins(diagram: Diagram, node: Node) -> bool:
    return len(diagram.incoming(node.id)) > 1


def _cut_short(diagram: Diagram, split: Node) -> bool:
    """Whether a branch leads to an end that ends all the others with it."""
    behind = set().union(*(_after(diagram, f.target, split.id) for f in diagram.outgoing(split.id)))
    return any(diagram.nodes[each].event == "terminate" for each in behind if each in diagram.nodes)


def _common(diagram: Diagram, split: Node) -> set[str]:
    """What every branch of `split` reaches without passing the split again."""
    branches = [_after(diagram, flow.target, split.id) for flow in diagram.outgoing(split.id)]
    return set.intersection(*branches)


def _after(diagram: Diagram, node: str, barrier: str) -> set[str]:
    waiting, found = [node], {barrier}
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [flow.target for flow in diagram.outgoing(here)]
            ways = [here, *(each.id for each in diagram.attached(here))]
            waiting += [flow.target for way in ways for flow in diagram.outgoing(way)]
    return found - {barrier}
