"""The working-day calendar of China on workalendar, resting on State Council notices alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path

from workalendar.core import SAT, SUN, Calendar
from workalendar.registry_tools import iso_register

from calendars.errors import CoverageError
from calendars.known_days import PROVISIONAL_END, DayState, KnownDays, plain_date
from calendars.notice_model import Notice
from calendars.sentence import say
from calendars.zone import in_shanghai, local_date

__all__ = ["PROVISIONAL_END", "ChinaCalendar", "DayState", "shipped"]

ONE_DAY = timedelta(days=1)
Extra = Iterable[date] | None


@iso_register("CN")
class ChinaCalendar(KnownDays, Calendar):  # type: ignore[misc]
    """China, by the notices of the State Council.

    Immutable, so one may be shared by threads. The methods of workalendar answer for days the
    notices cover and raise CoverageError for any other; `describe` and
    `is_working_day_provisional` also answer after the last notice, from weekends and the
    statutory days of the law, and say so. Dates are local days of Asia/Shanghai; an aware
    datetime is converted first, a naive one raises NaiveDatetimeError.
    """

    WEEKEND_DAYS = (SAT, SUN)
    include_new_years_day = False
    _sealed = False

    def __init__(
        self, notices: Sequence[Notice] | None = None, *, known_on: date | None = None
    ) -> None:
        """Take `notices` and `known_on` as `KnownDays` does."""
        super().__init__(notices, known_on=known_on)
        self._sealed = True

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse (AttributeError) to change a calendar: make another one."""
        if self._sealed:
            raise AttributeError(f"{type(self).__name__} is immutable: {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        """Refuse (AttributeError) as for setting."""
        raise AttributeError(f"{type(self).__name__} is immutable: {name}")

    def __reduce__(self) -> tuple[object, ...]:
        """Copies and pickles are made of the notices: no index comes back that they do not give."""
        return partial(type(self), known_on=self.known_on), (self.notices,)

    # workalendar's interface, right where the inherited methods are not

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """The days off by notice in calendar year `year`, with names. Worked days are not here."""
        if not self.first_covered.year <= year <= self.last_covered.year:
            raise self._uncovered(date(min(max(year, date.min.year), date.max.year), 1, 1))
        return [
            (day, mark.name) for day, mark in self._marks.items() if mark.off and day.year == year
        ]

    def holidays(self, year: int | None = None) -> list[tuple[date, str]]:
        """`get_calendar_holidays` by date; without `year` those of this year in China."""
        return sorted(self.get_calendar_holidays(year or local_date(datetime.now(UTC)).year))

    def get_holiday_label(self, day: date) -> str | None:
        """The name of the holiday for which `day` is off by notice; None for any other day."""
        self._offset(day)
        mark = self._marks.get(plain_date(day))
        return mark.name if mark is not None and mark.off else None

    def is_holiday(self, day: date, extra_holidays: Extra = None) -> bool:
        """Whether a notice (or `extra_holidays`) names `day` as off; a plain Sunday is not."""
        named = self.get_holiday_label(day) is not None
        return named or plain_date(day) in _days(extra_holidays)

    def is_working_day(
        self, day: date, extra_working_days: Extra = None, extra_holidays: Extra = None
    ) -> bool:
        """Whether `day` is worked. Worked days in `extra_working_days` win over all else."""
        worked = bool(self._index.flags[self._offset(day)])
        if extra_working_days is None and extra_holidays is None:
            return worked
        day = plain_date(day)
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
        start = day if type(day) is date else plain_date(day)
        if extra_working_days or extra_holidays:
            result = self._walk(start, delta, extra_working_days, extra_holidays)
        else:
            result = self._index.nth(start, delta) or self._past_the_end(start, delta)
        if keep_datetime and isinstance(day, datetime):
            return in_shanghai(day).replace(year=result.year, month=result.month, day=result.day)
        return result

    def _past_the_end(self, day: date, delta: int) -> date:
        self._offset(day)
        edge = self.last_covered + ONE_DAY if delta > 0 else self.first_covered - ONE_DAY
        raise CoverageError(edge, say("计算到此日，没有通知覆盖"))

    def _walk(
        self, day: date, delta: int, extra_working_days: Extra, extra_holidays: Extra
    ) -> date:
        left, step = abs(delta), ONE_DAY if delta > 0 else -ONE_DAY
        self._offset(day)
        extra = (_days(extra_working_days), _days(extra_holidays))
        while left:
            day += step
            left -= self.is_working_day(day, *extra)
        return day

    def find_following_working_day(self, day: date) -> date:
        """`day` if worked, else the next working day by notice. Raises CoverageError past them."""
        start = plain_date(day)
        if self.is_working_day(start):
            return start
        return self._index.nth(start, 1) or self._past_the_end(start, 1)

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

    @staticmethod
    def get_first_weekday_after(day: date, weekday: int) -> date:
        """The first such weekday (0: Monday) on or after the local day of `day`."""
        first: date = Calendar.get_first_weekday_after(plain_date(day), weekday)
        return first

    def export_to_ical(
        self, period: Sequence[int] | None = None, target_path: str | Path | None = None
    ) -> str | None:
        """iCalendar (RFC 5545) of the years from the first to the last of `period` (None: all).

        Worked weekend days are in it too. Returns the text, or writes it to `target_path` as
        workalendar does (.ics is added to a name without such an ending). Raises CoverageError
        for a year without a notice, and workalendar's own errors for a period that is none.
        """
        from calendars.feeds import to_ics  # which is made of calendars

        covered = [self.first_covered.year, self.last_covered.year]
        first, last = self._get_ical_period(period or covered)
        for year in (first, last):
            self.get_calendar_holidays(year)
        text = to_ics(self, range(first, last + 1), made_at=datetime.now(UTC))
        if target_path is None:
            return text.decode()
        self._get_ical_target_path(target_path).write_bytes(text)
        return None


def _days(extra: Extra) -> frozenset[date]:
    return frozenset(map(plain_date, extra)) if extra else frozenset()


@lru_cache(maxsize=1)
def shipped() -> ChinaCalendar:
    """The calendar of the notices that come with this release; one instance for all callers."""
    return ChinaCalendar()
