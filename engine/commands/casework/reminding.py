"""The ladder's reminders: what office habit sends before and after a due moment."""

from typing import Any

from engine.commands.casework.opening import OpenCase
from engine.core import ladder
from engine.core.pack import Rung
from engine.effects.telling import Telling, tell
from engine.store.tables import ClockRow, Task, Unit


def remind(work: OpenCase) -> None:
    """Do the ladder's steps that have come up, of terms and tasks that this run has not ended.

    A step whose time went by unseen is not made up: nobody is told that a day is left when the
    term is over.
    """
    for clock in work.clocks:
        come_up = clock.next_at is not None and clock.next_at <= work.now
        if come_up and clock.engine_id not in work.run.watch.stopped:
            _take_step(work, clock)


def _take_step(work: OpenCase, clock: ClockRow) -> None:
    rungs = work.pack.ladder
    if clock.next_step == "before":
        if clock.due_at > work.now:
            _send(work, clock, "before", rungs.before)
        clock.next_step, clock.next_at = ladder.next_wake(
            work.calendar, rungs, "before", clock.due_at, clock.interrupting
        ) or (None, None)
    elif clock.next_step == "after":
        _send(work, clock, "after", rungs.after)
        clock.next_step = clock.next_at = None


def _send(work: OpenCase, clock: ClockRow, step: str, rung: Rung | None) -> None:
    for task in _tasks_under(work, clock) if rung is not None else ():
        data = work.run.data_of(task.engine_id)
        telling = Telling(
            template=rung.template,  # type: ignore[union-attr]
            process=task.process,
            data=data,
            at=work.now,
            to=_recipients(work, task, rung.to, data["case"]),  # type: ignore[union-attr]
            key=f"ladder:{clock.id}:{step}:{task.id}",
            clock=clock,
            task_id=task.id,
            task_name=task.name,
            task_unit=_unit(work, task.for_unit_id or task.unit_id).name,
            element=task.element,
        )
        work.events.append(tell(work.effect_context(), telling))


def _tasks_under(work: OpenCase, clock: ClockRow) -> list[Task]:
    ended = work.run.watch.ended
    return [
        task
        for task in work.open_tasks()
        if task.clock_id == clock.id and task.engine_id not in ended
    ]


def _recipients(
    work: OpenCase, task: Task, to: str, facts: dict[str, Any]
) -> list[dict[str, object]]:
    if to == "managing":
        return [{"unit": facts["managing"], "role": "managing"}]
    if task.assignee_id is not None:
        return [{"person": task.assignee_id}]
    return [{"unit": _unit(work, task.unit_id).code, "role": task.role}]


def _unit(work: OpenCase, unit_id: str) -> Unit:
    return work.session.get_one(Unit, unit_id)
