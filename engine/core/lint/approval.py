"""What approving asks for: somebody who can do it, a second person, and a way back that is one."""

import re
from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.extensions import WITHDRAW
from engine.core.lint.journeys import Journeys, Place
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject

#: Effects behind which there is nothing left that could be withdrawn.
FINAL = frozenset(
    {"open_grant", "list_unit", "revoke_grant", "cut_grant", "take_offline", "close_grant"}
)
#: Fields by which something can be decided one way or the other.
DECIDING = frozenset({"choice", "choices", "yesno", "table", "items"})
#: The unit of a case that only some cases have, and how a step is given to it outright.
AGENT = "case.agent"
OUTRIGHT = re.compile(r"\s*case\.agent\.\w+\s*")


def check_second_person(subject: Subject) -> Iterator[Problem]:
    """Two approving steps in a row are not given to the same post."""
    journeys = Journeys(subject)
    humans = {place for place, node in journeys.nodes.items() if node.kind == "userTask"}
    for diagram, task in _approving(subject):
        for place in _next_humans(journeys, (diagram.file, task.id), humans):
            other = journeys.nodes[place]
            if other is not task and approves(other) and _post(other) == _post(task):
                message = f"“{task.title}”和“{other.title}”都由同一岗位审批，第二道审批形同虚设。"
                yield diagram.warning(other.id, "same-post", f"{message}请改派其他岗位或者合并。")


def _approving(subject: Subject) -> Iterator[tuple[Diagram, Node]]:
    for diagram in subject.asked:
        yield from ((diagram, task) for task in diagram.of_kind("userTask") if approves(task))


def approves(task: Node) -> bool:
    """Tell whether a human task is an approving step."""
    return bool(task.gx.get("step", {}).get("approving") == "true")


def _post(task: Node) -> tuple[str | None, ...]:
    assignment = task.gx.get("assignment", {})
    return tuple(assignment.get(key) for key in ("role", "unit", "person"))


def _next_humans(journeys: Journeys, place: Place, humans: set[Place]) -> set[Place]:
    """The human tasks that come next, whatever service tasks and gateways are in between."""
    found: set[Place] = set()
    seen: set[Place] = set()
    waiting = list(journeys.after(place))
    while waiting:
        here = waiting.pop()
        if here in humans:
            found.add(here)
        elif here not in seen:
            seen.add(here)
            waiting += journeys.after(here)
    return found


def check_withdrawals(subject: Subject) -> Iterator[Problem]:
    """What can be withdrawn has not been granted yet."""
    journeys = Journeys(subject)
    for diagram in subject.asked:
        for event in diagram.of_kind("boundaryEvent"):
            if event.message == WITHDRAW and event.attached_to in diagram.nodes:
                yield from _too_late(journeys, diagram, event)


def _too_late(journeys: Journeys, diagram: Diagram, event: Node) -> Iterator[Problem]:
    inside = journeys.within((diagram.file, str(event.attached_to)))
    for place in sorted(inside):
        node = journeys.nodes[place]
        if node.gx.get("effect", {}).get("name") not in FINAL:
            continue
        later = journeys.reach([place]) & inside
        if any(journeys.nodes[each].kind == "userTask" for each in later):
            message = f"“{node.title}”之后仍可以撤回，请把它移到可撤回的范围之外。"
            yield diagram.warning(event.id, "late-withdrawal", f"“{event.title}”：{message}")


def check_fallbacks(subject: Subject) -> Iterator[Problem]:
    """A step for the agent, whom not every case has, stands behind the question for one."""
    flows = (flow for diagram in subject.diagrams for flow in diagram.flows.values())
    if any(AGENT in (flow.condition or "") for flow in flows):
        return
    for diagram in subject.asked:
        for task in diagram.of_kind("userTask"):
            if OUTRIGHT.fullmatch(task.gx.get("assignment", {}).get("unit", "")):
                message = f"“{task.title}”交给代理单位，但有的办件没有代理单位，会无人办理。"
                advice = f"请在前面用网关判断 {AGENT}，或者写成“… if {AGENT} else …”。"
                yield diagram.warning(task.id, "no-fallback", message + advice)


def check_decisions(subject: Subject) -> Iterator[Problem]:
    """The form of an approving step has something to choose: else it can only be agreed to."""
    for diagram, task in _approving(subject):
        form = subject.form_of(diagram, task)
        if form is not None and not any(each.type in DECIDING for each in form.spec.fields):
            message = f"“{task.title}”是审批环节，表单里却没有可以选择的结果，只能同意。"
            yield diagram.warning(
                task.id, "no-decision", f"{message}请加一项单选，例如同意、不同意。"
            )
