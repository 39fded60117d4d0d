"""Which human tasks and timers began and ended during a run, and at which effective moment.

Looked at after each stepped moment, so that something that began and ended within one catch-up
after an outage is still seen, at its own moments.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.core.workflow.elements import forfeits
from engine.core.workflow.events import has_lapsed, timer_of
from engine.core.workflow.places import host_of, process_of
from engine.core.workflow.terms import Term

_ALIVE = TaskState.READY | TaskState.STARTED | TaskState.WAITING


@dataclass
class HumanTask:
    """One visit of a human task. `ended_at` is null while it is open."""

    engine_id: str
    process: str
    element: str
    name: str
    gx: dict[str, Any]
    data: dict[str, Any]
    began_at: datetime
    hosts: frozenset[str]
    ended_at: datetime | None = None
    done: bool = False


@dataclass
class TimerVisit:
    """A timer set by this run, with its term and the activity it hangs on; one that is drawn by
    itself, or behind an event gateway, hangs on what waits for it."""

    engine_id: str
    process: str
    element: str
    name: str
    gx: dict[str, Any]
    host_id: str
    host_element: str
    interrupting: bool
    forfeits: bool
    term: Term
    data: dict[str, Any]


class Watch:
    """Keeps the visits of one run."""

    def __init__(self, machine: Any) -> None:
        self._machine = machine
        self.visits: list[HumanTask] = []
        self._open: dict[str, HumanTask] = {}
        #: Engine ids of timers that have fired, with the moment.
        self.fired: dict[str, datetime] = {}
        #: Engine ids of timers whose activity is over, with the moment.
        self.stopped: dict[str, datetime] = {}
        self._timers: dict[str, Any] = {}
        #: Engine ids of human tasks that were open at load and are so no more -> (moment, done).
        self.ended: dict[str, tuple[datetime, bool]] = {}
        self._before: set[str] = set()

    def begin(self, known_timers: Iterable[str]) -> None:
        """Note what stands at load, so that only changes are reported."""
        self._before = {str(task.id) for task in self._human_tasks()}
        living = self._machine.living()
        for engine_id in known_timers:
            task = living.get(UUID(engine_id))
            if task is not None:
                self._timers[engine_id] = task
                if task._state == TaskState.COMPLETED and has_lapsed(task):
                    self.fired[engine_id] = _LONG_AGO

    def observe(self, now: datetime) -> None:
        """Compare with the last look; `now` is the effective moment."""
        alive = {str(task.id): task for task in self._human_tasks()}
        self._close_gone(alive, now)
        for engine_id, task in alive.items():
            if engine_id not in self._open and engine_id not in self._before:
                self._open[engine_id] = visit = visit_of(task, now)
                self.visits.append(visit)
        self._observe_timers(now)

    def forget_below(self, goal: Any) -> None:
        """Treat `goal` as not open, since a return opens it for another visit under its old id."""
        self._before.discard(str(goal.id))

    def open_humans(self) -> list[HumanTask]:
        """Return the visits of this run that are still open."""
        return list(self._open.values())

    def new_timers(self, terms: dict[str, Term]) -> list[TimerVisit]:
        """Return the timers set by this run, given the journal's terms."""
        return [_timer(self._timers[key], term) for key, term in terms.items()]

    def _human_tasks(self) -> list[Any]:
        return [
            task
            for level in self._machine.levels()
            for task in level.in_state(TaskState.READY)
            if task.task_spec.manual
        ]

    def _close_gone(self, alive: dict[str, Any], now: datetime) -> None:
        for engine_id in [key for key in self._open if key not in alive]:
            visit = self._open.pop(engine_id)
            visit.ended_at, visit.done = now, self._is_done(engine_id)
        for engine_id in [key for key in self._before if key not in alive]:
            self._before.discard(engine_id)
            self.ended[engine_id] = (now, self._is_done(engine_id))

    def _is_done(self, engine_id: str) -> bool:
        task = self._machine.living().get(UUID(engine_id))
        return task is not None and task._state == TaskState.COMPLETED

    def _observe_timers(self, now: datetime) -> None:
        for task in self._machine.event_manager.tasks.values():
            if timer_of(task.task_spec) is not None:
                self._timers.setdefault(str(task.id), task)
        living = self._machine.living()
        for key in self._machine.script_engine.journal.terms:
            if key not in self._timers:
                self._timers[key] = living[UUID(key)]
        for engine_id, task in self._timers.items():
            self._observe_timer(engine_id, task, now, living)

    def _observe_timer(self, engine_id: str, task: Any, now: datetime, living: Any) -> None:
        gone = task.id not in living or task.workflow.tasks.get(task.id) is not task
        if not gone and task._state == TaskState.COMPLETED and has_lapsed(task):
            self.fired.setdefault(engine_id, now)
        if gone or not host_of(task)._state & _ALIVE:
            self.stopped.setdefault(engine_id, now)


#: Stands for "before this run" where only the fact matters.
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def visit_of(task: Any, now: datetime) -> HumanTask:
    """Return the visit of an open human task of the engine, which began at `now`."""
    return HumanTask(
        engine_id=str(task.id),
        process=process_of(task.workflow),
        element=task.task_spec.bpmn_id,
        name=task.task_spec.bpmn_name or task.task_spec.bpmn_id,
        gx=task.task_spec.extensions["gx"],
        data=dict(task.data),
        began_at=now,
        hosts=_hosts(task),
    )


def _hosts(task: Any) -> frozenset[str]:
    """Return the ids of the activities around `task` and itself: what its terms can hang on."""
    found = {str(task.id)}
    level = task.workflow
    while level.parent_task_id is not None:
        found.add(str(level.parent_task_id))
        level = level.parent_workflow
    return frozenset(found)


def _timer(task: Any, term: Term) -> TimerVisit:
    host, drawn = host_of(task), timer_of(task.task_spec)
    return TimerVisit(
        engine_id=str(task.id),
        process=process_of(task.workflow),
        element=drawn.bpmn_id,
        name=drawn.bpmn_name or "",
        gx=drawn.extensions["gx"],
        host_id=str(host.id),
        host_element=host.task_spec.bpmn_id,
        interrupting=bool(getattr(task.task_spec, "cancel_activity", True)),
        forfeits=forfeits(drawn.extensions["gx"]),
        term=term,
        data=dict(host.data),
    )
