"""Boxes: everything is drawn, in one size, inside pool and subprocess, nothing over another."""

from collections.abc import Iterator
from itertools import combinations

from engine.core.lint.diagram import GATEWAYS, LEVELS, TASKS, Diagram, Node
from engine.core.lint.geometry import Box
from engine.core.lint.problem import Problem


def check_drawn(diagram: Diagram) -> Iterator[Problem]:
    """Every element has its picture."""
    drawn = diagram.drawn
    if not drawn.boxes:
        message = "流程图没有图形，看不见也不能编辑，请在流程设计器中画出。"
        yield diagram.warning("", "drawn", message)
        return
    lanes = [each.id for each in diagram.lanes]
    for each in [*diagram.nodes, *lanes, *diagram.notes, *diagram.pools]:
        if each not in drawn.boxes:
            yield diagram.warning(each, "drawn", f"“{_title(diagram, each)}”没有画在图上。")
    for each in [*diagram.flows, *diagram.links]:
        if each not in drawn.lines:
            yield diagram.warning(each, "drawn", f"连线“{_title(diagram, each)}”没有画在图上。")


def check_sizes(diagram: Diagram) -> Iterator[Problem]:
    """Tasks are 100×80, gateways 50×50, events 36×36; an open subprocess as large as it needs."""
    for node in diagram.nodes.values():
        box, size = diagram.drawn.boxes.get(node.id), _size(diagram, node)
        if box is not None and size is not None and (box.width, box.height) != size:
            words = f"{size[0]}×{size[1]}"
            message = f"“{node.title}”大小是{box.width:g}×{box.height:g}，请画成{words}。"
            yield diagram.warning(node.id, "size-of-shape", message)


def _size(diagram: Diagram, node: Node) -> tuple[int, int] | None:
    if node.id in diagram.drawn.expanded:
        return None
    if node.kind in GATEWAYS:
        return 50, 50
    if node.kind in TASKS | LEVELS or node.kind.endswith(("Task", "task")):
        return 100, 80
    return 36, 36


def check_places(diagram: Diagram) -> Iterator[Problem]:
    """A shape lies in its lane, in its subprocess and in the pool; a note in the pool."""
    pools = [box for each in diagram.pools if (box := diagram.drawn.boxes.get(each))]
    for node in diagram.nodes.values():
        yield from _inside_level(diagram, node)
        yield from _inside_pool(diagram, node.id, pools)
    for note in diagram.notes:
        yield from _inside_pool(diagram, note, pools)
    for lane in diagram.lanes:
        yield from _inside_pool(diagram, lane.id, pools)


def _inside_level(diagram: Diagram, node: Node) -> Iterator[Problem]:
    outer, box = diagram.drawn.boxes.get(node.level), diagram.drawn.boxes.get(node.id)
    open_level = node.level in diagram.drawn.expanded
    if outer is not None and box is not None and open_level and not outer.holds(box):
        title = _title(diagram, node.level)
        message = f"“{node.title}”没有画在子流程“{title}”里面。"
        yield diagram.warning(node.id, "in-subprocess", message)


def _inside_pool(diagram: Diagram, element: str, pools: list[Box]) -> Iterator[Problem]:
    box = diagram.drawn.boxes.get(element)
    level = diagram.nodes[element].level if element in diagram.nodes else ""
    on_own_sheet = level in diagram.nodes and not diagram.drawn.together(level, element)
    if pools and box is not None and not on_own_sheet and not any(p.holds(box) for p in pools):
        message = f"“{_title(diagram, element)}”有一部分画在泳池之外。"
        yield diagram.warning(element, "in-pool", message)


def check_overlaps(diagram: Diagram) -> Iterator[Problem]:
    """No shape covers another; a boundary event sits on the edge of its step, a note on free
    ground, a subprocess around its own."""
    boxes = {
        each: diagram.drawn.boxes[each]
        for each in [*diagram.nodes, *diagram.notes]
        if each in diagram.drawn.boxes
    }
    for one, other in combinations(boxes, 2):
        if not boxes[one].overlaps(boxes[other]) or not diagram.drawn.together(one, other):
            continue
        if not _belong(diagram, one, other) and not _belong(diagram, other, one):
            message = f"“{_title(diagram, one)}”和“{_title(diagram, other)}”画得重叠了。"
            yield diagram.warning(other, "overlap", message)


def _belong(diagram: Diagram, outer: str, inner: str) -> bool:
    """Whether `inner` may cover ground of `outer`: its host, or the subprocess around it."""
    if inner not in diagram.nodes:
        outer_box, inner_box = diagram.drawn.boxes[outer], diagram.drawn.boxes[inner]
        return outer in diagram.drawn.expanded and outer_box.holds(inner_box)
    host = diagram.nodes[inner].attached_to
    around = diagram.around(inner) | ({host} | diagram.around(host) if host else set())
    return outer in around


def _title(diagram: Diagram, element: str) -> str:
    if element in diagram.nodes:
        return diagram.nodes[element].title
    if element in diagram.flows:
        return diagram.flows[element].name or element
    lane = next((each.name for each in diagram.lanes if each.id == element), "")
    return lane or diagram.notes.get(element, "")[:12] or element
