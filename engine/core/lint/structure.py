"""The shape of a process: one way in, named ends, gateways that split or join, nothing loose."""

from collections.abc import Iterator

from engine.core.lint.diagram import GATEWAYS, LEVELS, Diagram, Node
from engine.core.lint.problem import Problem

MOST_NODES = 50
MOST_WAYS = 3


def check_size(diagram: Diagram) -> Iterator[Problem]:
    """At most 50 flow nodes on a sheet."""
    if len(diagram.nodes) > MOST_NODES:
        too_many = f"图中有{len(diagram.nodes)}个环节，超过{MOST_NODES}个"
        message = f"{too_many}，请把一段移到子流程或被调用的流程中。"
        yield diagram.warning("", "size", message)


def check_start(diagram: Diagram) -> Iterator[Problem]:
    """Each process and subprocess begins at one named start event."""
    for level, nodes in diagram.levels().items():
        starts = [each for each in nodes if each.kind == "startEvent"]
        if nodes and not starts:
            yield diagram.error(level, "start", "没有开始事件，流程无法开始，请画一个。")
        elif len(starts) > 1:
            yield diagram.error(level, "start", f"有{len(starts)}个开始事件，请只留一个。")
        for start in starts:
            if not start.name:
                message = "开始事件没有名称，请写明由什么引起，例如“收到共享申请”。"
                yield diagram.warning(start.id, "start-name", message)


def check_ends(diagram: Diagram) -> Iterator[Problem]:
    """Each way ends at an end event named by the outcome (BPMN 2.0.2, Clause 10.5: where a level
    has end events, every way leads to one)."""
    ended = {each.level for each in diagram.of_kind("endEvent")}
    for node in diagram.nodes.values():
        if node.kind == "endEvent" and not node.name:
            message = "结束事件没有名称，请写明结果，例如“已授权”“不予提供”。"
            yield diagram.warning(node.id, "end-name", message)
        if node.kind == "endEvent" and diagram.outgoing(node.id):
            yield diagram.error(node.id, "end", f"结束事件“{node.title}”后面还有连线，请删去。")
        if node.kind != "endEvent" and not diagram.outgoing(node.id):
            message = f"“{node.title}”后面没有连线，请接到下一环节或者结束事件。"
            told = diagram.error if node.level in ended else diagram.warning
            yield told(node.id, "no-way-on", message)


def check_reach(diagram: Diagram) -> Iterator[Problem]:
    """Every element can be reached from the start of its process."""
    reached = reachable(diagram)
    for node in diagram.nodes.values():
        if node.id not in reached:
            message = f"“{node.title}”从开始事件走不到，永远不会办理，请接好或者删去。"
            yield diagram.error(node.id, "unreachable", message)


def reachable(diagram: Diagram, begin: set[str] | None = None, without: str = "") -> set[str]:
    """Return the ids of the nodes that some way leads to, from `begin` or from the starts of the
    processes, not passing through `without`."""
    starts = diagram.of_kind("startEvent")
    waiting = list(begin or (each.id for each in starts if each.level in diagram.processes))
    reached: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node in reached or node not in diagram.nodes or node == without:
            continue
        reached.add(node)
        waiting += [flow.target for flow in diagram.outgoing(node)]
        waiting += [each.id for each in diagram.attached(node)]
        waiting += [each.id for each in diagram.of_kind("startEvent") if each.level == node]
    return reached


def check_side_branches(diagram: Diagram) -> Iterator[Problem]:
    """What follows a boundary event that leaves its step open ends by itself."""
    for event in diagram.of_kind("boundaryEvent"):
        if event.interrupts:
            continue
        aside = reachable(diagram, {event.id})
        main = reachable(diagram, without=event.id)
        for node in sorted(aside & main - {event.id}):
            title = diagram.nodes[node].title
            message = f"“{event.title}”之后的分支走到了“{title}”，会重复办理，请让它自行结束。"
            yield diagram.error(event.id, "side-branch", message)
            break


def check_gateways(diagram: Diagram) -> Iterator[Problem]:
    """A gateway splits or joins; one that chooses asks, and every way out answers."""
    for node in diagram.of_kind(*sorted(GATEWAYS)):
        ways_in, ways_out = len(diagram.incoming(node.id)), len(diagram.outgoing(node.id))
        if ways_in > 1 and ways_out > 1:
            message = f"网关“{node.title}”既汇合又分支，请拆成一前一后两个网关。"
            yield diagram.warning(node.id, "split-and-join", message)
        if ways_in < 2 and ways_out < 2:
            message = f"网关“{node.title}”既不汇合也不分支，请删去。"
            yield diagram.error(node.id, "idle-gateway", message)  # Clause 10.6
        if ways_out > MOST_WAYS:
            message = f"网关“{node.title}”有{ways_out}个出口，最多{MOST_WAYS}个，请分两次判断。"
            yield diagram.warning(node.id, "ways", message)
        if ways_out > 1 and node.kind == "exclusiveGateway":
            yield from _question(diagram, node)


def _question(diagram: Diagram, node: Node) -> Iterator[Problem]:
    if not node.name.endswith(("？", "?")):
        message = f"分支网关“{node.title}”请用一个问题命名，例如“是否通过审查？”。"
        yield diagram.warning(node.id, "question", message)
    names = [flow.name for flow in diagram.outgoing(node.id)]
    for flow in diagram.outgoing(node.id):
        if not flow.name:
            message = f"网关“{node.title}”通往“{_target(diagram, flow.target)}”的出口没有写明答案。"
            yield diagram.warning(flow.id, "answer", message)
        elif names.count(flow.name) > 1:
            message = f"网关“{node.title}”有两个出口都叫“{flow.name}”，请分清。"
            yield diagram.warning(flow.id, "answer", message)


def _target(diagram: Diagram, node: str) -> str:
    found = diagram.nodes.get(node)
    return found.title if found is not None else node


def check_names(diagram: Diagram) -> Iterator[Problem]:
    """Every step says what is done."""
    for node in diagram.nodes.values():
        step = node.kind.endswith("Task") or node.kind in LEVELS | {"callActivity", "task"}
        if step and not node.name:
            message = f"环节“{node.id}”没有名称，请写成“审核共享申请”这样的动宾短语。"
            yield diagram.warning(node.id, "name", message)
