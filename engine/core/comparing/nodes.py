"""What is said of a task, an event or a gateway."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.access import ROLE_NAMES
from engine.core.comparing.terms import said_term
from engine.core.drawn_words import EFFECT_NAMES, LOOKUP_NAMES, OUTCOMES, UNIT_NAMES
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.terms import LABEL, drawn_term
from engine.sentence import Sentence, listed, say

KINDS: Mapping[str, Sentence] = {
    "userTask": say("办理环节"),
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
#: Id of an element or lane -> what it is called.
Names = Mapping[str, str]
YES, NO = say("是"), say("否")
#: Extension, attribute -> its name. What is missing here is called as in the file.
GX: Mapping[tuple[str, str], Sentence] = {
    ("assignment", "role"): say("办理角色"),
    ("assignment", "unit"): say("办理单位"),
    ("assignment", "person"): say("办理人"),
    ("form", "key"): say("表单"),
    ("step", "approving"): say("审批环节"),
    ("return", "to"): say("可以退回到"),
    ("state", "label"): say("办件状态"),
    ("state", "code"): say("状态代码"),
    ("outcome", "kind"): say("办理结果"),
    ("effect", "name"): say("程序动作"),
    ("lookup", "name"): say("查询"),
    ("lookup", "into"): say("查询结果存为"),
    ("lapse", "forfeits"): say("期满失去权利"),
    ("basis", "clause"): say("依据条款"),
}
TRUTHS = {"true": YES, "false": NO}
#: Extension, attribute -> what its codes are called.
CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("assignment", "role"): ROLE_NAMES,
    ("assignment", "unit"): UNIT_NAMES,
    ("outcome", "kind"): OUTCOMES,
    ("effect", "name"): EFFECT_NAMES,
    ("lookup", "name"): LOOKUP_NAMES,
}
EVENTS = {"timer": say("计时"), "message": say("消息"), "terminate": say("全部终止")}


def names_in(diagram: Diagram) -> dict[str, str]:
    """Return what elements and lanes are called: id -> name."""
    nodes = {node.id: node.title for node in diagram.nodes.values()}
    return nodes | {lane.id: lane.name or lane.id for lane in diagram.lanes}


def subject_of(node: Node, names: Names) -> Sentence:
    """Return what `node` is called in a sentence; a timer by what it is attached to."""
    kind, host = KINDS.get(node.kind, say("图形")), names.get(node.attached_to or "")
    if host is not None and node.event == "timer":
        return say("“%(host)s”的时限", host=host)
    if host is not None:
        return say("“%(host)s”上的“%(name)s”", host=host, name=node.title)
    return say("%(kind)s“%(name)s”", kind=kind, name=node.title)


def facts_of(diagram: Diagram, node: Node, names: Names) -> dict[str, str]:
    """Return what is said of `node`: what -> value, both in words.

    `names` are those of both versions: who is only called otherwise is still the same neighbour.
    """
    said = {what: value for what, value in _facts(diagram, node, names) if value}
    return said | dict(_extensions(node.gx))


def _facts(diagram: Diagram, node: Node, names: Names) -> Iterator[tuple[str, str]]:
    if node.timer is not None:
        yield say("时限"), said_term(node.timer, node.gx.get("basis", {}))
    if not _label_of_a_term(node):
        yield say("名称"), node.name
    yield say("种类"), KINDS.get(node.kind, node.kind)
    yield say("事件"), EVENTS.get(node.event or "", node.event or "")
    yield say("所在泳道"), _lane(diagram, node, names)
    yield say("所在子流程"), names.get(node.level, "")
    yield say("附在"), names.get(node.attached_to or "", "")
    yield say("到期收回事项"), _interrupting(node)
    yield say("默认走向"), _default(diagram, node, names)
    yield say("调用流程"), node.calls or ""
    yield say("消息"), node.message or ""
    yield say("重复办理"), listed(node.loops)
    yield say("逐项办理"), listed(node.each or ())
    yield say("其他软件的设置"), listed(node.foreign)


def _label_of_a_term(node: Node) -> bool:
    """A timer is named after its term, which is said already."""
    return drawn_term(node.timer) is not None and LABEL.fullmatch(node.name) is not None


def _lane(diagram: Diagram, node: Node, names: Names) -> str:
    return next((names[each.id] for each in diagram.lanes if node.id in each.nodes), "")


def _interrupting(node: Node) -> str:
    if node.kind != "boundaryEvent" or node.event != "timer":
        return ""
    return YES if node.interrupts else NO


def _default(diagram: Diagram, node: Node, names: Names) -> str:
    flow = diagram.flows.get(node.default or "")
    return (node.default or "") if flow is None else names.get(flow.target, flow.target)


def _extensions(gx: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, attributes in gx.items():
        if name == "basis":
            continue  # said with the term
        if not attributes:
            yield _name_of(name, ""), YES
        for key, value in attributes.items():
            yield from _params(value) if key == "params" else [_attribute(name, key, value)]


def _params(params: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for name, value in params.items():
        yield say("参数 %(name)s", name=name), value or ""


def _attribute(name: str, key: str, value: str) -> tuple[str, str]:
    found = CODES.get((name, key), TRUTHS).get(value)
    return _name_of(name, key), value if found is None else say(found)


def _name_of(name: str, key: str) -> str:
    if name == "wake":
        return say("只作提醒")
    return GX.get((name, key), f"gx:{name} {key}".strip())
