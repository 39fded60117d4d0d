"""Going through days one by one, and keeping what was counted, what was not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from calendars.china import ChinaCalendar, DayState
from calendars.deadline_model import CountedDay, SkippedDay
from calendars.errors import CoverageError
from calendars.sentence import say
from calendars.wording import weekday_words
from calendars.zone import WEEKDAYS

ONE_DAY = timedelta(days=1)


@dataclass
class Walk:
    """Days looked at on the way to an answer, in the order walked.

    `decisive` are those on which the answer depends; with `strict` none of them may lie after
    the last notice.
    """

    calendar: ChinaCalendar
    strict: bool = False
    counted: list[CountedDay] = field(default_factory=list)
    skipped: list[SkippedDay] = field(default_factory=list)
    decisive: list[date] = field(default_factory=list)
    provisional: bool = False

    def look(self, day: date) -> DayState:
        """The state of a day on which the answer depends."""
        if self.strict and day > self.calendar.last_covered:
            raise CoverageError(
                day, say("现有通知只到 %(last)s，无法确定", last=self.calendar.last_covered)
            )
        state = self.calendar.describe(day)
        self.decisive.append(day)
        self.provisional = self.provisional or state.provisional
        return state

    def count(self, state: DayState) -> None:
        """Keep a day that counts, with a note unless its weekday says it all."""
        weekday = WEEKDAYS[state.date.weekday()]
        note = "" if state.label == weekday_words(state.date) else state.label
        self.counted.append(CountedDay(state.date, weekday, note, state.notice))

    def skip(self, state: DayState) -> None:
        """Keep a day that does not count, with its reason."""
        self.skipped.append(SkippedDay(state.date, state.label, state.notice))

    def take(self, day: date) -> bool:
        """Look at `day`, count it if it is worked, else skip it. Returns whether it is worked."""
        state = self.look(day)
        if state.working:
            self.count(state)
        else:
            self.skip(state)
        return state.working

    def past_rest_days(self, day: date, step: timedelta = ONE_DAY) -> date:
        """`day` if it is worked, else the first working day from there; rest days are skipped."""
        state = self.look(day)
        while not state.working:
            self.skip(state)
            state = self.look(state.date + step)
        return state.date
