"""The state of a case as one compact document, without the diagram inside.

Format 1 (see tests/golden): zlib over JSON of
`{"v": 1, "levels": [level, …]}`, the first level being the process itself. A level is
`[parent task id or null, spec name, completed, success, data, last task index, tasks]`, a task is
`[id, parent index, state, spec name, triggered, internal data, changed keys, deleted keys,
child indexes]`. A task's data is kept as the difference from its parent's, since most tasks change
nothing. Every format that was ever written stays readable: `UPGRADES` leads from one to the next.
"""

import zlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.core.workflow.machine import Machine, SubMachine
from engine.errors import WorkflowFault
from engine.sentence import say

FORMAT = 1
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def dump(machine: Machine) -> bytes:
    """Return the document of `machine`."""
    levels = [_dump_level(level) for level in (machine, *_attached(machine))]
    return zlib.compress(orjson.dumps({"v": FORMAT, "levels": levels}), 1)


def _attached(machine: Machine) -> list[Any]:
    """The levels that still hang on a task; what was cut short (a terminate end, a boundary event)
    leaves levels behind whose holder is gone."""
    living = machine.living()
    return [level for holder, level in machine.subprocesses.items() if holder in living]


def _dump_level(level: Any) -> list[Any]:
    tasks = list(level.tasks.values())
    index = {task.id: at for at, task in enumerate(tasks)}
    last = index.get(level.last_task.id) if level.last_task is not None else None
    parent = None if level.parent_task_id is None else str(level.parent_task_id)
    rows = [_dump_task(task, index) for task in tasks]
    return [parent, level.spec.name, level.completed, level.success, level.data, last, rows]


def _dump_task(task: Any, index: dict[UUID, int]) -> list[Any]:
    parent = task.parent
    above = parent.data if parent is not None else {}
    changed = {} if task.data is above else _changed(task.data, above)
    # A task that is only foreseen has no data yet: null says so instead of naming every key.
    unborn = not task.data and task._state < TaskState.WAITING
    deleted = None if unborn else [key for key in above if key not in task.data]
    return [
        str(task.id),
        index[parent.id] if parent is not None else None,
        task._state,
        task.task_spec.name,
        task.triggered,
        task.internal_data,
        changed,
        deleted,
        [index[child] for child in task._children],
    ]


def _changed(data: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in above or above[key] != value}


def load(content: bytes, make: Callable[[str], Machine], specs: dict[str, Any]) -> Machine:
    """Rebuild a machine from its document.

    `make` gives an empty machine for a process id, `specs` the specs of all its levels. Raises
    WorkflowFault when the document does not fit the diagram.
    """
    document = _upgraded(orjson.loads(zlib.decompress(content)))
    first, *others = document["levels"]
    machine = make(first[1])
    try:
        _load_level(machine, first)
        for row in others:
            _load_sub(machine, row, specs)
    except (KeyError, IndexError) as error:
        raise WorkflowFault(say("办件状态与流程图不一致：%(error)s", error=error)) from error
    return machine


def _upgraded(document: dict[str, Any]) -> dict[str, Any]:
    while document["v"] != FORMAT:
        document = UPGRADES[document["v"]](document)
    return document


def _load_sub(machine: Machine, row: list[Any], specs: dict[str, Any]) -> None:
    holder = machine.living()[UUID(row[0])]
    level = SubMachine(specs[row[1]], holder.id, machine, deserializing=True)
    machine.subprocesses[holder.id] = level
    _load_level(level, row)
    if isinstance(holder.task_spec, SubWorkflowTask) and not level.completed:
        level.completed_event.connect(holder.task_spec._on_subworkflow_completed, holder)


def _load_level(level: Any, row: list[Any]) -> None:
    _, _, level.completed, level.success, level.data, last, rows = row
    tasks = [_bare_task(level, each) for each in rows]
    for task, each in zip(tasks, rows, strict=True):
        _link(task, each, tasks)
    level.task_tree = tasks[0]
    level.last_task = tasks[last] if last is not None else None
    _fill_data(tasks, rows)


def _bare_task(level: Any, row: list[Any]) -> Any:
    task = Task.__new__(Task)
    task.id = UUID(row[0])
    task.workflow = level
    task._state = row[2]
    task.task_spec = level.spec.task_specs[row[3]]
    task.triggered, task.internal_data = row[4], row[5]
    task.thread_id = 0
    task.last_state_change = 0.0
    level.tasks[task.id] = task
    return task


def _link(task: Any, row: list[Any], tasks: list[Any]) -> None:
    task._parent = None if row[1] is None else tasks[row[1]].id
    task._children = [tasks[at].id for at in row[8]]
    if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
        task.workflow.top_workflow.event_manager.add_task(task)


def _fill_data(tasks: list[Any], rows: list[list[Any]]) -> None:
    waiting = [0]
    while waiting:
        at = waiting.pop()
        row = rows[at]
        above = tasks[row[1]].data if row[1] is not None else {}
        tasks[at].data = _data_of(tasks[at], above, row[6], row[7])
        waiting.extend(row[8])


def _data_of(
    task: Any, above: dict[str, Any], changed: dict[str, Any], deleted: list[str] | None
) -> dict[str, Any]:
    if deleted is None:
        return {}
    # A finished task that changed nothing shares its parent's dict; a living one may still write.
    if not changed and not deleted and task._state & TaskState.FINISHED_MASK:
        return above
    kept = {key: value for key, value in above.items() if key not in deleted}
    return {**kept, **changed}
