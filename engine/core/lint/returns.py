"""Sending back: only to where the case has been, and not out of what has been counted together."""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.journeys import Journeys, Place
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject


def check_return_ways(subject: Subject) -> Iterator[Problem]:
    """Each target of a return comes before the task, on its level or one around it, with no
    parallel join in between; one before the split takes the other branches with it."""
    journeys = Journeys(subject)
    places: dict[str, list[Place]] = {}
    for place, node in journeys.nodes.items():
        if node.kind == "userTask":
            places.setdefault(node.id, []).append(place)
    for diagram in subject.asked:
        for task in diagram.of_kind("userTask"):
            for target in targets(task):
                here = (diagram.file, task.id)
                yield from _wrong(journeys, diagram, here, places.get(target, []))


def targets(task: Node) -> list[str]:
    """Return the ids of the tasks that `task` may send the case back to."""
    named = task.gx.get("return", {}).get("to", "").split(",")
    return [each.strip() for each in named if each.strip()]


def _wrong(
    journeys: Journeys, diagram: Diagram, here: Place, goals: list[Place]
) -> Iterator[Problem]:
    task, levels = journeys.nodes[here], journeys.around(here)
    for goal in goals:
        node = journeys.nodes[goal]
        way = f"“{task.title}”退回“{node.title}”"
        if here not in journeys.reach([goal]):
            message = f"{way}：办件到这里之前不会经过它，退不回去，请改正或删去。"
            yield diagram.error(task.id, "return-way", message)
        elif (goal[0], node.level) not in levels:
            message = f"{way}：它在另一个已经结束的子流程里，退不回去，请改为退回子流程外的环节。"
            yield diagram.error(task.id, "return-way", message)
        elif here not in journeys.reach([goal], without=_joins(journeys)):
            message = f"{way}：中间有并行汇合，其他各路已经办完，退不回去，请改正或删去。"
            yield diagram.error(task.id, "return-way", message)
        elif here not in journeys.reach([goal], without=_splits(journeys)):
            message = f"{way}：它在并行分支之前，退回会撤销同时在办的其他各路，请确认。"
            yield diagram.warning(task.id, "return-split", message)


def _joins(journeys: Journeys) -> set[Place]:
    return {place for place in _parallel(journeys) if _degree(journeys, place)[0] > 1}


def _splits(journeys: Journeys) -> set[Place]:
    return {place for place in _parallel(journeys) if _degree(journeys, place)[1] > 1}


def _parallel(journeys: Journeys) -> Iterator[Place]:
    return (p for p, node in journeys.nodes.items() if node.kind == "parallelGateway")


def _degree(journeys: Journeys, place: Place) -> tuple[int, int]:
    diagram = journeys.diagram(place)
    return len(diagram.incoming(place[1])), len(diagram.outgoing(place[1]))
