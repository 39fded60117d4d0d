"""Sequence flows (BPMN 2.0.2, Clauses 7 and 8): what they join and where."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import ACTIVITIES, FLOW_NODES, GATEWAYS
from engine.core.lint.problem import Problem

#: Kinds at which a flow may be the default one (Clauses 10.3 and 10.6 ff.).
CHOOSING = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway", "complexGateway"}


def check_ends_of_flows(document: Document) -> Iterator[Problem]:
    """Clause 8, Sequence Flow: a flow joins two flow nodes of one level; no flow reaches an event
    subprocess (Clause 10.3, Sub-Processes)."""
    for flow in document.of("sequenceFlow"):
        ends = [document.find(flow.get(side)) for side in ("sourceRef", "targetRef")]
        known = [each for each in ends if each is not None and each.kind in FLOW_NODES]
        name = flow.title
        if len(known) < 2:
            message = f"顺序流“{name}”有一端不是环节、网关或事件，请接好或者改用关联。"
            yield document.error(flow, "flow-node", message)
        elif any(each.parent is not flow.parent for each in known):
            message = f"顺序流“{name}”穿过了子流程或泳池的边界；跨泳池请用消息流。"
            yield document.error(flow, "flow-level", message)
        elif any(each.is_true("triggeredByEvent") for each in known):
            message = f"顺序流“{name}”接在事件子流程上；事件子流程由事件触发，请删去连线。"
            yield document.error(flow, "event-subprocess-flow", message)


def check_both_ends_agree(document: Document) -> Iterator[Problem]:
    """Clause 8: `incoming` and `outgoing` of a node list the flows that end and begin there. Some
    modelers list none anywhere, which says nothing wrong."""
    listing = bool(document.of("incoming", "outgoing"))
    for node in document.of(*sorted(FLOW_NODES)) if listing else ():
        for side in ("incoming", "outgoing"):
            yield from _listed(document, node, side)


def _listed(document: Document, node: Element, side: str) -> Iterator[Problem]:
    flows = document.incoming(node) if side == "incoming" else document.outgoing(node)
    real = {each.id for each in flows if each.id}
    said = {document.local(each) for each in node.texts(side)}
    words = f"“{node.title}”登记的{'进入' if side == 'incoming' else '离开'}的连线"
    for each in sorted(said - real):
        message = f"{words}中，“{each}”并不存在，请在设计器中重新保存流程图。"
        yield document.error(node, "flow-listed", message)
    for each in sorted(real - said):
        message = f"{words}中漏了“{each}”，请在设计器中重新保存流程图。"
        yield document.error(node, "flow-listed", message)


def check_defaults(document: Document) -> Iterator[Problem]:
    """Clause 8: a default flow leaves the node that names it, and has no condition."""
    for node in document.every:
        default = node.get("default")
        if not default or node.kind not in FLOW_NODES:
            continue
        if node.kind not in CHOOSING:
            message = f"“{node.title}”不会选择出口，不能有默认出口，请取消。"
            yield document.error(node, "default-flow", message)
        elif document.local(default) not in {each.id for each in document.outgoing(node)}:
            message = f"“{node.title}”的默认出口“{default}”不是从它出去的连线，请重选。"
            yield document.error(node, "default-flow", message)


def check_conditions(document: Document) -> Iterator[Problem]:
    """Clause 8: a condition stands where a way is chosen, is not empty, and an activity has
    another way out beside a conditional one (Clause 10.3, Activities)."""
    for flow in document.of("sequenceFlow"):
        source = document.find(flow.get("sourceRef"))
        for condition in flow.of("conditionExpression") if source is not None else []:
            assert source is not None
            if source.kind in FLOW_NODES - CHOOSING:
                message = f"从“{source.title}”出去的连线“{flow.title}”不能带条件，请改用排他网关。"
                yield document.error(flow, "condition-place", message)
            elif not condition.text and not condition.children:
                message = f"连线“{flow.title}”的条件是空的，请填写或者删去。"
                yield document.error(flow, "condition-empty", message)
            elif source.kind not in GATEWAYS and len(document.outgoing(source)) < 2:
                message = f"“{source.title}”唯一的出口带有条件，不满足时无路可走，请删去条件。"
                yield document.error(flow, "condition-place", message)


def check_immediate(document: Document) -> Iterator[Problem]:
    """Clause 8: in a process that runs, nothing may happen between the ends of a flow."""
    for flow in document.of("sequenceFlow"):
        process = flow.within("process")
        if (
            flow.get("isImmediate") == "false"
            and process is not None
            and process.is_true("isExecutable")
        ):
            message = (
                f'可执行流程中的连线“{flow.title}”不能标 isImmediate="false"，请删去这一设置。'
            )
            yield document.error(flow, "flow-immediate", message)
