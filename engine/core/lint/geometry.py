"""Boxes and lines of a drawing, in its own pixels: what lies in, over or across what."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

#: Two things closer than this touch; drawings are made by hand and rounded.
TOUCH = 0.5


class Point(NamedTuple):
    """A place on a sheet; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle on a sheet."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, other: "Box") -> bool:
        """Tell whether `other` lies inside, its edges included."""
        return (
            self.x - TOUCH <= other.x
            and self.y - TOUCH <= other.y
            and other.right <= self.right + TOUCH
            and other.bottom <= self.bottom + TOUCH
        )

    def has(self, point: Point) -> bool:
        """Tell whether `point` lies inside or on the edge."""
        return self.holds(Box(point.x, point.y, 0, 0))

    def overlaps(self, other: "Box") -> bool:
        """Tell whether both cover some common ground; touching edges do not."""
        return (
            self.x + TOUCH < other.right
            and other.x + TOUCH < self.right
            and self.y + TOUCH < other.bottom
            and other.y + TOUCH < self.bottom
        )


def covers_diamond(box: Box, diamond: Box) -> bool:
    """Tell whether `box` covers some of the diamond that is drawn within `diamond`'s bounds."""
    (x, y), half, high = diamond.centre, diamond.width / 2, diamond.height / 2
    aside = abs(x - min(max(x, box.x), box.right)) / (half or 1)
    above = abs(y - min(max(y, box.y), box.bottom)) / (high or 1)
    return aside + above < 1


class Segment(NamedTuple):
    """A straight piece of a line."""

    start: Point
    end: Point

    @property
    def upright(self) -> bool:
        """Tell whether it runs straight across or straight down."""
        (x, y), (u, v) = self
        return abs(x - u) <= TOUCH or abs(y - v) <= TOUCH


def segments(points: Sequence[Point]) -> list[Segment]:
    """Return the straight pieces of the line through `points`."""
    return [Segment(*pair) for pair in pairwise(points) if pair[0] != pair[1]]


def enters(segment: Segment, box: Box) -> bool:
    """Tell whether the segment passes through the inside of the box, beyond its edge."""
    (x, y), (u, v) = segment
    begin, end = 0.0, 1.0
    for at, step, low, high in (
        (x, u - x, box.x + TOUCH, box.right - TOUCH),
        (y, v - y, box.y + TOUCH, box.bottom - TOUCH),
    ):
        if step == 0:
            if not low < at < high:
                return False
            continue
        near, far = sorted(((low - at) / step, (high - at) / step))
        begin, end = max(begin, near), min(end, far)
    return begin < end


def cross(one: Segment, other: Segment) -> bool:
    """Tell whether both run through each other, each beyond the point where they meet."""
    return not _apart(one, other) and _parted(one, other) and _parted(other, one)


def _parted(line: Segment, other: Segment) -> bool:
    before, after = _side(line, other.start), _side(line, other.end)
    return min(before, after) < -TOUCH and max(before, after) > TOUCH


def run_together(one: Segment, other: Segment) -> bool:
    """Tell whether both share a stretch, or one ends on the other short of its ends."""
    if _apart(one, other):
        return False
    inner = [point for point in other if _inside(one, point)]
    inner += [point for point in one if _inside(other, point)]
    return bool(inner) or {*one} == {*other}


def _apart(one: Segment, other: Segment) -> bool:
    """Whether the boxes around both lie apart: the quick answer for most pairs."""
    return any(
        max(one.start[axis], one.end[axis]) + TOUCH < min(other.start[axis], other.end[axis])
        or max(other.start[axis], other.end[axis]) + TOUCH < min(one.start[axis], one.end[axis])
        for axis in (0, 1)
    )


def _inside(line: Segment, point: Point) -> bool:
    along = _length(line)
    from_start = _length(Segment(line.start, point))
    to_end = _length(Segment(point, line.end))
    near = min(from_start, to_end)
    return near > TOUCH and from_start + to_end - along <= TOUCH / 10


def _side(line: Segment, point: Point) -> float:
    """The distance of `point` from the endless line; the sign says on which side."""
    (x, y), (u, v) = line
    turn = (u - x) * (point.y - y) - (v - y) * (point.x - x)
    return turn / (_length(line) or 1.0)


def _length(line: Segment) -> float:
    (x, y), (u, v) = line
    return float(((u - x) ** 2 + (v - y) ** 2) ** 0.5)
