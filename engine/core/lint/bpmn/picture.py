"""The picture (BPMN 2.0.2, Clause 12, and Annex B): each shape and line shows one element, once."""

import math
from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.problem import Problem

LINES = frozenset(
    {"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation",
     "conversationLink"}
)  # fmt: skip
SHEETS = frozenset(
    {"process", "collaboration", "choreography", "subProcess", "transaction", "adHocSubProcess",
     "subChoreography"}
)  # fmt: skip


def check_shown(document: Document) -> Iterator[Problem]:
    """Clause 12: a shape shows a node, an edge a connection, a plane a whole."""
    for kind in ("bpmndi:BPMNShape", "bpmndi:BPMNEdge", "bpmndi:BPMNPlane"):
        for each in document.of(kind):
            if "bpmnElement" in each.attributes:
                yield from _shown(document, each)


def _shown(document: Document, drawn: Element) -> Iterator[Problem]:
    reference = drawn.get("bpmnElement")
    found = document.find(reference)
    if document.is_foreign(reference):
        return
    if found is None or found.kind.startswith(("bpmndi:", "di:")):
        message = (
            f"图形“{drawn.id}”画的是不存在的“{reference}”，请删去图形，或者在设计器中重新保存。"
        )
        yield document.error(drawn, "drawn-nothing", message)
        return
    right = {
        "bpmndi:BPMNShape": found.kind not in LINES,
        "bpmndi:BPMNEdge": found.kind in LINES,
        "bpmndi:BPMNPlane": found.kind in SHEETS,
    }[drawn.kind]
    if not right:
        message = f"“{found.title}”画成了不相称的图形，请在设计器中删去后重画。"
        yield document.error(found, "drawn-kind", message)


def check_once(document: Document) -> Iterator[Problem]:
    """Clause 12: on one diagram an element is drawn once."""
    for diagram in document.of("bpmndi:BPMNPlane"):
        seen: set[str] = set()
        for each in diagram.of("bpmndi:BPMNShape", "bpmndi:BPMNEdge"):
            reference = each.get("bpmnElement")
            found = document.find(reference)
            if reference in seen and found is not None:
                message = f"“{found.title}”画了两次，请在设计器中删去一个图形。"
                yield document.error(found, "drawn-twice", message)
            seen.add(reference)


def check_numbers(document: Document) -> Iterator[Problem]:
    """Annex B: bounds and waypoints are finite numbers, widths and heights are not negative."""
    for each in document.of("dc:Bounds", "di:waypoint"):
        names = ("x", "y", "width", "height") if each.kind == "dc:Bounds" else ("x", "y")
        numbers = [_number(each.get(name)) for name in names]
        if None in numbers or any(size is not None and size < 0 for size in numbers[2:]):
            yield document.error(_subject(document, each), "drawn-number", _words(document, each))


def check_waypoints(document: Document) -> Iterator[Problem]:
    """Annex B: a line has two ends or more."""
    for edge in document.of("bpmndi:BPMNEdge"):
        if len(edge.of("di:waypoint")) < 2:
            title = _subject(document, edge).title
            message = f"连线“{title}”没有画出起点和终点，请在设计器中重画。"
            yield document.error(_subject(document, edge), "drawn-line", message)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _subject(document: Document, drawn: Element) -> Element:
    """What is drawn, or the drawing itself when it shows nothing."""
    holder = next((each for each in (drawn, *drawn.up()) if each.get("bpmnElement")), drawn)
    return document.find(holder.get("bpmnElement")) or holder


def _words(document: Document, drawn: Element) -> str:
    title = _subject(document, drawn).title
    return f"“{title}”的图形位置或大小不是正常的数字，请在设计器中重画。"
