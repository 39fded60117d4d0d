"""One case being moved: the moment is handed in, and stepped to from due moment to due moment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException, WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from calendars import ChinaCalendar
from engine.core.expressions import ExpressionError
from engine.core.workflow import document, moving, returning
from engine.core.workflow.blueprint import Blueprint
from engine.core.workflow.elements import parse_moment
from engine.core.workflow.evaluator import Evaluator, Journal, Lookup, nothing_to_look_up
from engine.core.workflow.events import definitions_of, timer_of
from engine.core.workflow.terms import Spare
from engine.core.workflow.watch import HumanTask, TimerVisit, Watch, visit_of
from engine.errors import Conflict, WorkflowFault
from engine.sentence import Sentence, say

#: More due moments than this in one catch-up mean a cycle that bursts.
MAX_MOMENTS = 500


class Run:
    """A case loaded for one command.

    After the run, `journal` holds what was asked and passed, `watch` which human tasks and timers
    began and ended, each with its effective moment.
    """

    def __init__(self, blueprint: Blueprint, machine: Any, evaluator: Evaluator) -> None:
        self.blueprint = blueprint
        self.machine = machine
        self.evaluator = evaluator
        machine.script_engine = evaluator
        self.watch = Watch(machine)

    @property
    def journal(self) -> Journal:
        """What this run asked of the program and passed on its way."""
        return self.evaluator.journal

    @property
    def now(self) -> datetime:
        """The effective moment the run stands at."""
        return self.evaluator.now

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do."""
        return bool(self.machine.completed)

    @classmethod
    def start(
        cls,
        blueprint: Blueprint,
        data: Mapping[str, Any],
        now: datetime,
        calendar: ChinaCalendar,
        lookup: Lookup = nothing_to_look_up,
    ) -> "Run":
        """Start a case with `data` at `now` (aware) and run to its first human task.

        `lookup` answers what the diagram looks up in the rows.
        """
        machine = blueprint.machine()
        run = cls(blueprint, machine, Evaluator(now, calendar, blueprint.receipt))
        run.answer_with(lookup)
        _plant(machine, data)
        run._settle()
        return run

    @classmethod
    def load(
        cls,
        blueprint: Blueprint,
        content: bytes,
        now: datetime,
        calendar: ChinaCalendar,
        due: Mapping[str, datetime],
    ) -> "Run":
        """Load a case as it stood. `due` gives the moment of each open clock by engine id.

        The rows are the authority on when: their moments are written into the run before the run.
        """
        machine = document.load(content, blueprint.machine, blueprint.specs)
        run = cls(blueprint, machine, Evaluator(now, calendar, blueprint.receipt))
        for timer in machine.event_manager.tasks.values():
            moment = due.get(str(timer.id))
            if moment is not None:
                timer.internal_data["event_value"] = moment.isoformat()
        run.watch.begin(due)
        return run

    def dump(self) -> bytes:
        """Return the state document."""
        return document.dump(self.machine)

    def step_to(self, moment: datetime) -> None:
        """Let every timer that is due by `moment` fire at its own moment, then stand at `moment`.

        A follow-up term counts from the effective moment, so an outage never lengthens one.
        """
        for _ in range(MAX_MOMENTS):
            due = self.next_due()
            if due is None or due > moment:
                break
            self.evaluator.now = max(due, self.evaluator.now)
            self._settle()
        else:
            raise WorkflowFault("补办期间到期的时限过多，已停止。")
        self.evaluator.now = moment
        self._settle()

    def next_due(self) -> datetime | None:
        """Return the due moment of the timer that fires next, None when none waits."""
        moments = [
            parse_moment(task.internal_data["event_value"])
            for task in self.machine.event_manager.tasks.values()
            if timer_of(task.task_spec) is not None and "event_value" in task.internal_data
        ]
        return min(moments, default=None)

    def keep_open(self, spare: Spare) -> None:
        """Ask `spare` for the end of each term that begins from here on and takes a right away."""
        self.evaluator.spare = spare

    def answer_with(self, lookup: Lookup) -> None:
        """Let `lookup` answer what the diagram looks up in the rows."""
        self.evaluator.lookup = lookup

    def rewrite(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Let every task of the case, on every level, know what `change` makes of what it knew."""
        changed: dict[int, dict[str, Any]] = {}
        for task in self.machine.living().values():
            if task.data:
                # Tasks share what they know with those before them, and keep sharing it.
                known = changed.setdefault(id(task.data), change(task.data))
                task.data = known

    def postpone(self, engine_id: str, due_at: datetime) -> None:
        """Let the waiting timer `engine_id` fire at `due_at` (aware) instead."""
        self.machine.event_manager.tasks[UUID(engine_id)].internal_data["event_value"] = (
            due_at.isoformat()
        )

    def complete(self, engine_id: str, changes: Mapping[str, Any]) -> None:
        """Complete a human task with `changes` to the top-level data, and run on.

        Raises Conflict when the task is no longer open.
        """
        task = self._living(engine_id)
        if task is None:
            raise Conflict("该待办已经办结或被撤销，请刷新页面。")
        task.data = {**task.data, **changes}
        self._guard(task.run)
        self._settle()

    def throw(self, message: str, changes: Mapping[str, Any]) -> None:
        """Send `message` into the case (a withdrawal, say); Conflict when nobody waits for it."""
        payload = {**self.innermost_data(), **changes}
        event = BpmnEvent(MessageEventDefinition(message), payload=payload)
        try:
            self.machine.send_event(event)
        except WorkflowTaskException:
            raise
        except WorkflowException as error:
            raise Conflict("已有答复或办件已经结束，不能再撤回。") from error
        self._settle()

    def waits_for(self, message: str) -> bool:
        """Tell whether `message` would be caught now."""
        waiting = self.machine.event_manager.tasks.values()
        return any(
            isinstance(event, MessageEventDefinition) and event.name == message
            for task in waiting
            for event in definitions_of(task.task_spec)
        )

    def return_to(self, engine_id: str, target: str, changes: Mapping[str, Any]) -> None:
        """Send the case back from the open task `engine_id` to the element `target`.

        The target and what followed are opened anew, with fresh terms. Raises Conflict when the
        target is not legal from there.
        """
        task = self._living(engine_id)
        if task is None:
            raise Conflict("该待办已经办结或被撤销，请刷新页面。")
        goal = returning.targets(task).get(target)
        if goal is None:
            raise Conflict("不能退回到所选的环节。")
        self.watch.forget_below(goal)
        self._guard(lambda: returning.reopen(self.machine, goal, {**task.data, **changes}))
        self._settle()

    def obstacles(self, new: Blueprint) -> list[Sentence]:
        """Return why the case cannot go on in `new`, another version of its diagram."""
        return moving.obstacles(self.machine, new)

    def move_to(self, new: Blueprint) -> None:
        """Let the case go on in `new`; ids, data and due moments stay. Conflict when it cannot."""
        found = self.obstacles(new)
        if found:
            raise Conflict(found[0], obstacles=found)
        self.blueprint = new
        self._guard(lambda: moving.move(self.machine, new))
        self._settle()

    def human(self, engine_id: str) -> HumanTask | None:
        """Return what the diagram says of an open human task, None when it is not open."""
        task = self._living(engine_id)
        return None if task is None else visit_of(task, self.now)

    def return_targets(self, engine_id: str) -> list[str]:
        """Return the elements that the open task may be sent back to, nearest first."""
        task = self._living(engine_id)
        return [] if task is None else list(returning.targets(task))

    def data_of(self, engine_id: str) -> dict[str, Any]:
        """Return the data an open human task sees."""
        task = self._living(engine_id)
        return {} if task is None else dict(task.data)

    def innermost_data(self) -> dict[str, Any]:
        """Return what the case knows: the data of its living tasks, else of its last one.

        Of branches side by side each knows what the others do not; of what more than one knows,
        whoever has come farther is right. Where a level lives inside another, it knows more.
        """
        for level in self.machine.levels():
            living = sorted(level.in_state(_LIVING), key=lambda task: int(task.depth))
            if living:
                return {name: value for task in living for name, value in _known(task).items()}
        last = self.machine.last_task
        return dict(last.data) if last is not None else dict(self.machine.data)

    def humans(self) -> list[HumanTask]:
        """Return the human tasks that are open."""
        return self.watch.open_humans()

    def timers(self) -> list[TimerVisit]:
        """Return the timers that this run set."""
        return self.watch.new_timers(self.journal.terms)

    def _living(self, engine_id: str) -> Any:
        task = self.machine.living().get(UUID(engine_id))
        open_ = task is not None and task._state == TaskState.READY and task.task_spec.manual
        return task if open_ else None

    def _settle(self) -> None:
        self._guard(self.machine.settle)
        self.watch.observe(self.now)

    def _guard(self, step: Any) -> None:
        try:
            step()
        except (ExpressionError, SpiffWorkflowException) as error:
            raise WorkflowFault(say("流程运行出错：%(error)s", error=error)) from error


_LIVING = TaskState.READY | TaskState.STARTED | TaskState.WAITING


def _known(task: Any) -> Mapping[str, Any]:
    """What `task` knows; a join that waits has not yet taken over what the way to it knew."""
    return task.data or (task.parent.data if task.parent is not None else {})


def _plant(machine: Any, data: Mapping[str, Any]) -> None:
    """Grow the first task of an empty machine and give it the data."""
    root = Task(machine, machine.spec.start, state=TaskState.FUTURE)
    machine.task_tree = root
    root.task_spec._predict(root, mask=TaskState.NOT_FINISHED_MASK)
    root.data = dict(data)
    root._ready()
