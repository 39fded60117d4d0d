"""The picture in a BPMN file (diagram interchange): boxes, labels and lines."""

import math
from typing import Any

from engine.core.lint import limits
from engine.core.lint.diagram import Drawn
from engine.core.lint.geometry import Box, Point
from engine.errors import PackError

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"


def read_picture(file: str, root: Any) -> Drawn:
    """Read what is drawn; numbers that are none leave their element undrawn.

    Raises PackError when there is more of it than can be looked at.
    """
    pen = _Pen()
    for number, plane in enumerate(root.iter(f"{DI}BPMNPlane")):
        for shape in plane.iter(f"{DI}BPMNShape"):
            pen.shape(shape, number)
        for edge in plane.iter(f"{DI}BPMNEdge"):
            pen.edge(edge, number)
    bends = sum(len(line) for line in pen.lines.values())
    if bends > limits.MAX_BENDS or len(pen.labels) > limits.MAX_LABELS:
        raise PackError(f"{file}：图形过于庞大，请拆成几张图。")
    expanded, upright = frozenset(pen.expanded), frozenset(pen.upright)
    return Drawn(pen.boxes, pen.labels, pen.lines, pen.planes, expanded, upright)


class _Pen:
    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        self.lines: dict[str, tuple[Point, ...]] = {}
        self.planes: dict[str, int] = {}
        self.expanded: set[str] = set()
        self.upright: set[str] = set()

    def shape(self, shape: Any, plane: int) -> None:
        element = shape.get("bpmnElement", "")
        self._label(shape, element, plane)
        box = _box(shape)
        if box is not None:
            self.boxes[element] = box
        if shape.get("isExpanded") == "true":
            self.expanded.add(element)
        if shape.get("isHorizontal") == "false":
            self.upright.add(element)

    def edge(self, edge: Any, plane: int) -> None:
        element = edge.get("bpmnElement", "")
        self._label(edge, element, plane)
        points = [_point(each) for each in edge.iterchildren(WAY)]
        if len(points) > 1 and None not in points:
            self.lines[element] = tuple(point for point in points if point is not None)

    def _label(self, drawn: Any, element: str, plane: int) -> None:
        self.planes[element] = plane
        for label in drawn.iterchildren(f"{DI}BPMNLabel"):
            box = _box(label)
            if box is not None:
                self.labels[element] = box


def _box(holder: Any) -> Box | None:
    bounds = next(holder.iterchildren(f"{DC}Bounds"), None)
    if bounds is None:
        return None
    found = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
    known = [each for each in found if each is not None]
    return Box(*known) if len(known) == 4 else None


def _point(waypoint: Any) -> Point | None:
    x, y = _number(waypoint.get("x")), _number(waypoint.get("y"))
    return None if x is None or y is None else Point(x, y)


def _number(text: str | None) -> float | None:
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if math.isfinite(found) and abs(found) < 1e7 else None
