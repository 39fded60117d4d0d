"""How a due moment stands today, in numbers that a page puts into words.

The day of receipt is not counted and a term ends at 24:00 of its last day (民法典 201, 203), so the
stored moment is the first instant after the term. Colours by office habit: red overdue, amber with
at most one working day left, green otherwise; the words always say it too.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendars import (
    ChinaCalendar,
    last_day_before,
    local_date,
    midnight,
    step_working_days,
    working_days_between,
)
from engine.sentence import Sentence, say

OVERDUE, TODAY, SOON, OK, DONE = "overdue", "today", "soon", "ok", "done"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A due moment: `at` (UTC, exclusive), `last_day` (local), how it stands, and its basis.

    `days`: working days left (today not counted) or overdue. `kind`: statutory or internal.
    `late` tells of a closed term whether it was missed; `wakes`: nothing has to be done by its end.
    """

    at: datetime
    last_day: date
    state: str
    days: int
    provisional: bool = False
    clause: str = ""
    kind: str = "internal"
    late: bool = False
    wakes: bool = False

    @property
    def legal(self) -> bool:
        """Whether the law sets this term."""
        return self.kind == "statutory"

    @property
    def phrase(self) -> Sentence:
        """The state in words."""
        if self.wakes:
            over = self.state == DONE
            return say("已届满") if over else say("%(day)s 24:00 届满", day=self.last_day)
        if self.state == OVERDUE:
            return say("超期 %(n)s 个工作日", n=self.days)
        if self.state == TODAY:
            return say("今天 24:00 截止")
        if self.state == DONE:
            return say("超期办结") if self.late else say("按时办结")
        if self.days:
            return say("剩 %(n)s 个工作日", n=self.days)
        return say("%(day)s 24:00 截止", day=f"{self.last_day:%m-%d}")


def end_of_today(now: datetime) -> datetime:
    """Return 24:00 of the local day of `now`, in UTC."""
    return midnight(local_date(now) + DAY)


def soon_until(calendar: ChinaCalendar, now: datetime) -> datetime:
    """Return the end of the next working day: what is due by then counts as due soon."""
    return step_working_days(calendar, now, 1) + DAY


def due_of(  # noqa: PLR0913 - a term has that many sides
    calendar: ChinaCalendar,
    now: datetime,
    at: datetime,
    *,
    provisional: bool = False,
    clause: str = "",
    kind: str = "internal",
    closed_at: datetime | None = None,
    wakes: bool = False,
) -> Due:
    """Return how a term stands that ends just before `at`.

    `now` and `at` are aware; `closed_at` is the effective moment at which the work was done.
    """
    if wakes and closed_at is None and at <= now:
        closed_at = at
    state, days = _standing(calendar, now, at) if closed_at is None else (DONE, 0)
    state = OK if wakes and state != DONE else state
    late = closed_at is not None and closed_at >= at and not wakes
    return Due(at, last_day_before(at), state, days, provisional, clause, kind, late, wakes)


def _standing(calendar: ChinaCalendar, now: datetime, at: datetime) -> tuple[str, int]:
    days = working_days_between(calendar, now, at)
    if at <= now:
        return OVERDUE, -days
    if at <= end_of_today(now):
        return TODAY, 0
    return (SOON if at <= soon_until(calendar, now) else OK), days
