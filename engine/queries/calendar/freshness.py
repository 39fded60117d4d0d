"""How fresh the calendar is: whether next year's notice is there, and how pressing it is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from calendars import local_date
from engine.core.freshness import LEVELS, missing_year
from engine.sentence import Sentence, say
from engine.store.calendar import calendar_in, is_stale, newest_revision
from engine.store.database import Store
from engine.store.tables import CalendarRevision, ClockRow, NoticeRow


@dataclass(frozen=True)
class Freshness:
    """`last_year`: the last year covered by a notice. `missing`: the year whose notice should be
    there by now, None while it need not; `level`: info, warning or critical then, else empty.
    `waiting`: entries to be confirmed. `revision`: the number in force, 0 before the first.
    `recounting`: some open terms are still to be held against it.
    """

    last_year: int
    missing: int | None
    level: str
    waiting: int
    revision: int
    recounting: bool

    @property
    def words(self) -> Sentence | None:
        """What to do, None when there is nothing."""
        if self.missing is None:
            return None
        return say(LEVELS[self.level], year=self.missing)


def freshness(store: Store) -> Freshness:
    """Return how fresh the calendar in force is today (Asia/Shanghai)."""
    today: date = local_date(store.clock.now())
    with store.reading() as session:
        calendar = calendar_in(store, session)
        newest: CalendarRevision | None = newest_revision(session)
        waiting = session.scalars(select(NoticeRow.id).where(NoticeRow.state == "proposed")).all()
        stale = session.scalar(select(ClockRow.id).where(is_stale(calendar)).limit(1))
    last = calendar.last_covered.year
    missing, level = missing_year(last, today)
    return Freshness(
        last_year=last,
        missing=missing,
        level=level,
        waiting=len(waiting),
        revision=newest.number if newest is not None else 0,
        recounting=stale is not None,
    )
