"""Pools and message flows (BPMN 2.0.2, Clauses 7 and 9)."""

from collections import Counter
from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import ACTIVITIES, EVENTS
from engine.core.lint.problem import Problem

ENDS = ACTIVITIES | EVENTS | {"participant", "conversation", "callConversation", "subConversation"}


def check_message_flows(document: Document) -> Iterator[Problem]:
    """Clause 9, Message Flow: a message flow joins two pools, or what stands in two of them."""
    pools = _pools(document)
    for flow in document.of("messageFlow"):
        ends = [document.find(flow.get(side)) for side in ("sourceRef", "targetRef")]
        known = [each for each in ends if each is not None and each.kind in ENDS]
        if len(known) < 2:
            message = f"消息流“{flow.title}”有一端不是泳池、环节或事件，请接好或者删去。"
            yield document.error(flow, "message-flow", message)
            continue
        if _pool(pools, known[0]) is _pool(pools, known[1]):
            message = f"消息流“{flow.title}”的两端在同一个泳池，请改用顺序流。"
            yield document.error(flow, "message-flow", message)
        yield from _event_ends(document, flow, known[0], known[1])


def _pools(document: Document) -> dict[str, Element]:
    """The participants by the ids of the processes that they show."""
    return {document.local(each.get("processRef")): each for each in document.of("participant")}


def _pool(pools: dict[str, Element], end: Element) -> Element | None:
    """The participant that an end stands for; its process where no participant shows it."""
    process = end.within("process")
    if end.kind == "participant" or process is None:
        return end
    return pools.get(process.id, process)


def _event_ends(
    document: Document, flow: Element, source: Element, target: Element
) -> Iterator[Problem]:
    """Clause 10.5, Message Flow Connections."""
    for event, wrong, verb in (
        (source, ("startEvent", "intermediateCatchEvent", "boundaryEvent"), "发出"),
        (target, ("endEvent", "intermediateThrowEvent"), "收到"),
    ):
        if event.kind in wrong:
            message = f"“{event.title}”不能{verb}消息，请把消息流“{flow.title}”接到别的环节。"
            yield document.error(flow, "message-flow-event", message)
        elif event.kind in EVENTS and not document.has_trigger(event, "message"):
            message = f"“{event.title}”有消息流“{flow.title}”，请改成消息事件，或者删去消息流。"
            yield document.error(flow, "message-flow-event", message)


def check_participants(document: Document) -> Iterator[Problem]:
    """Clause 9, Participants: one pool per process; as many as the multiplicity allows."""
    shown = Counter(document.local(each.get("processRef")) for each in document.of("participant"))
    for each in document.of("participant"):
        process = document.local(each.get("processRef"))
        if process and shown[process] > 1:
            message = f"泳池“{each.title}”和别的泳池画的是同一个流程“{process}”，请只留一个泳池。"
            yield document.error(each, "pool", message)
    for each in document.of("participantMultiplicity"):
        low, high = _number(each.get("minimum"), 0), _number(each.get("maximum"), 1)
        if low < 0 or high < 1 or high < low:
            message = "泳池的多重性：最多应当不小于1，也不小于最少，请改正。"
            yield document.error(each, "pool", message)


def _number(text: str, default: int) -> int:
    try:
        return int(text[:20]) if text else default
    except ValueError:
        return default
