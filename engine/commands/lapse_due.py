"""Let due terms lapse and send the ladder's reminders; what the scheduler does each tick."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from engine.commands.casework import catch_up, lock_case, save_case
from engine.commands.casework.reminding import remind
from engine.commands.casework.stuck import note_stuck
from engine.errors import Busy, WorkflowFault
from engine.store.database import Store
from engine.store.tables import ClockRow

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
        bring_to_now(store, case_id)
    except Busy:  # somebody works on it; the lease runs out by itself
        log.info("case %s is busy", case_id)
        return 0
    except Exception as error:  # one failing case must not stop the sweep
        log.exception("case %s could not be moved on", case_id)
        _put_off(store, case_id, error)
        return 0
    return 1


def bring_to_now(store: Store, case_id: str) -> None:
    """Let all that is due in a case happen, each step in its own transaction.

    Raises what stopped it; WorkflowFault when something stays due whatever is done.
    """
    # A lapse can bring up a reminder whose time has come as well, after an outage.
    for _ in range(MAX_ROUNDS):
        if not lapse_case(store, case_id):
            return
    raise WorkflowFault("到期的事项处理后仍然到期，已停止。")


def lapse_case(store: Store, case_id: str) -> bool:
    """Step one case to now: its due terms lapse at their own moments, its reminders go out once.

    Returns whether something of it is still due now.
    """
    with store.transaction() as session:
        work = lock_case(store, session, None, case_id)
        catch_up(work)
        remind(work)
        save_case(work)
        for clock in work.clocks:
            clock.lease_until, clock.failures = None, 0
        return any(clock.next_at is not None and clock.next_at <= work.now for clock in work.clocks)


def _put_off(store: Store, case_id: str, error: Exception) -> None:
    try:
        _note_failure(store, case_id, error)
    except Exception:  # nor must a failure to say so: the lease runs out by itself
        log.exception("case %s could not be put off", case_id)


def _note_failure(store: Store, case_id: str, error: Exception) -> None:
    now = store.clock.now()
    with store.transaction() as session:
        tries = _failures(session, case_id)
        wait = BACK_OFF[min(tries, len(BACK_OFF) - 1)]
        session.execute(
            update(ClockRow)
            .where(ClockRow.case_id == case_id, ClockRow.next_at <= now)
            .values(lease_until=now + wait, failures=ClockRow.failures + 1)
        )
        if tries == 0:
            note_stuck(session, case_id, error, now)


def _failures(session: Session, case_id: str) -> int:
    return (
        session.scalar(
            select(func.max(ClockRow.failures)).where(
                ClockRow.case_id == case_id, ClockRow.state != "stopped"
            )
        )
        or 0
    )
