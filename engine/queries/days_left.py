"""The calculator backwards: how many working days are left until a last day, or have passed since.

The same count as everywhere (`calendars.working_days_between`), with each of its days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calendars import ChinaCalendar, CoverageError, label_words, midnight, working_days_between
from calendars.china import DayState
from engine.errors import FormError, NotCovered
from engine.queries.calculator import MOST_SHOWN
from engine.queries.terms import Day
from engine.sentence import say

ONE_DAY = timedelta(days=1)
#: Ten years, as for a term.
MOST_DAYS = 3650


@dataclass(frozen=True)
class DaysLeft:
    """How a term with the last day `due` stands on the day `today`, both of Asia/Shanghai.

    `left`: working days after today up to the last day; negative: working days overdue, at
    least one. `days`: every day between, today first (or the last day first when overdue).
    `certain_until`: the last year that the notices cover.
    """

    due: date
    today: date
    left: int
    days: tuple[Day, ...]
    provisional: bool
    certain_until: int

    @property
    def state(self) -> str:
        """overdue, today (the last day is today), or ok."""
        if self.left < 0:
            return "overdue"
        return "today" if self.due == self.today else "ok"

    @property
    def pictured(self) -> bool:
        """Whether the days are few enough to be drawn."""
        return len(self.days) <= MOST_SHOWN

    @property
    def only_rest(self) -> bool:
        """Whether no working day has passed since: late by a day off counts as one day."""
        return self.left < 0 and all(day.kind != "counted" for day in self.days)


def days_left(calendar: ChinaCalendar, due: date, today: date) -> DaysLeft:
    """Return how many working days are left on `today`, or how many it is late.

    Raises FormError when the two are more than ten years apart; NotCovered, naming the day,
    before the first notice and after 2099.
    """
    if abs(due - today).days > MOST_DAYS:
        raise FormError({"due": [say("与今天相距不能超过 %(most)s 天。", most=MOST_DAYS)]})
    try:
        states = [calendar.describe(day) for day in _between(due, today)]
        left = working_days_between(calendar, midnight(today), midnight(due + ONE_DAY))
    except CoverageError as wrong:
        # Towards that side the days run out on which the wrong one of the two lies.
        early = wrong.day < calendar.first_covered
        field = "now" if early == (today < due) and today != due else "due"
        raise NotCovered({field: [say("%(wrong)s。", wrong=wrong.args[0])]}) from wrong
    return DaysLeft(
        due=due,
        today=today,
        left=left,
        days=tuple(_shown(states, due, today)),
        provisional=any(state.provisional for state in states[1:]),
        certain_until=calendar.last_covered.year,
    )


def _between(due: date, today: date) -> Iterator[date]:
    """The earlier of the two days, which never counts, up to the later one."""
    first, last = min(due, today), max(due, today)
    return (first + timedelta(days=passed) for passed in range((last - first).days + 1))


def _shown(states: list[DayState], due: date, today: date) -> Iterator[Day]:
    number = 0
    for place, state in enumerate(states):
        note, day = label_words(state.label), state.date
        if place == 0:
            yield Day(day, "due" if due < today else "start", 0, _of_first(due, today), None)
        elif not state.working:
            yield Day(day, "due" if day == due else "skipped", 0, note, state.notice)
        else:
            number += 1
            yield Day(day, "due" if day == due else "counted", number, note, state.notice)


def _of_first(due: date, today: date) -> str:
    if due == today:
        return say("当天，最后一日")
    return say("最后一日") if due < today else say("当天")
