"""Moving a running case into another version of its diagram; nothing of what happened is lost.

Engine ids, data and the due moments of waiting timers stay. What was only foreseen is foreseen
anew. A term that a living activity did not have before begins now; one that it has no more is
gone. Where it cannot be said without doubt where the case would stand, the move is refused.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    BoundaryEvent,
    EventBasedGateway,
)
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.core.move_words import (
    LAPSED_GONE,
    LEVEL_GONE,
    NEW_BRANCH,
    OTHER_EVENTS,
    OTHER_KIND,
    OTHER_WAY,
    SPLIT_GONE,
    STEP_GONE,
)
from engine.core.workflow.blueprint import Blueprint
from engine.core.workflow.returning import recollect_events
from engine.sentence import Sentence, say

ALIVE = TaskState.READY | TaskState.STARTED | TaskState.WAITING
FORESEEN = TaskState.PREDICTED_MASK | TaskState.FUTURE


def obstacles(machine: Any, new: Blueprint) -> list[Sentence]:
    """Return why the case in `machine` cannot be moved to `new`; empty when it can.

    Looks only; `machine` stays as it is.
    """
    found = dict.fromkeys(
        words for level in _levels(machine) for words in _level_obstacles(level, new.specs)
    )
    return list(found)


def move(machine: Any, new: Blueprint) -> None:
    """Let `machine`, which nothing stands in the way of, go on in `new`; its moment is now."""
    for level in _levels(machine):
        if level.spec.name not in new.specs:  # it is over, and was only kept for the record
            machine.delete_subprocess(machine.get_task_from_id(level.parent_task_id))
    machine.subprocess_specs = new.inner
    machine.flows = new.flows
    for level in _levels(machine):
        _move_level(level, new.specs[level.spec.name])
    # new terms begin as the run goes on: whatever waits is asked whether its time has come
    recollect_events(machine)


def _levels(machine: Any) -> list[Any]:
    """The process and every level that still hangs on a task, the outermost first."""
    living = machine.living()
    inner = [level for holder, level in machine.subprocesses.items() if holder in living]
    return [machine, *sorted(inner, key=lambda level: level.depth)]


# What stands in the way


def _level_obstacles(level: Any, specs: Mapping[str, Any]) -> Iterator[Sentence]:
    new = specs.get(level.spec.name)
    if new is None:
        yield say(LEVEL_GONE, name=level.spec.description or level.spec.name)
        return
    for task in level.tasks.values():
        if task._state & ALIVE:
            yield from _living_obstacles(task, new)
        elif task._state & TaskState.FINISHED_MASK:
            yield from _finished_obstacles(task, new)


def _living_obstacles(task: Any, new: Any) -> Iterator[Sentence]:
    spec, there = task.task_spec, new.task_specs.get(task.task_spec.name)
    if there is None:
        # what the engine put beside an element is named by the element
        if spec.bpmn_id is not None and not isinstance(spec, BoundaryEvent):
            yield say(STEP_GONE, name=_name(spec))
    elif _kind(there) != _kind(spec):
        yield say(OTHER_KIND, name=_name(spec))
    elif isinstance(spec, EventBasedGateway) and _targets(spec) != _targets(there):
        yield say(OTHER_EVENTS, name=_name(spec))
    elif not _leads_here(task, there, new):
        yield say(OTHER_WAY, name=_name(spec))


def _finished_obstacles(task: Any, new: Any) -> Iterator[Sentence]:
    spec, there = task.task_spec, new.task_specs.get(task.task_spec.name)
    alive = _has_living(task)
    if isinstance(spec, ParallelGateway) and there is not None and alive:
        missing = _targets(there) - {child.task_spec.name for child in task.children}
        if missing and len(_targets(there)) > 1:
            yield say(NEW_BRANCH, name=_name(spec))
    if there is None and alive and not isinstance(spec, BoundaryEventSplit):
        if isinstance(spec, BoundaryEvent):
            yield say(LAPSED_GONE, name=_name(spec))
        elif len(task.children) > 1:
            yield say(SPLIT_GONE, name=_name(spec))


def _leads_here(task: Any, there: Any, new: Any) -> bool:
    """Whether the way the case came is a way to the same place in the new diagram."""
    if isinstance(task.task_spec, BoundaryEvent):
        return True  # it stands and falls with its activity
    top = task
    while top.parent is not None and isinstance(top.parent.task_spec, BoundaryEventSplit):
        top = top.parent
    before = _kept_before(top, new)
    split = new.task_specs.get(f"{there.name}.BoundaryEventSplit")
    entry = split if split is not None else there
    if before is None or top.triggered:
        return True
    return before.task_spec.name in {each.name for each in entry.inputs}


def _kept_before(task: Any, new: Any) -> Any:
    """The nearest task above that the new diagram has as well; None at the root."""
    above = task.parent
    while above is not None and above.task_spec.name not in new.task_specs:
        above = above.parent
    return above


def _kind(spec: Any) -> tuple[type, type]:
    return type(spec), type(getattr(spec, "event_definition", None))


def _has_living(task: Any) -> bool:
    return any(below._state & ALIVE for below in task if below is not task)


def _targets(spec: Any) -> set[str]:
    return {each.name for each in spec.outputs}


def _name(spec: Any) -> str:
    return str(spec.bpmn_name or spec.bpmn_id or spec.name)


# Moving


def _move_level(level: Any, new: Any) -> None:
    _forget_foreseen(level)
    for task in [task for task in level.tasks.values() if not _stays(task, new)]:
        _take_out(level, task)
    level.spec = new
    for task in level.tasks.values():
        task.task_spec = new.task_specs[task.task_spec.name]
    for task in list(level.tasks.values()):
        if task._state & ALIVE:
            _sync_split(level, task)
    for task in list(level.tasks.values()):
        if task._state & ALIVE:
            task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)


def _stays(task: Any, new: Any) -> bool:
    """Whether the new diagram has the element; a waiting event also where it hangs."""
    there = new.task_specs.get(task.task_spec.name)
    if there is None or not isinstance(there, BoundaryEvent) or not task._state & ALIVE:
        return there is not None
    return task.parent.task_spec.name in {each.name for each in there.inputs}


def _forget_foreseen(level: Any) -> None:
    for task in list(level.tasks.values()):
        if task.id in level.tasks and task._state & FORESEEN and task.parent is not None:
            level._remove_task(task.id)


def _take_out(level: Any, task: Any) -> None:
    """Take a task out of the tree; what hung on it hangs on what was above it."""
    top = level.top_workflow
    if task.id in top.subprocesses:
        top.delete_subprocess(task)
    above = task.parent
    at = above._children.index(task.id)
    above._children[at : at + 1] = task._children
    for child in task.children:
        child.parent = above
    if level.last_task is task:
        level.last_task = above
    level.tasks.pop(task.id)


def _sync_split(level: Any, task: Any) -> None:
    """Give a living activity the boundary events that it has in the new diagram."""
    split_spec = level.spec.task_specs.get(f"{task.task_spec.name}.BoundaryEventSplit")
    if split_spec is None:
        return
    split = task.parent
    if split is None or split.task_spec is not split_spec:
        split = _insert_split(level, task, split_spec)
    present = {child.task_spec.name for child in split.children}
    for spec in split_spec.outputs:
        if isinstance(spec, BoundaryEvent) and spec.name not in present:
            event = split._add_child(spec, TaskState.WAITING)
            event.data = dict(task.data)


def _insert_split(level: Any, task: Any, spec: Any) -> Any:
    above = task.parent
    split = Task(level, spec, None, state=TaskState.COMPLETED)
    split.data = above.data
    split.parent = above
    above._children[above._children.index(task.id)] = split.id
    split._children = [task.id]
    task.parent = split
    # Looked at in order of age, the split has to come before what it stands above.
    rest = {key: level.tasks.pop(key) for key in [task.id, *_below(task)]}
    level.tasks.update(rest)
    return split


def _below(task: Any) -> list[Any]:
    return [each.id for each in task if each is not task]
