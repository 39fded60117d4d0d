"""What came of a confirmed entry: the revision it made, and the open terms that followed it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.notice_entry import require_keeper
from engine.store.calendar import calendar_in, is_stale
from engine.store.database import Store
from engine.store.tables import CalendarRevision, Case, ClockRow, Event

#: The most that are listed by name.
LISTED = 500


@dataclass(frozen=True)
class FollowedTerm:
    """An open term that was counted anew. `was` and `due`: last days (Asia/Shanghai)."""

    case_id: str
    number: str
    title: str
    term: str
    clause: str
    kind: str
    was: date
    due: date
    provisional: bool
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What the confirmation of an entry brought.

    `revision`: the number it made, `current`: still the one in force. `counted`: how many open
    terms changed by it, in their day or only in being 暂定; `followed` the first `LISTED` of them.
    `waiting`: open terms that are still to be held against it, 0 once a newer one is in force.
    """

    revision: int
    made_at: datetime
    current: bool
    counted: int
    followed: tuple[FollowedTerm, ...]
    waiting: int


def outcome_of(store: Store, actor: Actor, notice_id: str) -> Outcome | None:
    """Return what the confirmation of an entry brought, None where it has not been confirmed.

    Raises Forbidden for who does not keep the calendar.
    """
    require_keeper(actor)
    with store.reading() as session:
        wanted = select(CalendarRevision).where(CalendarRevision.notice_id == notice_id)
        made = session.scalar(wanted)
        if made is None:
            return None
        after = select(CalendarRevision).where(CalendarRevision.number > made.number)
        newer = session.scalar(after.order_by(CalendarRevision.number).limit(1))
        stale = select(func.count()).select_from(ClockRow)
        waiting = 0 if newer else session.scalar(stale.where(is_stale(calendar_in(store, session))))
        counted, followed = _followed(session, made, newer)
        return Outcome(made.number, made.made_at, newer is None, counted, followed, waiting or 0)


def _followed(
    session: Session, made: CalendarRevision, newer: CalendarRevision | None
) -> tuple[int, tuple[FollowedTerm, ...]]:
    """Terms are counted anew by the newest revision: what was, between this one and the next."""
    conditions = [Event.kind == "term_recounted", Event.recorded_at >= made.made_at]
    if newer is not None:
        conditions.append(Event.recorded_at < newer.made_at)
    count = session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0
    rows = session.execute(
        select(Event, Case)
        .join(Case, Case.id == Event.case_id)
        .where(*conditions)
        .order_by(Event.id)
        .limit(LISTED)
    )
    return count, tuple(_term(event, case) for event, case in rows)


def _term(event: Event, case: Case) -> FollowedTerm:
    data = event.data or {}
    return FollowedTerm(
        case_id=case.id,
        number=case.number,
        title=case.title,
        term=data["term"],
        clause=data["clause"],
        kind=data["kind"],
        was=date.fromisoformat(data["was"]),
        due=date.fromisoformat(data["due"]),
        provisional=bool(data["provisional"]),
        at=event.recorded_at,
    )
