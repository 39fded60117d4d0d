"""The statements behind the three lists of the inbox, one per list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from calendars import ChinaCalendar
from engine.core.access import Actor
from engine.errors import BadRequest
from engine.queries import page as paging
from engine.queries.due import end_of_today, soon_until
from engine.queries.page import FAR
from engine.queries.scope import mine
from engine.sentence import listed, say
from engine.store.tables import AccessGrant, Case, ClockRow, Person, Task, Unit
from engine.store.types import Instant

LISTS = ("todo", "done", "started")
DUES = ("overdue", "today", "soon")
SORTS = ("urgency", "arrival")

_Starter = aliased(Person)


@dataclass(frozen=True)
class Wish:
    """Which rows somebody asks for; see `inbox.list_tasks`."""

    list: str
    due: str | None
    process: str | None
    q: str | None
    after: str | None
    limit: int
    sort: str

    def checked(self) -> "Wish":
        """Return the wish in order; raises BadRequest for an unknown value."""
        for value, known in ((self.list, LISTS), (self.due, (None, "", *DUES)), (self.sort, SORTS)):
            if value not in known:
                names = listed(name for name in known if name)
                raise BadRequest(
                    say(
                        "“%(value)s”不是可用的选项，可用的有：%(names)s。", value=value, names=names
                    )
                )
        q = (self.q or "").strip()[:100]
        return replace(self, q=q, limit=paging.limit_of(self.limit))

    @property
    def by_due(self) -> bool:
        """Whether rows come by due moment; otherwise the latest comes first."""
        return self.list != "done" and self.sort == "urgency"


def statement(actor: Actor, wish: Wish, now: datetime, calendar: ChinaCalendar) -> Select[Any]:
    """Return the statement for one page, with one row more than asked for."""
    chosen = {"todo": _todo, "done": _done, "started": _started}[wish.list](actor)
    chosen = _where(chosen, wish, now, calendar)
    return _sorted(chosen, wish).limit(wish.limit + 1)


def key(wish: Wish, row: Row[Any]) -> list[str]:
    """Return the sort key of a row, for `after`."""
    second = row.case_id if wish.list == "started" else row.task_id
    return [_first_key(wish, row).isoformat(), second]


def _first_key(wish: Wish, row: Row[Any]) -> datetime:
    moment: datetime = row.urgency if wish.by_due else row.at
    return moment


def _columns(at: Any, closed_at: Any) -> Sequence[Any]:
    return (
        Case.id.label("case_id"), Case.number, Case.title, Case.process, Case.state_code,
        Case.state_label, Case.outcome, Case.legal, _Starter.name.label("applicant"),
        Unit.name.label("applicant_unit"), Task.id.label("task_id"), Task.name.label("step"),
        Task.recorded, Task.assignee_id, Task.due_at, ClockRow.provisional, ClockRow.clause,
        ClockRow.kind, Case.automatic, AccessGrant.end_reason, at.label("at"),
        closed_at.label("closed_at"), _URGENCY.label("urgency"),
    )  # fmt: skip


_URGENCY = func.coalesce(Task.due_at, literal(FAR, Instant()), type_=Instant())


def _todo(actor: Actor) -> Select[Any]:
    return _tasks(Task.created_at, null()).where(mine(actor))


def _done(actor: Actor) -> Select[Any]:
    own = and_(Task.state == "done", Task.completed_by_id == actor.person_id)
    return _tasks(Task.completed_at, Task.completed_at).where(own)


def _tasks(at: Any, closed_at: Any) -> Select[Any]:
    chosen = select(*_columns(at, closed_at)).select_from(Task)
    return _with_names(chosen.join(Case, Case.id == Task.case_id))


def _started(actor: Actor) -> Select[Any]:
    chosen = select(*_columns(Case.started_at, Case.ended_at)).select_from(Case)
    chosen = chosen.outerjoin(Task, Task.id == first_open_task())
    return _with_names(chosen).where(started_by(actor))


def started_by(actor: Actor) -> ColumnElement[bool]:
    """Condition on Case: `actor` started it; what the program opened for them is not theirs."""
    return and_(Case.starter_id == actor.person_id, Case.automatic.is_(False))


def _with_names(chosen: Select[Any]) -> Select[Any]:
    return (
        chosen.join(_Starter, _Starter.id == Case.starter_id)
        .join(Unit, Unit.id == Case.applicant_unit_id)
        .outerjoin(ClockRow, ClockRow.id == Task.clock_id)
        .outerjoin(AccessGrant, and_(Case.automatic, AccessGrant.id == Case.grant_id))
    )


def first_open_task() -> Any:
    """Return the id of the open task of Case whose term ends first: a case shows one line."""
    other = aliased(Task)
    return (
        select(other.id)
        .where(other.case_id == Case.id, other.state == "open")
        .order_by(func.coalesce(other.due_at, literal(FAR, Instant())), other.id)
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )


def _where(chosen: Select[Any], wish: Wish, now: datetime, calendar: ChinaCalendar) -> Select[Any]:
    if wish.process:
        chosen = chosen.where(Case.process == wish.process)
    if wish.q:
        chosen = chosen.where(matches(wish.q))
    return chosen.where(_due_is(wish.due, now, calendar)) if wish.due else chosen


def matches(q: str) -> ColumnElement[bool]:
    """Condition on Case: `q` occurs in its number or title; wildcards are plain characters."""
    like = paging.containing(q)
    return or_(Case.number.ilike(like, escape="\\"), Case.title.ilike(like, escape="\\"))


def _due_is(due: str, now: datetime, calendar: ChinaCalendar) -> ColumnElement[bool]:
    if due == "overdue":
        return Task.due_at <= now
    until = end_of_today(now) if due == "today" else soon_until(calendar, now)
    return and_(Task.due_at > now, Task.due_at <= until)


def _sorted(chosen: Select[Any], wish: Wish) -> Select[Any]:
    first: Any = _URGENCY if wish.by_due else _at(wish)
    second: Any = Case.id if wish.list == "started" else Task.id
    if wish.after:
        chosen = chosen.where(_beyond(first, second, wish))
    if wish.by_due:
        return chosen.order_by(first, second)
    return chosen.order_by(first.desc(), second.desc())


def _at(wish: Wish) -> Any:
    return {"todo": Task.created_at, "done": Task.completed_at, "started": Case.started_at}[
        wish.list
    ]


def _beyond(first: Any, second: Any, wish: Wish) -> ColumnElement[bool]:
    text, last_id = paging.read_key(wish.after or "", 2)
    moment = literal(paging.read_moment(text), Instant())
    tie = first == moment
    if wish.by_due:
        return or_(first > moment, and_(tie, second > last_id))
    return or_(first < moment, and_(tie, second < last_id))
