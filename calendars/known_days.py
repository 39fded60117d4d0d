"""What the notices, and after them the law, let us know of each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from workalendar.exceptions import UnsupportedDateType

from calendars.day_table import DayIndex, marks_of
from calendars.errors import CoverageError
from calendars.notice_checks import is_weekend
from calendars.notice_model import Notice, YearNotice, notice_order, revision_of
from calendars.notices import shipped_notices
from calendars.sentence import Sentence, say
from calendars.statutory import LAST_YEAR, LAWS, statutory_days
from calendars.wording import HOLIDAY, STATUTORY, WORKED, weekday_words
from calendars.zone import local_date

PROVISIONAL_END = date(LAST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class DayState:
    """What is known of one day. `label` is the reason for rest, or 调休上班, or empty."""

    date: date
    working: bool
    label: str
    notice: str | None
    provisional: bool


class KnownDays:
    """The days that a set of notices arranges, and what to think of the days after them.

    Days are those of Asia/Shanghai: an aware datetime is converted first, a naive one raises
    NaiveDatetimeError.
    """

    def __init__(
        self, notices: Sequence[Notice] | None = None, *, known_on: date | None = None
    ) -> None:
        """`notices`: checked notices without gaps (None: those shipped).

        `known_on` bounds which wording of the law gives provisional days. Raises CoverageError
        when there is no yearly notice at all.
        """
        super().__init__()
        chosen = shipped_notices() if notices is None else notices
        self.notices = tuple(sorted(chosen, key=notice_order))
        self.known_on = known_on
        years = sorted(n.year for n in self.notices if isinstance(n, YearNotice))
        if not years:
            raise CoverageError(known_on or date.min, say("此日尚无任何放假安排通知可用"))
        self.first_covered = date(years[0], 1, 1)
        self.last_covered = date(years[-1], 12, 31)
        self._firm_until = date(years[-1], 12, 24)
        self._marks = marks_of(self.notices)
        self._index = DayIndex(self.first_covered, self.last_covered, self._marks)
        self._known: dict[tuple[int, int], Self] = {}
        laws = [law.number for law in LAWS if known_on is None or law.promulgated <= known_on]
        self.revision: str = revision_of(self.notices, laws)

    def as_known(self, as_of: date) -> Self:
        """The calendar of the notices published up to and including the local day `as_of`.

        Raises CoverageError when none of them had been published then.
        """
        day = min(local_date(as_of), self.known_on or date.max)
        known = [n for n in self.notices if n.source.published <= day]
        laws = sum(law.promulgated <= day for law in LAWS)
        if len(known) == len(self.notices) and laws == len(LAWS):
            return self
        key = len(known), laws
        if key not in self._known:
            self._known[key] = type(self)(known, known_on=day)
        return self._known[key]

    def is_provisional(self, day: date) -> bool:
        """Whether the answer for `day` may still change with the next yearly notice.

        True from 25 December of the last covered year: next year's notice may reach back.
        """
        return local_date(day) > self._firm_until

    def describe(self, day: date) -> DayState:
        """All that is known of `day`, provisionally after the last notice.

        Raises CoverageError before the first covered day and after 2099.
        """
        day = local_date(day)
        if not self.first_covered <= day <= PROVISIONAL_END:
            raise CoverageError(day, self._between(PROVISIONAL_END))
        mark = self._marks.get(day)
        provisional = self.is_provisional(day)
        if mark is not None:
            label = say(HOLIDAY, festival=mark.name) if mark.off else say(WORKED)
            return DayState(day, not mark.off, label, mark.number, provisional)
        festival = self._festival(day)
        if festival:
            return DayState(day, False, say(STATUTORY, festival=festival), None, True)
        weekend = is_weekend(day)
        label_of_rest = weekday_words(day) if weekend else ""
        return DayState(day, not weekend, label_of_rest, None, provisional)

    def is_working_day_provisional(self, day: date) -> bool:
        """Like is_working_day, but after the last notice by weekends and the law alone."""
        day = local_date(day)
        if self.first_covered <= day <= self.last_covered:
            return bool(self._index.flags[day.toordinal() - self._index.first])
        return self.describe(day).working

    def notices_for(self, days: Iterable[date]) -> tuple[str, ...]:
        """Numbers of the notices an answer about `days` rests on, oldest first.

        These are the yearly notice of each year touched and every notice that marks one of them.
        """
        days = tuple(days)
        years = {day.year for day in days}
        marking = {self._marks[day].number for day in days if day in self._marks}
        return tuple(
            n.source.number
            for n in self.notices
            if n.source.number in marking or (isinstance(n, YearNotice) and n.year in years)
        )

    def _festival(self, day: date) -> str | None:
        if day <= self.last_covered:
            return None
        return statutory_days(day.year, self.known_on).get(day)

    def _between(self, last: date) -> Sentence:
        return say("不在 %(first)s 至 %(last)s 之间", first=self.first_covered, last=last)

    def _offset(self, day: date | datetime) -> int:
        """Position in the index. Raises CoverageError outside the covered days."""
        if type(day) is not date:
            day = plain_date(day)
        offset = day.toordinal() - self._index.first
        if 0 <= offset < len(self._index.flags):
            return offset
        raise self._uncovered(day)

    def _uncovered(self, day: date) -> CoverageError:
        reason = say(
            "没有通知覆盖（现有 %(first)s 至 %(last)s）",
            first=self.first_covered,
            last=self.last_covered,
        )
        return CoverageError(day, reason)


def plain_date(day: date | datetime) -> date:
    """The local day of what workalendar takes for a day; its UnsupportedDateType for all else."""
    if not isinstance(day, date):
        raise UnsupportedDateType(say("%(value)s 不是日期或时间", value=repr(day)))
    day = local_date(day)
    return date(day.year, day.month, day.day)
