"""Let due terms lapse and send the ladder's reminders; what the scheduler does each tick."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from engine.commands.casework import OpenCase, catch_up, lock_case, save_case
from engine.core import ladder
from engine.core.incident_words import CASE_STUCK
from engine.core.pack import Rung
from engine.effects.telling import Telling, tell
from engine.errors import GongxiangError
from engine.sentence import say
from engine.store.database import Store
from engine.store.tables import ClockRow, Incident, Task, Unit

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
#: Steps of the ladder that one sweep can find due for one case: before, due, after.
MAX_ROUNDS = 5
#: After a failure the case is tried again later, ever more slowly.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def lapse_due(store: Store, limit: int = 100) -> int:
    """Handle every case with a clock that is due for something, each in its own transaction.

    Returns how many cases were handled. One failing case gets an incident and a later try; the
    rest go on. Safe on any number of nodes: rows are claimed with a lease.
    """
    now = store.clock.now()
    cases = _claim(store, now, limit) if _any_due(store, now) else ()
    return sum(_handle(store, case_id) for case_id in cases)


def _any_due(store: Store, now: datetime) -> bool:
    """Look before claiming: a sweep that finds nothing must not hold up a writer."""
    with store.reading() as session:
        return session.scalar(select(ClockRow.id).where(_free(now)).limit(1)) is not None


def _free(now: datetime) -> ColumnElement[bool]:
    unclaimed = or_(ClockRow.lease_until.is_(None), ClockRow.lease_until <= now)
    return and_(ClockRow.next_at <= now, unclaimed)


def _claim(store: Store, now: datetime, limit: int) -> Sequence[str]:
    with store.transaction() as session:
        due = (
            select(ClockRow)
            .where(_free(now))
            .order_by(ClockRow.next_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = session.scalars(due).all()
        for row in rows:
            row.lease_until = now + LEASE
        return list(dict.fromkeys(row.case_id for row in rows))


def _handle(store: Store, case_id: str) -> int:
    try:
        # A lapse can bring up a reminder whose time has come as well, after an outage.
        rounds = (lapse_case(store, case_id) for _ in range(MAX_ROUNDS))
        next(more for more in rounds if not more)
    except Exception as error:  # one failing case must not stop the sweep
        log.exception("case %s could not be moved on", case_id)
        _put_off(store, case_id, error)
        return 0
    return 1


def lapse_case(store: Store, case_id: str) -> bool:
    """Step one case to now: its due terms lapse at their own moments, its reminders go out once.

    Returns whether something of it is still due now.
    """
    with store.transaction() as session:
        work = lock_case(store, session, None, case_id)
        catch_up(work)
        _remind(work)
        save_case(work)
        for clock in work.clocks:
            clock.lease_until, clock.failures = None, 0
        return any(clock.next_at is not None and clock.next_at <= work.now for clock in work.clocks)


def _remind(work: OpenCase) -> None:
    """Do the ladder's steps that have come up. A step whose time went by unseen is not made up:
    nobody is told that a day is left when the term is over."""
    for clock in work.clocks:
        if clock.next_step == "before" and clock.next_at is not None and clock.next_at <= work.now:
            if clock.due_at > work.now:
                _reminders(work, clock, "before", work.pack.ladder.before)
            _move_on(work, clock)
        elif (
            clock.next_step == "after" and clock.next_at is not None and (clock.next_at <= work.now)
        ):
            if clock.engine_id not in work.run.watch.stopped:
                _reminders(work, clock, "after", work.pack.ladder.after)
            clock.next_step = clock.next_at = None


def _move_on(work: OpenCase, clock: ClockRow) -> None:
    wake = ladder.next_wake(
        work.store.calendar, work.pack.ladder, "before", clock.due_at, clock.interrupting
    )
    clock.next_step, clock.next_at = wake or (None, None)


def _reminders(work: OpenCase, clock: ClockRow, step: str, rung: Rung | None) -> None:
    tasks = [task for task in work.open_tasks() if task.clock_id == clock.id]
    for task in tasks if rung is not None else []:
        assert rung is not None
        data = work.run.data_of(task.engine_id)
        telling = Telling(
            template=rung.template,
            process=task.process,
            data=data,
            at=work.now,
            to=_recipients(work, task, rung, data),
            key=f"ladder:{clock.id}:{step}",
            clock=clock,
            task_id=task.id,
            task_name=task.name,
            task_unit=_unit(work, task.for_unit_id or task.unit_id).name,
            element=task.element,
        )
        work.events.append(tell(work.effect_context(), telling))


def _recipients(
    work: OpenCase, task: Task, rung: Rung, data: dict[str, object]
) -> list[dict[str, object]]:
    facts = data.get("case")
    assert isinstance(facts, dict)
    if rung.to == "managing":
        return [{"unit": facts["managing"], "role": "managing"}]
    if task.assignee_id is not None:
        return [{"person": task.assignee_id}]
    return [{"unit": _unit(work, task.unit_id).code, "role": task.role}]


def _unit(work: OpenCase, unit_id: str) -> Unit:
    unit = work.session.get(Unit, unit_id)
    assert unit is not None
    return unit


def _put_off(store: Store, case_id: str, error: Exception) -> None:
    now = store.clock.now()
    message = error.message if isinstance(error, GongxiangError) else say("系统内部错误")
    with store.transaction() as session:
        tries = _failures(session, case_id)
        wait = BACK_OFF[min(tries, len(BACK_OFF) - 1)]
        session.execute(
            update(ClockRow)
            .where(ClockRow.case_id == case_id, ClockRow.next_at <= now)
            .values(lease_until=now + wait, failures=ClockRow.failures + 1)
        )
        if tries == 0:
            session.add(
                Incident(case_id=case_id, kind="case_stuck", detail=repr(error), created_at=now,
                         message=say(CASE_STUCK, reason=message))
            )  # fmt: skip


def _failures(session: Session, case_id: str) -> int:
    return (
        session.scalar(select(func.max(ClockRow.failures)).where(ClockRow.case_id == case_id)) or 0
    )
