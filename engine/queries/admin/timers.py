"""The terms being counted, as the scheduler sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from calendars import ChinaCalendar
from engine.core.access import Actor
from engine.errors import BadRequest
from engine.queries import page as paging
from engine.queries.admin.gate import SYSTEM, require
from engine.queries.admin.keys import earlier, key, later
from engine.queries.due import Due, due_of
from engine.queries.page import Page
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.tables import Case, ClockRow

LISTS = ("running", "lapsed", "stopped", "failing")


@dataclass(frozen=True)
class TimerRow:
    """A clock: its term and clause, when it fires, what comes next, how often that failed.

    `next_step`: before, due or after; None when nothing is left to do.
    """

    id: str
    case_id: str
    number: str
    process: str
    element: str
    term: str
    clause: str
    kind: str
    started_at: datetime
    due: Due
    next_at: datetime | None
    next_step: str | None
    lapsed_at: datetime | None
    stopped_at: datetime | None
    failures: int


def list_timers(
    store: Store,
    actor: Actor,
    *,
    which: str = "running",
    q: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[TimerRow]:
    """Return clocks. `which`: running (next due first), lapsed, stopped (latest first), failing.

    Raises Forbidden unless `actor` is the system administrator, BadRequest for an unknown list.
    """
    require(actor, SYSTEM)
    if which not in LISTS:
        raise BadRequest("没有这样的筛选条件。")
    limit = paging.limit_of(limit)
    wanted = _sorted(_chosen(which), which in ("running", "failing"), after)
    if q and q.strip():
        wanted = wanted.where(Case.number.ilike(paging.containing(q.strip()[:40]), escape="\\"))
    with store.reading() as session:
        calendar = calendar_in(store, session)
        rows = session.execute(wanted.limit(limit + 1)).all()
    now = store.clock.now()
    return paging.page_of(
        rows,
        limit,
        lambda row: key(row.ClockRow.due_at, row.ClockRow.id),
        lambda row: _row(calendar, now, row),
    )


def _chosen(which: str) -> Any:
    wanted: Any = select(ClockRow, Case.number, Case.legal).join(Case, Case.id == ClockRow.case_id)
    conditions = {
        "running": (ClockRow.stopped_at.is_(None), ClockRow.lapsed_at.is_(None)),
        "lapsed": (ClockRow.lapsed_at.is_not(None),),
        "stopped": (ClockRow.stopped_at.is_not(None), ClockRow.lapsed_at.is_(None)),
        "failing": (ClockRow.failures > 0, ClockRow.next_at.is_not(None)),
    }
    return wanted.where(*conditions[which])


def _sorted(wanted: Select[Any], next_first: bool, after: str | None) -> Select[Any]:
    beyond = later if next_first else earlier
    if after:
        wanted = wanted.where(beyond(ClockRow.due_at, ClockRow.id, after))
    if next_first:
        return wanted.order_by(ClockRow.due_at, ClockRow.id)
    return wanted.order_by(ClockRow.due_at.desc(), ClockRow.id.desc())


def _row(calendar: ChinaCalendar, now: datetime, row: Row[Any]) -> TimerRow:
    clock: ClockRow = row.ClockRow
    kind = clock.kind if row.legal else "internal"
    return TimerRow(
        id=clock.id,
        case_id=clock.case_id,
        number=row.number,
        process=clock.process,
        element=clock.element,
        term=clock.term,
        clause=clock.clause,
        kind=kind,
        started_at=clock.started_at,
        due=due_of(
            calendar,
            now,
            clock.due_at,
            provisional=clock.provisional,
            clause=clock.clause,
            kind=kind,
            closed_at=clock.stopped_at,
            wakes=clock.wakes,
        ),
        next_at=clock.next_at,
        next_step=clock.next_step,
        lapsed_at=clock.lapsed_at,
        stopped_at=clock.stopped_at,
        failures=clock.failures,
    )
