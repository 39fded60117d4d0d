"""Boundary events (BPMN 2.0.2, Clauses 10.5 and 10.7)."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import ACTIVITIES
from engine.core.lint.problem import Problem


def check_hosts(document: Document) -> Iterator[Problem]:
    """Clause 10.5: attachedToRef names an activity, of the same level as the event."""
    for event in document.of("boundaryEvent"):
        host = document.find(event.get("attachedToRef"))
        if host is None or host.kind not in ACTIVITIES or host.parent is not event.parent:
            message = f"边界事件“{event.title}”没有附着在本层的环节上，请拖到环节的边上。"
            yield document.error(event, "boundary-host", message)
        elif host.is_true("triggeredByEvent"):
            message = f"边界事件“{event.title}”附着在事件子流程上，请改附着到普通环节。"
            yield document.error(event, "boundary-host", message)
        elif document.has_trigger(event, "cancel") and host.kind != "transaction":
            message = f"取消边界事件“{event.title}”只能附着在事务子流程上，请改用其他触发条件。"
            yield document.error(event, "cancel-place", message)


def check_boundary_flows(document: Document) -> Iterator[Problem]:
    """Clause 10.5: none comes in; one leaves, but for compensation."""
    handled = _handled(document)
    for event in document.of("boundaryEvent"):
        out = document.outgoing(event)
        for flow in document.incoming(event):
            message = f"边界事件“{event.title}”有连线进入，请把连线接到环节本身上。"
            yield document.error(flow if flow.id else event, "boundary-incoming", message)
        if document.has_trigger(event, "compensate"):
            yield from _compensation(document, event, out, handled)
        elif not out:
            message = f"边界事件“{event.title}”后面没有连线，请接到发生之后要做的环节。"
            yield document.error(event, "boundary-outgoing", message)


def _compensation(
    document: Document, event: Element, out: list[Element], handled: set[str]
) -> Iterator[Problem]:
    """Clause 10.7: an association, no sequence flow, leads to an activity for compensation."""
    if out:
        message = f"补偿边界事件“{event.title}”不能有顺序流，请用关联连到补偿环节。"
        yield document.error(event, "boundary-outgoing", message)
    if event.id not in handled:
        message = f"补偿边界事件“{event.title}”没有关联到标为“用于补偿”的环节，请连上。"
        yield document.error(event, "compensation", message)


def _handled(document: Document) -> set[str]:
    """The ids from which an association leads to an activity for compensation."""
    return {
        document.local(each.get("sourceRef"))
        for each in document.of("association")
        if _is_handler(document.find(each.get("targetRef")))
    }


def _is_handler(found: Element | None) -> bool:
    return found is not None and found.kind in ACTIVITIES and found.is_true("isForCompensation")


def check_cancel_ends(document: Document) -> Iterator[Problem]:
    """Clause 10.5, End Event: a cancel end event stands directly in a transaction."""
    for end in document.of("endEvent"):
        outside = end.parent is None or end.parent.kind != "transaction"
        if outside and document.has_trigger(end, "cancel"):
            message = f"取消结束事件“{end.title}”只能画在事务子流程里，请改用普通结束事件。"
            yield document.error(end, "cancel-place", message)


def check_handlers(document: Document) -> Iterator[Problem]:
    """Clause 10.7: an activity for compensation is outside the normal flow."""
    for each in document.of(*sorted(ACTIVITIES)):
        if each.is_true("isForCompensation") and document.incoming(each) + document.outgoing(each):
            message = f"补偿环节“{each.title}”不能有顺序流，请删去连线，用关联连到补偿边界事件。"
            yield document.error(each, "compensation", message)
