"""What holds the elements together: flows with two ends, conditions where a way is chosen."""

from collections.abc import Iterator

from engine.core.lint.diagram import GATEWAYS, Diagram, Flow, Node
from engine.core.lint.problem import Problem


def check_flows(diagram: Diagram) -> Iterator[Problem]:
    """A flow joins two elements of the same process or subprocess."""
    for flow in diagram.flows.values():
        ends = [diagram.nodes.get(flow.source), diagram.nodes.get(flow.target)]
        if None in ends:
            message = f"连线“{flow.name or flow.id}”有一端没有接到环节上，请接好或删去。"
            yield diagram.error(flow.id, "flow-ends", message)
        elif {each.level for each in ends if each is not None} != {flow.level}:
            message = f"连线“{flow.name or flow.id}”穿过了子流程的边界，请接到子流程本身上。"
            yield diagram.error(flow.id, "flow-ends", message)
        elif flow.source == flow.target:
            message = f"连线“{flow.name or flow.id}”从一个环节回到它自己，请删去。"
            yield diagram.error(flow.id, "flow-ends", message)


def check_choices(diagram: Diagram) -> Iterator[Problem]:
    """Where a gateway chooses, every way but the default has a condition; elsewhere none has."""
    for node in diagram.nodes.values():
        flows = diagram.outgoing(node.id)
        if node.kind == "exclusiveGateway":
            yield from _exclusive(diagram, node, flows)
        else:
            yield from _unasked(diagram, node, flows)


def _exclusive(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Problem]:
    if node.default is not None and node.default not in {flow.id for flow in flows}:
        yield diagram.error(node.id, "default", f"“{node.title}”的默认出口不是它的出口，请重选。")
    elif len(flows) > 1 and node.default is None:
        message = f"“{node.title}”没有默认出口：条件都不满足时办件会停住，请指定一个。"
        yield diagram.error(node.id, "default", message)
    elif len(flows) > 1:
        yield from _conditions(diagram, node, flows)


def _conditions(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Problem]:
    for flow in flows:
        if flow.id == node.default and flow.condition:
            message = f"“{node.title}”的默认出口“{flow.name}”带有条件，条件不起作用，请删去。"
            yield diagram.warning(flow.id, "condition", message)
        elif flow.id != node.default and not flow.condition:
            message = f"“{node.title}”的出口“{flow.name or flow.id}”没有条件，请填写。"
            yield diagram.error(flow.id, "condition", message)


def _unasked(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Problem]:
    for flow in flows:
        if flow.condition:
            message = f"“{node.title}”的出口“{flow.name or flow.id}”的条件不起作用，请用排他网关。"
            yield diagram.error(flow.id, "condition", message)
    if node.kind not in GATEWAYS and len(flows) > 1:
        message = f"“{node.title}”有{len(flows)}个出口，请在它后面画一个网关。"
        yield diagram.error(node.id, "ways-out", message)


def check_events(diagram: Diagram) -> Iterator[Problem]:
    """A boundary event sits on a step of its own level; a timer has its term."""
    for node in diagram.nodes.values():
        host = diagram.nodes.get(node.attached_to or "")
        if node.kind == "boundaryEvent" and (host is None or host.level != node.level):
            message = f"边界事件“{node.title}”没有附着在环节上，请放到环节的边上。"
            yield diagram.error(node.id, "attached", message)
        if node.event == "timer" and not node.timer:
            message = f"“{node.title}”没有时限：请写成 timeDate，例如 working_days(5)。"
            yield diagram.error(node.id, "term", message)
        if node.kind == "subProcess" and not any(
            each.level == node.id for each in diagram.nodes.values()
        ):
            message = f"子流程“{node.title}”是空的，请画出其中的环节，或者删去。"
            yield diagram.error(node.id, "empty", message)
