"""待办, 已办 and 我发起的: short lists that cost the same whatever the number of tasks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select

from calendars import ChinaCalendar
from engine.core.access import Actor
from engine.queries import inbox_rows as rows
from engine.queries import page as paging
from engine.queries.due import Due, due_of, end_of_today
from engine.queries.inbox_rows import Wish
from engine.queries.page import Page
from engine.queries.scope import mine
from engine.queries.starters import starter_words
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.tables import Case, Message, Task


@dataclass(frozen=True)
class InboxItem:
    """One row: a task of mine, or (in 我发起的) a case of mine.

    `at`: when the task arrived, was completed, or the case was started. `step`: the task's name,
    of a case its first open task's. `own`: given to me, not only to my post. `task_id` is empty
    for a case; `applicant`: who started it, or that the program did. A case wholly inside the
    bureau is not `legal` and all its terms are internal.
    """

    task_id: str
    case_id: str
    number: str
    title: str
    process: str
    step: str
    state_code: str
    state_label: str
    outcome: str | None
    applicant: str
    applicant_unit: str
    at: datetime
    legal: bool
    recorded: bool
    own: bool
    due: Due | None


@dataclass(frozen=True)
class Counts:
    """The numbers of the home page and the menu."""

    todo: int
    overdue: int
    due_today: int
    done: int
    started: int
    unread: int


def list_tasks(  # noqa: PLR0913 - the filters of one list
    store: Store,
    actor: Actor,
    list: str = "todo",
    *,
    due: str | None = None,
    process: str | None = None,
    q: str | None = None,
    after: str | None = None,
    limit: int = 20,
    sort: str = "urgency",
) -> Page[InboxItem]:
    """Return a page of one of the lists todo, done and started; one statement, one of the calendar.

    `due`: overdue, today, or soon (not overdue, and due by the end of the next working day); `q`
    looks in number and title; `sort`: urgency (earliest due first, none last) or arrival (latest
    first); 已办 is always latest first. `after` is the `next_after` of the page before. Raises
    BadRequest for an unknown value.
    """
    wish = Wish(list, due, process, q, after, limit, sort).checked()
    now = store.clock.now()
    with store.reading() as session:
        calendar = calendar_in(store, session)
        found = session.execute(rows.statement(actor, wish, now, calendar)).all()
    return paging.page_of(
        found,
        wish.limit,
        lambda row: rows.key(wish, row),
        lambda row: _item(calendar, actor, now, row),
    )


def counts(store: Store, actor: Actor) -> Counts:
    """Return the actor's numbers in one statement."""
    me = actor.person_id
    numbers = select(
        _open_numbers(store, actor),
        _number(Task.state == "done", Task.completed_by_id == me),
        _number(rows.started_by(actor)),
        _number(Message.person_id == me, Message.read_at.is_(None)),
    )
    with store.reading() as session:
        return Counts(*session.execute(numbers).one())


def _open_numbers(store: Store, actor: Actor) -> Any:
    now = store.clock.now()
    late = Task.due_at <= now
    today = and_(Task.due_at > now, Task.due_at <= end_of_today(now))
    return (
        select(
            func.count().label("todo"),
            func.count().filter(late).label("overdue"),
            func.count().filter(today).label("due_today"),
        )
        .select_from(Task)
        .join(Case, Case.id == Task.case_id)
        .where(mine(actor))
        .subquery()
    )


def _number(*where: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*where).scalar_subquery()


def _item(calendar: ChinaCalendar, actor: Actor, now: datetime, row: Row[Any]) -> InboxItem:
    return InboxItem(
        task_id=row.task_id or "",
        case_id=row.case_id,
        number=row.number,
        title=row.title,
        process=row.process,
        step=row.step or "",
        state_code=row.state_code,
        state_label=row.state_label,
        outcome=row.outcome,
        applicant=starter_words(row.applicant, row.automatic, row.end_reason),
        applicant_unit=row.applicant_unit,
        at=row.at,
        legal=row.legal,
        recorded=bool(row.recorded),
        own=row.assignee_id == actor.person_id,
        due=_due(calendar, now, row),
    )


def _due(calendar: ChinaCalendar, now: datetime, row: Row[Any]) -> Due | None:
    if row.due_at is None:
        return None
    return due_of(
        calendar,
        now,
        row.due_at,
        provisional=bool(row.provisional),
        clause=row.clause or "",
        kind=row.kind if row.kind and row.legal else "internal",
        closed_at=row.closed_at,
    )
