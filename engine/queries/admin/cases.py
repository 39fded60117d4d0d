"""All cases as the system administrator sees them: where they stand and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from calendars import ChinaCalendar
from engine.core.access import Actor
from engine.errors import BadRequest
from engine.queries import page as paging
from engine.queries.admin.gate import SYSTEM, require
from engine.queries.admin.keys import earlier, key
from engine.queries.due import Due, due_of
from engine.queries.inbox_rows import first_open_task
from engine.queries.page import Page
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.tables import Case, ClockRow, Person, Task, Unit

STATES = ("open", "overdue", "ended")


@dataclass(frozen=True)
class CaseRow:
    """A case without anything that was filled in; `step`, `unit`, `person` and `due` of its first
    open task, empty when it has ended; `person` also when nobody has claimed it."""

    id: str
    number: str
    process: str
    state_label: str
    outcome: str | None
    legal: bool
    started_at: datetime
    ended_at: datetime | None
    step: str
    unit: str
    role: str
    person: str
    due: Due | None


def list_cases(
    store: Store,
    actor: Actor,
    *,
    state: str | None = None,
    process: str | None = None,
    q: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[CaseRow]:
    """Return cases, the latest first. `state`: open, overdue or ended; `q` looks in the number.

    Raises Forbidden unless `actor` is the system administrator, BadRequest for an unknown state.
    """
    require(actor, SYSTEM)
    limit, now = paging.limit_of(limit), store.clock.now()
    wanted = _in_state(_cases(), state, now)
    if process:
        wanted = wanted.where(Case.process == process)
    if q and q.strip():
        wanted = wanted.where(Case.number.ilike(paging.containing(q.strip()[:40]), escape="\\"))
    if after:
        wanted = wanted.where(earlier(Case.started_at, Case.id, after))
    wanted = wanted.order_by(Case.started_at.desc(), Case.id.desc()).limit(limit + 1)
    with store.reading() as session:
        calendar = calendar_in(store, session)
        rows = session.execute(wanted).all()
    return paging.page_of(
        rows,
        limit,
        lambda row: key(row.Case.started_at, row.Case.id),
        lambda row: _row(calendar, now, row),
    )


def _cases() -> Any:
    return (
        select(Case, Task, ClockRow, Unit.name.label("unit"), Person.name.label("person"))
        .select_from(Case)
        .outerjoin(Task, Task.id == first_open_task())
        .outerjoin(ClockRow, ClockRow.id == Task.clock_id)
        .outerjoin(Unit, Unit.id == Task.unit_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
    )


def _in_state(wanted: Select[Any], state: str | None, now: datetime) -> Select[Any]:
    if not state:
        return wanted
    if state not in STATES:
        raise BadRequest("没有这样的筛选条件。")
    if state == "ended":
        return wanted.where(Case.ended_at.is_not(None))
    wanted = wanted.where(Case.ended_at.is_(None))
    return wanted.where(Task.due_at <= now) if state == "overdue" else wanted


def _row(calendar: ChinaCalendar, now: datetime, row: Row[Any]) -> CaseRow:
    case, task = row.Case, row.Task
    return CaseRow(
        id=case.id,
        number=case.number,
        process=case.process,
        state_label=case.state_label,
        outcome=case.outcome,
        legal=case.legal,
        started_at=case.started_at,
        ended_at=case.ended_at,
        step=task.name if task else "",
        unit=row.unit or "",
        role=task.role if task else "",
        person=row.person or "",
        due=_due(calendar, now, case, task, row.ClockRow),
    )


def _due(
    calendar: ChinaCalendar, now: datetime, case: Case, task: Task | None, clock: ClockRow | None
) -> Due | None:
    if task is None or task.due_at is None:
        return None
    return due_of(
        calendar,
        now,
        task.due_at,
        provisional=bool(clock and clock.provisional),
        clause=clock.clause if clock else "",
        kind=clock.kind if clock and case.legal else "internal",
    )
