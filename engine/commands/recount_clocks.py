"""Hold every open clock against the calendar in force, once per revision of it."""

import logging
from collections.abc import Sequence

from sqlalchemy import select, update

from calendars import ChinaCalendar
from engine.commands.casework import lock_case, save_case
from engine.commands.casework.recounting import recount_clocks
from engine.commands.casework.stuck import report_fault
from engine.commands.revise_calendar import note_shipped
from engine.core.recount import recount
from engine.errors import Busy
from engine.store.calendar import calendar_in, is_stale, newest_revision
from engine.store.clock_terms import term_of
from engine.store.database import Store
from engine.store.tables import ClockRow

log = logging.getLogger(__name__)

#: Clocks looked at in one turn.
BATCH = 500


def recount_open(store: Store, limit: int = BATCH) -> int:
    """Count the open terms that an older calendar counted by the one in force.

    Looks at up to `limit` clocks; returns how many of them stay as they are, which are marked
    together, plus how many cases have changed. Each of these is written in a transaction of its
    own, with its events and mails, so a node that dies leaves nothing half-moved and another goes
    on. What lapses or is acted on meanwhile is counted anew first by whoever does it.
    """
    note_shipped(store)
    with store.reading() as session:
        calendar = calendar_in(store, session)
        revision = newest_revision(session)
        if revision is None or revision.digest != calendar.revision:
            return 0  # a node of an older release leaves it to those that know more
        clocks = session.scalars(select(ClockRow).where(is_stale(calendar)).limit(limit)).all()
    moving = [clock for clock in clocks if _moves(store, calendar, clock)]
    marked = _mark(store, calendar, [clock for clock in clocks if clock not in moving])
    cases = dict.fromkeys(clock.case_id for clock in moving)
    return marked + sum(_recount_case(store, case_id) for case_id in cases)


def _moves(store: Store, calendar: ChinaCalendar, clock: ClockRow) -> bool:
    term = term_of(clock)
    return recount(calendar, term, store.clock.now(), 1) is not term


def _mark(store: Store, calendar: ChinaCalendar, clocks: Sequence[ClockRow]) -> int:
    """Note that nothing of these changes, but for one that was moved since it was read."""
    if not clocks:
        return 0
    read = {clock.id: clock.due_at for clock in clocks}
    with store.transaction() as session:
        wanted = select(ClockRow).where(ClockRow.id.in_(read)).with_for_update(skip_locked=True)
        rows = session.scalars(wanted).all()
        same = [row.id for row in rows if row.due_at == read[row.id]]
        seen = update(ClockRow).where(ClockRow.id.in_(same))
        session.execute(seen.values(calendar_seen=calendar.revision))
        return len(same)


def _recount_case(store: Store, case_id: str) -> int:
    try:
        with store.transaction() as session:
            work = lock_case(store, session, None, case_id)
            recount_clocks(work)
            save_case(work)
    except Busy:  # somebody works on it, and counts it anew first
        log.info("case %s is busy", case_id)
        return 0
    except Exception as error:  # one failing case must not stop the others; it is looked at again
        log.exception("the terms of case %s could not be counted anew", case_id)
        _report(store, case_id, error)
        return 0
    return 1


def _report(store: Store, case_id: str, error: Exception) -> None:
    try:
        report_fault(store, case_id, error)
    except Exception:  # nor must a failure to say so
        log.exception("nobody could be told of case %s", case_id)
