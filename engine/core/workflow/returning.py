"""Sending a case back: which earlier human tasks are legal targets, and opening one anew."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.util.task import TaskState


def targets(task: Any) -> dict[str, Any]:
    """Return the legal targets from the open human task `task`: element id -> engine task.

    Legal are the elements that the drawing allows (`gx:return to="a,b"`) and that were completed
    on the way here, in this level or one around it; nothing behind a parallel join, since its
    other branches have already been counted.
    """
    allowed = task.task_spec.extensions["gx"].get("return", {}).get("to", "")
    wanted = {each.strip() for each in allowed.split(",") if each.strip()}
    found: dict[str, Any] = {}
    for above in _ancestors(task):
        if isinstance(above.task_spec, ParallelGateway) and len(above.task_spec.inputs) > 1:
            break
        element = above.task_spec.bpmn_id
        if element in wanted and above.task_spec.manual and element not in found:
            found[element] = above
    return found


def _ancestors(task: Any) -> list[Any]:
    found = []
    level, above = task.workflow, task.parent
    while above is not None or level.parent_task_id is not None:
        if above is None:
            holder = level.top_workflow.get_task_from_id(level.parent_task_id)
            level, above = holder.workflow, holder
        found.append(above)
        above = above.parent
    return found


def reopen(machine: Any, goal: Any, data: dict[str, Any]) -> None:
    """Open `goal` anew with `data`; what followed it is gone, its own timers count afresh."""
    split = goal.parent if isinstance(goal.parent.task_spec, BoundaryEventSplit) else None
    for task in split.children if split is not None else [goal]:
        _drop_levels_below(machine, task)
        task.reset_branch(None)
    goal.data = dict(data)
    _revive(machine, goal.workflow)
    recollect_events(machine)


def _drop_levels_below(machine: Any, task: Any) -> None:
    for below in [each for each in task if each.id in machine.subprocesses]:
        machine.delete_subprocess(below)


def _revive(machine: Any, level: Any) -> None:
    while True:
        level.completed = False
        if level.parent_task_id is None:
            return
        level = machine.get_task_from_id(level.parent_task_id).workflow


def recollect_events(machine: Any) -> None:
    """Rebuild the list of waiting events from the living tasks: removed ones would still fire."""
    machine.event_manager.tasks = {
        task.id: task
        for task in machine.living().values()
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent)
    }
