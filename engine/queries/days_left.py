"""The calculator backwards: how many working days are left until a last day, or how late it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calendars import (
    ChinaCalendar,
    CoverageError,
    Remaining,
    label_words,
    midnight,
    remaining,
)
from engine.errors import FormError, NotCovered
from engine.queries.calculator import MOST_SHOWN
from engine.queries.terms import Day
from engine.sentence import say

#: Ten years, as for a term.
MOST_DAYS = 3650


@dataclass(frozen=True)
class DaysLeft:
    """How a term with the last day `due` stands on the day `today`, both of Asia/Shanghai.

    `days`: every day between, the earlier of the two first. `certain_until`: the last year that
    the notices cover.
    """

    due: date
    today: date
    count: Remaining
    days: tuple[Day, ...]
    certain_until: int

    @property
    def state(self) -> str:
        """overdue, today (the last day is today), or ok."""
        if self.count.overdue:
            return "overdue"
        return "today" if self.due == self.today else "ok"

    @property
    def pictured(self) -> bool:
        """Whether the days are few enough to be drawn."""
        return len(self.days) <= MOST_SHOWN

    @property
    def only_rest(self) -> bool:
        """Whether no working day has passed since: late by a day off counts as one day."""
        return self.count.overdue and not self.count.counted


def days_left(calendar: ChinaCalendar, due: date, today: date) -> DaysLeft:
    """Return how many working days are left on `today`, or how many it is late.

    Raises FormError when the two are more than ten years apart; NotCovered, naming `due` or
    `now`, before the first notice and after 2099.
    """
    _require_known(calendar, due=due, now=today)
    if abs(due - today).days > MOST_DAYS:
        raise FormError({"due": [say("与今天相距不能超过 %(most)s 天。", most=MOST_DAYS)]})
    count = remaining(calendar, midnight(today), midnight(due + timedelta(days=1)))
    days = sorted(_days(count, due, today), key=lambda day: day.date)
    return DaysLeft(due, today, count, tuple(days), calendar.last_covered.year)


def _require_known(calendar: ChinaCalendar, **days: date) -> None:
    for field, day in days.items():
        try:
            calendar.describe(day)
        except CoverageError as wrong:
            raise NotCovered({field: [say("%(wrong)s。", wrong=wrong.args[0])]}) from wrong


def _days(count: Remaining, due: date, today: date) -> Iterator[Day]:
    if due < today:
        yield Day(due, "due", 0, say("最后一日"), None)
    else:
        yield Day(today, "start", 0, say("当天，最后一日") if due == today else say("当天"), None)
    for number, day in enumerate(count.counted, 1):
        kind = "due" if day.date == due else "counted"
        yield Day(day.date, kind, number, label_words(day.note), day.notice)
    for rest in count.skipped:
        kind = "due" if rest.date == due else "skipped"
        yield Day(rest.date, kind, 0, label_words(rest.reason), rest.notice)
