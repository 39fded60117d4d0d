"""The working-day calendar of China on workalendar, resting on State Council notices alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from workalendar.core import SAT, SUN, Calendar

from calendars.day_table import DayIndex, marks_of
from calendars.errors import CoverageError
from calendars.notice_checks import is_weekend
from calendars.notice_model import Notice, YearNotice, notice_order, revision_of
from calendars.notices import shipped_notices
from calendars.sentence import say
from calendars.statutory import LAST_YEAR, LAWS, statutory_days
from calendars.wording import HOLIDAY, STATUTORY, WORKED, weekday_words
from calendars.zone import in_shanghai, local_date

PROVISIONAL_END = date(LAST_YEAR, 12, 31)
ONE_DAY = timedelta(days=1)
Extra = Iterable[date] | None


@dataclass(frozen=True, slots=True)
class DayState:
    """What is known of one day. `label` is the reason for rest, or 调休上班, or empty."""

    date: date
    working: bool
    label: str
    notice: str | None
    provisional: bool


class ChinaCalendar(Calendar):  # type: ignore[misc]
    """China, by the notices of the State Council.

    Immutable after construction. The methods inherited from workalendar answer for days the
    notices cover and raise CoverageError for any other; `describe` and
    `is_working_day_provisional` also answer after the last notice, from weekends and the
    statutory days of the law, and say so. Dates are local days of Asia/Shanghai; an aware
    datetime is converted first, a naive one raises NaiveDatetimeError.
    """

    WEEKEND_DAYS = (SAT, SUN)
    include_new_years_day = False

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
        self._known: dict[int, ChinaCalendar] = {}
        laws = [law.number for law in LAWS if known_on is None or law.promulgated <= known_on]
        self.revision: str = revision_of(self.notices, laws)

    # What is known of a day

    def as_known(self, as_of: date) -> ChinaCalendar:
        """The calendar of the notices published up to and including the local day `as_of`.

        Raises CoverageError when none of them had been published then.
        """
        day = min(local_date(as_of), self.known_on or date.max)
        known = [n for n in self.notices if n.source.published <= day]
        laws = sum(law.promulgated <= day for law in LAWS)
        if len(known) == len(self.notices) and laws == len(LAWS):
            return self
        key = len(known) * 100 + laws
        if key not in self._known:
            self._known[key] = ChinaCalendar(known, known_on=day)
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
            raise CoverageError(
                day,
                say(
                    "不在 %(first)s 至 %(last)s 之间",
                    first=self.first_covered,
                    last=PROVISIONAL_END,
                ),
            )
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

    def _offset(self, day: date | datetime) -> int:
        """Position in the index. Raises CoverageError outside the covered days."""
        if type(day) is not date:
            day = local_date(day)
        offset = day.toordinal() - self._index.first
        if 0 <= offset < len(self._index.flags):
            return offset
        reason = say(
            "没有通知覆盖（现有 %(first)s 至 %(last)s）",
            first=self.first_covered,
            last=self.last_covered,
        )
        raise CoverageError(day, reason)

    # workalendar's interface, right where the inherited methods are not

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """The days off by notice in calendar year `year`, with names. Worked days are not here."""
        self._offset(date(year, 1, 1))
        return [
            (day, mark.name) for day, mark in self._marks.items() if mark.off and day.year == year
        ]

    def is_holiday(self, day: date, extra_holidays: Extra = None) -> bool:
        """Whether a notice (or `extra_holidays`) names `day` as off; a plain Sunday is not."""
        day = local_date(day)
        self._offset(day)
        mark = self._marks.get(day)
        return day in _days(extra_holidays) or (mark is not None and mark.off)

    def is_working_day(
        self, day: date, extra_working_days: Extra = None, extra_holidays: Extra = None
    ) -> bool:
        """Whether `day` is worked. Worked days in `extra_working_days` win over all else."""
        worked = bool(self._index.flags[self._offset(day)])
        if extra_working_days is None and extra_holidays is None:
            return worked
        day = local_date(day)
        if day in _days(extra_working_days):
            return True
        return worked and day not in _days(extra_holidays)

    def add_working_days(
        self,
        day: date | datetime,
        delta: int,
        extra_working_days: Extra = None,
        extra_holidays: Extra = None,
        keep_datetime: bool = False,
    ) -> date | datetime:
        """The `delta`-th working day after (negative: before) `day`, which is never counted.

        0 gives `day` itself, worked or not. With `keep_datetime` an aware datetime keeps its
        time of day in Asia/Shanghai. Raises CoverageError when the count leaves the notices.
        """
        if extra_working_days or extra_holidays:
            result = self._walk(day, delta, extra_working_days, extra_holidays)
        else:
            result = self._jump(day, delta)
        if keep_datetime and isinstance(day, datetime):
            return in_shanghai(day).replace(year=result.year, month=result.month, day=result.day)
        return result

    def _jump(self, day: date | datetime, delta: int) -> date:
        index, offset = self._index, self._offset(day)
        if delta == 0:
            return date.fromordinal(index.first + offset)
        place = index.before[offset + 1] + delta - 1 if delta > 0 else index.before[offset] + delta
        if 0 <= place < len(index.ordinals):
            return date.fromordinal(index.ordinals[place])
        edge = self.last_covered + ONE_DAY if delta > 0 else self.first_covered - ONE_DAY
        raise CoverageError(edge, say("计算到此日，没有通知覆盖"))

    def _walk(
        self, day: date, delta: int, extra_working_days: Extra, extra_holidays: Extra
    ) -> date:
        day, left, step = local_date(day), abs(delta), ONE_DAY if delta > 0 else -ONE_DAY
        self._offset(day)
        extra = (_days(extra_working_days), _days(extra_holidays))
        while left:
            day += step
            left -= self.is_working_day(day, *extra)
        return day

    def find_following_working_day(self, day: date) -> date:
        """`day` if worked, else the next working day by notice. Raises CoverageError past them."""
        offset = self._offset(day)
        if self._index.flags[offset]:
            return date.fromordinal(self._index.first + offset)
        return self._jump(day, 1)

    def get_working_days_delta(
        self,
        start: date,
        end: date,
        include_start: bool = False,
        extra_working_days: Extra = None,
        extra_holidays: Extra = None,
    ) -> int:
        """Working days after the earlier and up to the later date; with `include_start` both.

        The order does not matter. Unlike workalendar, equal dates with `include_start` count
        the day itself when it is worked.
        """
        low, high = sorted((self._offset(start), self._offset(end)))
        first = low if include_start else low + 1
        if extra_working_days or extra_holidays:
            extra = (_days(extra_working_days), _days(extra_holidays))
            days = (date.fromordinal(self._index.first + k) for k in range(first, high + 1))
            return sum(self.is_working_day(day, *extra) for day in days)
        return self._index.before[high + 1] - self._index.before[first]


def _days(extra: Extra) -> frozenset[date]:
    return frozenset(local_date(day) for day in extra) if extra else frozenset()


@lru_cache(maxsize=1)
def shipped() -> ChinaCalendar:
    """The calendar of the notices that come with this release; one instance for all callers."""
    return ChinaCalendar()
