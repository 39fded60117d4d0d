"""What the confirmation of an entry would change: the days, and every open clock that moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import ChinaCalendar, DayState, last_day_before
from engine.core.access import Actor
from engine.core.notice_entry import require_keeper
from engine.core.recount import recount
from engine.core.workflow import Term
from engine.errors import NotFound
from engine.store.calendar import calendar_after, calendar_in, newest_revision
from engine.store.clock_terms import term_of
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.tables import Case, ClockRow, NoticeRow, Unit

#: Rows read together, and the most that are listed by name.
BATCH, LISTED = 2000, 500
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayChange:
    """A day of which the two calendars say different things."""

    date: date
    before: DayState
    after: DayState


@dataclass(frozen=True)
class MovedTerm:
    """An open term that would end on another day. `was` and `due`: last days (Asia/Shanghai)."""

    case_id: str
    number: str
    title: str
    term: str
    clause: str
    kind: str
    unit: str
    was: date
    due: date
    provisional: bool


@dataclass(frozen=True)
class Impact:
    """What the entry would change.

    `revision`: the number of the revision in force, to be named on confirmation. `days`: days that
    become off or worked. `moved`: terms that end on another day, the first `LISTED` by the old
    day; `moving` how many there are in all; `settled` how many lose only their 暂定; `open_terms`
    how many are being counted.
    """

    revision: int
    days: tuple[DayChange, ...]
    moved: tuple[MovedTerm, ...]
    moving: int
    settled: int
    open_terms: int


def impact_of(store: Store, actor: Actor, notice_id: str) -> Impact:
    """Return what the confirmation of an entry would change now.

    Raises Forbidden for who does not keep the calendar, NotFound, RuleRefused when the notices
    would not fit together.
    """
    require_keeper(actor)
    with store.reading() as session:
        row = session.get(NoticeRow, notice_id)
        if row is None:
            raise NotFound("没有这项放假安排通知。")
        before, after = calendar_in(store, session), calendar_after(store, session, row)
        newest = newest_revision(session)
        found = _Terms(after, store.clock.now(), _full_days(store, session))
        for clock in _open_clocks(session):
            found.look_at(clock)
        return Impact(
            revision=newest.number if newest is not None else 0,
            days=tuple(day_changes(before, after)),
            moved=tuple(_named(session, found.moved)),
            moving=len(found.moved),
            settled=found.settled,
            open_terms=found.seen,
        )


class _Terms:
    """Goes through the open clocks and keeps those that move, as (old end, clock id, new term)."""

    def __init__(self, calendar: ChinaCalendar, now: datetime, working_days: int) -> None:
        self._calendar, self._now, self._working_days = calendar, now, working_days
        self.moved: list[tuple[datetime, str, Term]] = []
        self.settled = self.seen = 0

    def look_at(self, clock: ClockRow) -> None:
        term = term_of(clock)
        anew = recount(self._calendar, term, self._now, self._working_days)
        self.seen += 1
        if last_day_before(anew.due_at) != last_day_before(term.due_at):
            self.moved.append((term.due_at, clock.id, anew))
        elif term.provisional and not anew.provisional:
            self.settled += 1


def _full_days(store: Store, session: Session) -> int:
    """How many full working days a term that becomes shorter leaves, by the pack in force."""
    try:
        pack = pack_of(session, store, current_version_id(session))
    except NotFound:  # a program without a pack has no terms
        return 1
    return pack.limits.working_days_after_outage


def _open_clocks(session: Session) -> Iterator[ClockRow]:
    running = select(ClockRow).where(ClockRow.state == "running").order_by(ClockRow.id)
    for clock in session.scalars(running.execution_options(yield_per=BATCH)):
        yield clock
        session.expunge(clock)


def _named(session: Session, moved: list[tuple[datetime, str, Term]]) -> Iterator[MovedTerm]:
    listed = sorted(moved, key=lambda each: (each[0], each[1]))[:LISTED]
    wanted = (
        select(ClockRow, Case, Unit.name)
        .join(Case, Case.id == ClockRow.case_id)
        .join(Unit, Unit.id == Case.applicant_unit_id)
        .where(ClockRow.id.in_([clock_id for _, clock_id, _ in listed]))
    )
    rows = {clock.id: (clock, case, unit) for clock, case, unit in session.execute(wanted)}
    for was, clock_id, term in listed:
        clock, case, unit = rows[clock_id]
        yield MovedTerm(
            case_id=case.id,
            number=case.number,
            title=case.title,
            term=clock.term,
            clause=clock.clause,
            kind=clock.kind,
            unit=unit,
            was=last_day_before(was),
            due=last_day_before(term.due_at),
            provisional=term.provisional,
        )


def day_changes(before: ChinaCalendar, after: ChinaCalendar) -> Iterator[DayChange]:
    """Yield the days that the two calendars do not both work, or both rest, in order."""
    day = min(before.first_covered, after.first_covered)
    last = max(before.last_covered, after.last_covered)
    while day <= last:
        if before.is_working_day_provisional(day) != after.is_working_day_provisional(day):
            yield DayChange(day, before.describe(day), after.describe(day))
        day += ONE_DAY
