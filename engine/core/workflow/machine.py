"""The engine's workflow with loops over its tasks instead of its tree, and a step limit."""

from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.core.workflow.evaluator import Passed
from engine.core.workflow.events import timer_of
from engine.core.workflow.places import element_before, process_of
from engine.errors import WorkflowFault

#: More engine steps than this between two human tasks mean a loop that no human stops.
MAX_STEPS = 1000
#: A level, and a case, larger than this has run away; it becomes an incident, never a silent end.
MAX_TASKS = 5000
MAX_TASKS_OF_CASE = 20_000
RUNAWAY = "流程在没有人工环节的情况下反复运行，已停止。"


class Flat:
    """Loops over `tasks`, which is quicker than the tree and has no depth limit."""

    tasks: dict[Any, Any]
    completed: bool
    top_workflow: Any

    def in_state(self, mask: int) -> list[Any]:
        """Return this level's tasks whose state is in `mask`, oldest first."""
        return [task for task in self.tasks.values() if task._state & mask]

    def update_waiting_tasks(self) -> None:
        """Let waiting tasks look whether they may go on."""
        for task in self.in_state(TaskState.WAITING):
            if task.id in self.tasks and task._state == TaskState.WAITING:
                task.task_spec._update(task)

    def is_completed(self) -> bool:
        """Tell whether nothing is left to do on this level."""
        if not self.completed:
            self.completed = not self.in_state(TaskState.NOT_FINISHED_MASK)
        return self.completed

    def _task_completed_notify(self, task: Any) -> None:
        if task.task_spec.bpmn_id is not None:
            self.top_workflow.note_passed(task)
        super()._task_completed_notify(task)  # type: ignore[misc]


class SubMachine(Flat, BpmnSubWorkflow):  # type: ignore[misc]
    """A running subprocess or called process."""


class Machine(Flat, BpmnWorkflow):  # type: ignore[misc]
    """A running process."""

    flows: dict[tuple[str, str], str]

    def create_subprocess(self, my_task: Any, spec_name: str) -> SubMachine:
        """Begin the subprocess of `my_task`."""
        level = SubMachine(self.subprocess_specs[spec_name], my_task.id, self)
        self.subprocesses[my_task.id] = level
        return level

    def levels(self) -> list[Any]:
        """Return this workflow and its unfinished subprocesses, innermost first."""
        inner = sorted(self.get_active_subprocesses(), key=lambda level: -level.depth)
        return [*inner, self]

    def living(self) -> dict[Any, Any]:
        """Return every task of every level by id."""
        found = dict(self.tasks)
        for level in self.subprocesses.values():
            found.update(level.tasks)
        return found

    def settle(self) -> None:
        """Run at the present moment until only people or later moments can move the case on."""
        steps = 0
        while True:
            self._refresh_timers()
            done = sum(self._run_level(level) for level in self.levels())
            if not done:
                return
            steps += done
            if steps > MAX_STEPS:
                raise WorkflowFault(RUNAWAY)

    def _refresh_timers(self) -> None:
        for task in list(self.event_manager.tasks.values()):
            if timer_of(task.task_spec) is not None:
                task.task_spec._update(task)

    def _run_level(self, level: Any) -> int:
        ready = [task for task in level.in_state(TaskState.READY) if not task.task_spec.manual]
        count = 0
        for task in ready:
            if task._state == TaskState.READY:
                task.run()
                self._stop_growth(level)
                count += 1
        if level.parent_task_id is not None:
            holder = self.get_task_from_id(level.parent_task_id)
            holder.task_spec._update(holder)
        return count

    def _stop_growth(self, level: Any) -> None:
        """Stop after the step that made too much, before the next one makes more of it."""
        tasks = len(self.tasks) + sum(len(each.tasks) for each in self.subprocesses.values())
        if len(level.tasks) > MAX_TASKS or tasks > MAX_TASKS_OF_CASE:
            raise WorkflowFault(RUNAWAY)

    def note_passed(self, task: Any) -> None:
        """Write `task` into the run's journal with the flow that led to it."""
        before = element_before(task)
        source = before.task_spec.bpmn_id if before is not None else None
        flow = self.flows.get((source, task.task_spec.bpmn_id)) if source else None
        engine = self.script_engine
        place = process_of(task.workflow)
        engine.journal.passed.append(Passed(place, task.task_spec.bpmn_id, engine.now, flow))
