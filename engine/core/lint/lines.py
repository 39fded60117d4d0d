"""Lines: right-angled, across no other line and through no shape."""

from collections.abc import Iterator
from itertools import combinations

from engine.core.lint.diagram import Diagram, Flow
from engine.core.lint.geometry import Box, Segment, cross, enters, run_together, segments
from engine.core.lint.problem import Problem


def check_angles(diagram: Diagram) -> Iterator[Problem]:
    """Every sequence flow runs straight across or straight down."""
    for flow, pieces in _lines(diagram):
        if not all(each.upright for each in pieces):
            message = f"{_words(diagram, flow)}有斜线，请改成横平竖直。"
            yield diagram.warning(flow.id, "right-angles", message)


def check_crossings(diagram: Diagram) -> Iterator[Problem]:
    """No two sequence flows cross or run over each other."""
    for (one, pieces), (other, others) in combinations(_lines(diagram), 2):
        if not diagram.drawn.together(one.id, other.id):
            continue
        kin = bool({one.source, one.target} & {other.source, other.target})
        if any(_meet(a, b, kin) for a in pieces for b in others):
            message = f"{_words(diagram, one)}和{_words(diagram, other)}交叉了，请绕开。"
            yield diagram.warning(other.id, "crossing", message)


def _meet(one: Segment, other: Segment, kin: bool) -> bool:
    """`kin`: flows that share an end may run together towards it, but not cross."""
    return cross(one, other) or (not kin and run_together(one, other))


def check_passages(diagram: Diagram) -> Iterator[Problem]:
    """No sequence flow passes through a shape or a note."""
    boxes = {
        each: diagram.drawn.boxes[each]
        for each in [*diagram.nodes, *diagram.notes]
        if each in diagram.drawn.boxes
    }
    for flow, pieces in _lines(diagram):
        for each in _passed(diagram, flow, pieces, boxes):
            title = diagram.nodes[each].title if each in diagram.nodes else "注释"
            message = f"{_words(diagram, flow)}从“{title}”上穿过，请绕开。"
            yield diagram.warning(flow.id, "through-shape", message)


def _passed(
    diagram: Diagram, flow: Flow, pieces: list[Segment], boxes: dict[str, Box]
) -> Iterator[str]:
    free = {flow.source, flow.target} | diagram.around(flow.source) | diagram.around(flow.target)
    for each, box in boxes.items():
        if each in free or not diagram.drawn.together(flow.id, each):
            continue
        if any(enters(piece, box) for piece in pieces):
            yield each


def check_ends_of_lines(diagram: Diagram) -> Iterator[Problem]:
    """A line begins and ends at the shapes that it joins."""
    boxes = diagram.drawn.boxes
    for flow in diagram.flows.values():
        points = diagram.drawn.lines.get(flow.id)
        ends = boxes.get(flow.source), boxes.get(flow.target)
        if points is None or ends[0] is None or ends[1] is None:
            continue
        if not _near(ends[0]).has(points[0]) or not _near(ends[1]).has(points[-1]):
            message = f"{_words(diagram, flow)}没有画到环节的边上。"
            yield diagram.warning(flow.id, "loose-line", message)


def _near(box: Box) -> Box:
    return Box(box.x - 2, box.y - 2, box.width + 4, box.height + 4)


def _lines(diagram: Diagram) -> list[tuple[Flow, list[Segment]]]:
    drawn = diagram.drawn.lines
    return [(flow, segments(drawn[key])) for key, flow in diagram.flows.items() if key in drawn]


def _words(diagram: Diagram, flow: Flow) -> str:
    ends = [
        diagram.nodes[each].title if each in diagram.nodes else each
        for each in (flow.source, flow.target)
    ]
    return f"从“{ends[0]}”到“{ends[1]}”的连线"
