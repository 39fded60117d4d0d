"""Gateways (BPMN 2.0.2, Clause 10.6): their direction, and event gateways."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import EVENTS, GATEWAYS
from engine.core.lint.problem import Problem

#: Direction -> (more than one comes in, more than one goes out); Clause 10.6.
DIRECTIONS = {"Converging": (True, False), "Diverging": (False, True), "Mixed": (True, True)}
WORDS = {"Converging": "汇合", "Diverging": "分支", "Mixed": "既汇合又分支"}
#: What an event gateway may lead to besides receive tasks (Clause 10.6, Event-Based Gateway).
AWAITED = frozenset({"message", "signal", "timer", "conditional"})


def check_directions(document: Document) -> Iterator[Problem]:
    """Clause 10.6: a gateway has as many flows as its gatewayDirection says."""
    for gateway in document.of(*sorted(GATEWAYS)):
        wanted = DIRECTIONS.get(gateway.get("gatewayDirection"))
        found = len(document.incoming(gateway)) > 1, len(document.outgoing(gateway)) > 1
        if wanted is not None and found != wanted:
            said = WORDS[gateway.get("gatewayDirection")]
            message = (
                f"网关“{gateway.title}”标为{said}，连线的数目却不是这样，请补画连线或重画网关。"
            )
            yield document.error(gateway, "gateway-direction", message)


def check_event_gateways(document: Document) -> Iterator[Problem]:
    """Clause 10.6: two ways or more, without conditions, each to something that waits."""
    for gateway in document.of("eventBasedGateway"):
        out = document.outgoing(gateway)
        if len(out) < 2:
            message = f"事件网关“{gateway.title}”至少要有两个出口，请补画要等待的事件。"
            yield document.error(gateway, "event-gateway", message)
        targets = [document.find(each.get("targetRef")) for each in out]
        waiting = [each for each in targets if each is not None]
        for target in waiting:
            yield from _target(document, gateway, target)
        yield from _mixed(document, gateway, waiting)


def _target(document: Document, gateway: Element, target: Element) -> Iterator[Problem]:
    if not _waits(document, target):
        message = (
            f"事件网关“{gateway.title}”后面的“{target.title}”不是消息、计时器、条件、信号中间事件。"
        )
        yield document.error(target, "event-gateway-target", message + "请改用这样的事件。")
    if len(document.incoming(target)) > 1:
        message = f"“{target.title}”接在事件网关后面，不能再有别的连线进入，请接到它后面的环节。"
        yield document.error(target, "event-gateway-target", message)
    attached = [
        each for each in document.of("boundaryEvent") if each.get("attachedToRef") == target.id
    ]
    if target.kind == "receiveTask" and attached:
        message = f"接收任务“{target.title}”接在事件网关后面，不能带边界事件，请删去。"
        yield document.error(target, "event-gateway-target", message)


def _waits(document: Document, target: Element) -> bool:
    if target.kind == "receiveTask":
        return True
    given = {each.kind.removesuffix("EventDefinition") for each in document.triggers(target)}
    return target.kind == "intermediateCatchEvent" and given <= AWAITED


def _mixed(document: Document, gateway: Element, targets: list[Element]) -> Iterator[Problem]:
    tasks = any(each.kind == "receiveTask" for each in targets)
    messages = any(
        each.kind in EVENTS and document.has_trigger(each, "message") for each in targets
    )
    if tasks and messages:
        message = f"事件网关“{gateway.title}”后面既有接收任务又有消息事件，请统一用消息事件。"
        yield document.error(gateway, "event-gateway", message)


def check_instantiating(document: Document) -> Iterator[Problem]:
    """Clauses 10.3 and 10.6: what begins a process has nothing before it."""
    for each in document.of("eventBasedGateway", "receiveTask"):
        if each.is_true("instantiate") and document.incoming(each):
            message = f"“{each.title}”标为启动流程，前面不能有连线，请删去连线或取消“启动流程”。"
            yield document.error(each, "instantiate", message)
        if each.get("eventGatewayType") == "Parallel" and not each.is_true("instantiate"):
            message = f"事件网关“{each.title}”只有启动流程时才能是并行的，请改为排他。"
            yield document.error(each, "instantiate", message)
