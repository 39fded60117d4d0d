"""What is said of a task, an event or a gateway."""

from collections.abc import Iterator, Mapping

from engine.core.comparing.expression_words import said_expression
from engine.core.comparing.extensions import extension_facts
from engine.core.comparing.terms import said_term
from engine.core.comparing.words import NO, YES, Words
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.terms import LABEL, drawn_term
from engine.sentence import Sentence, listed, say

KINDS: Mapping[str, Sentence] = {
    "userTask": say("人工环节"),
    "serviceTask": say("自动环节"),
    "callActivity": say("调用的流程"),
    "subProcess": say("子流程"),
    "exclusiveGateway": say("判断"),
    "parallelGateway": say("并行"),
    "eventBasedGateway": say("事件判断"),
    "startEvent": say("开始"),
    "endEvent": say("结束"),
    "boundaryEvent": say("边界事件"),
    "intermediateCatchEvent": say("等待"),
    "intermediateThrowEvent": say("中间事件"),
    "businessRuleTask": say("决策"),
}
EVENTS = {"timer": say("计时"), "message": say("消息"), "terminate": say("全部终止")}
#: Messages that the program itself sends.
MESSAGES: Mapping[str, Sentence] = {"withdraw": say("申请人撤回")}


def names_in(diagram: Diagram) -> dict[str, str]:
    """Return what elements and lanes are called: id -> name."""
    nodes = {node.id: _name(node) for node in diagram.nodes.values()}
    return nodes | {lane.id: lane.name or lane.id for lane in diagram.lanes}


def _name(node: Node) -> str:
    """A gateway that only joins needs no name, but its id alone says nothing."""
    kind = KINDS.get(node.kind, say("图形"))
    return node.name or say("未命名的%(kind)s %(id)s", kind=kind, id=node.id)


def subject_of(node: Node, words: Words) -> Sentence:
    """Return what `node` is called in a sentence; a timer by what it is attached to."""
    kind, host = KINDS.get(node.kind, say("图形")), words.elements.get(node.attached_to or "")
    if host is not None and node.event == "timer":
        return say("“%(host)s”的时限", host=host)
    if host is not None:
        return say("“%(host)s”上的“%(name)s”", host=host, name=node.title)
    return say("%(kind)s“%(name)s”", kind=kind, name=node.title)


def facts_of(diagram: Diagram, node: Node, words: Words) -> dict[str, str]:
    """Return what is said of `node`: what -> value, both in words."""
    said = {what: value for what, value in _facts(diagram, node, words) if value}
    return said | dict(extension_facts(node.gx, words))


def _facts(diagram: Diagram, node: Node, words: Words) -> Iterator[tuple[str, str]]:
    if node.timer is not None:
        yield say("时限"), said_term(node.timer, node.gx.get("basis", {}), words.naming)
    if not _label_of_a_term(node):
        yield say("名称"), node.name
    yield say("种类"), KINDS.get(node.kind, node.kind)
    yield say("事件"), EVENTS.get(node.event or "", node.event or "")
    yield say("所在泳道"), _lane(diagram, node, words)
    yield say("所在子流程"), words.elements.get(node.level, "")
    yield say("附在"), words.elements.get(node.attached_to or "", "")
    yield say("到期收回事项"), _interrupting(node)
    yield say("默认走向"), _default(diagram, node, words)
    yield say("调用流程"), words.naming.process(node.calls) if node.calls else ""
    yield say("消息"), MESSAGES.get(node.message or "", node.message or "")
    yield say("重复办理"), listed(node.loops)
    yield say("逐项办理"), _each(node, words)
    yield say("其他软件的设置"), listed(node.foreign)


def _label_of_a_term(node: Node) -> bool:
    """A timer is named after its term, which is said already."""
    return drawn_term(node.timer) is not None and LABEL.fullmatch(node.name) is not None


def _lane(diagram: Diagram, node: Node, words: Words) -> str:
    return next((words.element(each.id) for each in diagram.lanes if node.id in each.nodes), "")


def _interrupting(node: Node) -> str:
    if node.kind != "boundaryEvent" or node.event != "timer":
        return ""
    return YES if node.interrupts else NO


def _default(diagram: Diagram, node: Node, words: Words) -> str:
    flow = diagram.flows.get(node.default or "")
    return (node.default or "") if flow is None else words.element(flow.target)


def _each(node: Node, words: Words) -> str:
    if node.each is None:
        return ""
    rows, row = node.each
    return say("%(rows)s的每一行，称为 %(row)s", rows=said_expression(rows, words.naming), row=row)
