"""Lanes: one per actor, none without work, in the order in which the case travels."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from engine.core.lint.diagram import TASKS, Diagram, Lane
from engine.core.lint.geometry import Box
from engine.core.lint.problem import Problem


def check_lanes(diagram: Diagram) -> Iterator[Problem]:
    """Every node lies in one lane; every lane has a name, a task, and the tasks of one unit."""
    for lane in diagram.lanes:
        if not lane.name:
            yield diagram.warning(lane.id, "lane", "泳道没有名称，请写明由谁办理。")
        kinds = {diagram.nodes[each].kind for each in lane.nodes if each in diagram.nodes}
        if not kinds & (TASKS | {"subProcess"}):
            message = f"泳道“{lane.name}”里没有要办的事，请删去，或者把环节移进来。"
            yield diagram.warning(lane.id, "empty-lane", message)
        yield from _sides(diagram, lane)
    for process in {lane.process for lane in diagram.lanes}:
        yield from _membership(diagram, process)


def _sides(diagram: Diagram, lane: Lane) -> Iterator[Problem]:
    """A step of another unit than the first one's belongs into a lane of that unit."""
    steps = (diagram.nodes[each] for each in lane.nodes if each in diagram.nodes)
    units = [(step, unit) for step in steps if (unit := step.gx.get("assignment", {}).get("unit"))]
    for step, unit in units:
        first, its = units[0]
        if unit != its:
            apart = f"“{step.title}”和“{first.title}”由不同的单位办理，却画在同一条泳道里"
            message = f"{apart}，请另加一条泳道，把它移过去。"
            yield diagram.warning(step.id, "one-side", message)


def _membership(diagram: Diagram, process: str) -> Iterator[Problem]:
    homes = Counter(each for lane in diagram.lanes for each in lane.nodes)
    for node in diagram.nodes.values():
        if diagram.process_of(node.level) != process or node.id in diagram.drawn.expanded:
            continue
        if homes[node.id] != 1:
            where = "不在任何泳道中" if node.id not in homes else "登记在不止一个泳道中"
            yield diagram.warning(node.id, "lane-of", f"“{node.title}”{where}，请移到一个泳道里。")


def check_lane_shapes(diagram: Diagram) -> Iterator[Problem]:
    """A node is drawn in the lane that it is listed in."""
    boxes = diagram.drawn.boxes
    for lane in diagram.lanes:
        nodes = (diagram.nodes[each] for each in lane.nodes if each in diagram.nodes)
        for node in nodes:
            drawn = lane.id in boxes and node.id in boxes and node.id not in diagram.drawn.expanded
            if drawn and not _fits(boxes[lane.id], boxes[node.id], node.kind == "boundaryEvent"):
                message = f"“{node.title}”属于泳道“{lane.name}”，却没有画在里面。"
                yield diagram.warning(node.id, "in-lane", message)


def _fits(lane: Box, box: Box, boundary: bool) -> bool:
    """A boundary event may hang over the border by half."""
    return lane.has(box.centre) if boundary else lane.holds(box)


def check_lane_order(diagram: Diagram) -> Iterator[Problem]:
    """From top to bottom, each lane is first entered further right than the one above."""
    boxes = diagram.drawn.boxes
    for process in diagram.processes:
        lanes = [
            each
            for each in diagram.lanes
            if each.process == process and each.id in boxes and each.id not in diagram.drawn.upright
        ]
        lanes.sort(key=lambda lane: boxes[lane.id].y)
        placed = [(lane, first) for lane in lanes if (first := _first(diagram, lane)) is not None]
        for (above, earlier), (lane, later) in pairwise(placed):
            if later < earlier:
                order = f"办件先到“{lane.name}”后到“{above.name}”"
                message = f"{order}，请把泳道“{lane.name}”画在上面。"
                yield diagram.warning(lane.id, "lane-order", message)


def _first(diagram: Diagram, lane: Lane) -> float | None:
    """Where from the left the case first enters the lane."""
    boxes = diagram.drawn.boxes
    return min((boxes[each].x for each in lane.nodes if each in boxes), default=None)
