"""The open cases at one step of a process: number, version, who has it, until when; no answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, literal, select

from calendars import ChinaCalendar
from engine.core.access import Actor
from engine.queries import page as paging
from engine.queries.admin.gate import require
from engine.queries.admin.keys import key as key_of
from engine.queries.admin.keys import later
from engine.queries.due import Due, due_of
from engine.queries.monitor import WATCHERS
from engine.queries.monitor_places import without_task
from engine.queries.page import FAR, Page
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.tables import Case, ClockRow, PackVersion, Person, Task, Unit
from engine.store.types import Instant

_URGENCY = func.coalesce(Task.due_at, literal(FAR, Instant()), type_=Instant())


@dataclass(frozen=True)
class StandingLine:
    """A case at a step. `step`, `unit`, `role` are empty in a case that nobody has to do with;
    `person` also when nobody has claimed the step. `since`: when the case came to it."""

    case_id: str
    number: str
    version: int
    state_label: str
    step: str
    unit: str
    role: str
    person: str
    since: datetime
    due: Due | None


def cases_at(  # noqa: PLR0913 - a list has that many filters
    store: Store,
    actor: Actor,
    process: str,
    *,
    element: str | None = None,
    overdue: bool = False,
    idle: bool = False,
    after: str | None = None,
    limit: int = 20,
) -> Page[StandingLine]:
    """Return the open steps of the cases of `process`, what ends first comes first.

    `element`: only those at this step; `overdue`: only those that are; `idle`: instead of all
    these, the cases without an open step. Raises Forbidden unless `actor` is one of WATCHERS.
    """
    require(actor, *WATCHERS)
    limit, now = paging.limit_of(limit), store.clock.now()
    wanted = _idle_cases(after) if idle else _steps(element, now if overdue else None, after)
    wanted = wanted.where(Case.process == process, Case.ended_at.is_(None)).limit(limit + 1)
    with store.reading() as session:
        calendar = calendar_in(store, session)
        rows = session.execute(wanted).all()
    return paging.page_of(rows, limit, _key, lambda row: _line(calendar, now, row))


def _key(row: Row[Any]) -> list[str]:
    return key_of(row.urgency, row.task_id or row.case_id)


def _steps(element: str | None, overdue_at: datetime | None, after: str | None) -> Any:
    wanted = _columns(_URGENCY).join(Task, Task.case_id == Case.id).where(Task.state == "open")
    if element:
        wanted = wanted.where(Task.element == element)
    if overdue_at is not None:
        wanted = wanted.where(Task.due_at <= overdue_at)
    if after:
        wanted = wanted.where(later(_URGENCY, Task.id, after))
    return _with_names(wanted).order_by(_URGENCY, Task.id)


def _idle_cases(after: str | None) -> Any:
    wanted = _columns(Case.started_at).outerjoin(Task, literal(False)).where(without_task())
    if after:
        wanted = wanted.where(later(Case.started_at, Case.id, after))
    return _with_names(wanted).order_by(Case.started_at, Case.id)


def _columns(urgency: Any) -> Any:
    return select(
        Case.id.label("case_id"), Case.number, Case.state_label, Case.legal, Case.started_at,
        Task.id.label("task_id"), Task.name.label("step"), Task.role, Task.created_at, Task.due_at,
        ClockRow.provisional, ClockRow.clause, ClockRow.kind, PackVersion.number.label("version"),
        Unit.name.label("unit"), Person.name.label("person"), urgency.label("urgency"),
    ).select_from(Case)  # fmt: skip


def _with_names(wanted: Any) -> Any:
    return (
        wanted.join(PackVersion, PackVersion.id == Case.pack_version_id)
        .outerjoin(ClockRow, ClockRow.id == Task.clock_id)
        .outerjoin(Unit, Unit.id == Task.unit_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
    )


def _line(calendar: ChinaCalendar, now: datetime, row: Row[Any]) -> StandingLine:
    return StandingLine(
        case_id=row.case_id,
        number=row.number,
        version=row.version,
        state_label=row.state_label,
        step=row.step or "",
        unit=row.unit or "",
        role=row.role or "",
        person=row.person or "",
        since=row.created_at or row.started_at,
        due=_due(calendar, now, row),
    )


def _due(calendar: ChinaCalendar, now: datetime, row: Row[Any]) -> Due | None:
    if row.due_at is None:
        return None
    kind = row.kind if row.kind and row.legal else "internal"
    return due_of(
        calendar, now, row.due_at, provisional=bool(row.provisional), clause=row.clause or "",
        kind=kind,
    )  # fmt: skip
