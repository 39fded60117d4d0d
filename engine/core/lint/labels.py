"""Labels and notes: on free ground, and every note tied to what it explains."""

from collections.abc import Iterator
from itertools import combinations

from engine.core.lint.diagram import GATEWAYS, Diagram
from engine.core.lint.geometry import Box, covers_diamond, enters, segments
from engine.core.lint.problem import Problem


def check_labels(diagram: Diagram) -> Iterator[Problem]:
    """A label covers no line, no shape, no note and no other label."""
    labels = {each: box for each, box in diagram.drawn.labels.items() if _name(diagram, each)}
    for each, box in labels.items():
        for what in _covered(diagram, each, box):
            message = f"文字“{_name(diagram, each)}”压在{what}上，请移到空白处。"
            yield diagram.warning(each, "label", message)
    for one, other in combinations(labels, 2):
        if labels[one].overlaps(labels[other]) and diagram.drawn.together(one, other):
            names = f"“{_name(diagram, one)}”和“{_name(diagram, other)}”"
            yield diagram.warning(other, "label", f"文字{names}叠在一起，请移开。")


def _covered(diagram: Diagram, label: str, box: Box) -> Iterator[str]:
    drawn = diagram.drawn
    for line, points in drawn.lines.items():
        seen = drawn.together(label, line)
        if seen and any(enters(each, box) for each in segments(points)):
            yield "连线"
            break
    for each in [*diagram.nodes, *diagram.notes]:
        other = drawn.boxes.get(each)
        if other is None or not other.overlaps(box) or not drawn.together(label, each):
            continue
        if _is_gateway(diagram, each) and not covers_diamond(box, other):
            continue
        if each not in drawn.expanded or not other.holds(box):
            yield f"“{_name(diagram, each) or each}”"


def check_lane_borders(diagram: Diagram) -> Iterator[Problem]:
    """A label does not lie over the border of its lane."""
    lanes = [box for each in diagram.lanes if (box := diagram.drawn.boxes.get(each.id))]
    for each, box in diagram.drawn.labels.items():
        name = _name(diagram, each)
        over = [lane for lane in lanes if lane.overlaps(box)]
        if name and over and not any(lane.holds(box) for lane in over):
            yield diagram.warning(each, "label", f"文字“{name}”压在泳道的边线上，请移开。")


def check_notes(diagram: Diagram) -> Iterator[Problem]:
    """Every text annotation says something and is tied to the step it governs."""
    tied = {end for ends in diagram.links.values() for end in ends}
    for note, text in diagram.notes.items():
        if not text:
            yield diagram.warning(note, "note", "注释是空的，请写明条文，或者删去。")
        elif note not in tied:
            words = text.splitlines()[0][:16]
            message = f"注释“{words}”没有连到它所说明的环节，请用虚线连上。"
            yield diagram.warning(note, "note", message)


def _is_gateway(diagram: Diagram, element: str) -> bool:
    return element in diagram.nodes and diagram.nodes[element].kind in GATEWAYS


def _name(diagram: Diagram, element: str) -> str:
    named = diagram.nodes.get(element) or diagram.flows.get(element)
    if named is not None:
        return named.name
    return diagram.notes.get(element, "")[:12]
