"""The calendar answers as the notices do, on every day, by workalendar's interface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workalendar.core import Calendar
from workalendar.exceptions import CalendarError

from calendars import ChinaCalendar, CoverageError, NaiveDatetimeError, shipped

FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
COVERED = st.dates(FIRST, LAST)


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def test_coverage_and_revision(cal: ChinaCalendar) -> None:
    assert (cal.first_covered, cal.last_covered) == (FIRST, LAST)
    assert len(cal.revision) == 64
    assert cal is shipped()
    assert ChinaCalendar().revision == cal.revision
    assert cal.as_known(date(2019, 3, 21)).revision != cal.revision


def test_every_day_2007_to_2026(cal: ChinaCalendar, plain: Any) -> None:
    wrong = [day for day in every_day() if cal.is_working_day(day) != plain.worked(day)]
    assert wrong == []
    assert [d for d in every_day() if cal.is_working_day_provisional(d) != plain.worked(d)] == []


def test_working_days_of_each_year(cal: ChinaCalendar, expected: dict[str, Any]) -> None:
    for year, table in expected.items():
        first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        days = cal.get_working_days_delta(first, last, include_start=True)
        assert (year, days) == (year, table["workdays"])


def test_holidays_carry_their_names(cal: ChinaCalendar, plain: Any) -> None:
    for year in range(2007, 2027):
        days = {day: name for day, name in plain.off.items() if day.year == year}
        assert dict(cal.holidays(year)) == days
        assert cal.holidays(year) == sorted(days.items())
    assert cal.get_holiday_label(date(2026, 10, 7)) == "国庆节"
    assert cal.name == "China, by the notices of the State Council."


@given(day=COVERED, n=st.integers(-300, 300))
def test_adding_is_stepping_day_by_day(cal: ChinaCalendar, plain: Any, day: date, n: int) -> None:
    expected = plain.add(day, n)
    if FIRST <= expected <= LAST:
        assert cal.add_working_days(day, n) == expected
        assert n >= 0 or cal.sub_working_days(day, -n) == expected
    else:
        with pytest.raises(CoverageError):
            cal.add_working_days(day, n)


@given(a=COVERED, b=COVERED)
def test_delta_is_counting_day_by_day(cal: ChinaCalendar, plain: Any, a: date, b: date) -> None:
    low, high = min(a, b), max(a, b)
    assert cal.get_working_days_delta(a, b) == plain.between(low, high)
    with_start = plain.between(low - timedelta(days=1), high)
    assert cal.get_working_days_delta(a, b, include_start=True) == with_start


@given(day=COVERED, n=st.integers(-30, 30), extra=st.sets(st.dates(FIRST, LAST), max_size=5))
def test_extra_days_go_through_the_same_count(
    cal: ChinaCalendar, plain: Any, day: date, n: int, extra: set[date]
) -> None:
    near = {day + timedelta(days=k) for k in (-3, -2, -1, 1, 2, 3)} | extra
    target = plain.add(day, n + (n > 0) - (n < 0))
    if not FIRST + timedelta(days=60) <= target <= LAST - timedelta(days=60):
        return
    stock = Calendar.add_working_days
    choices: list[dict[str, Any]] = [{"extra_working_days": near}, {"extra_holidays": near}]
    for extra_days in choices:
        assert cal.add_working_days(day, n, **extra_days) == stock(cal, day, n, **extra_days)


def test_extra_days_keep_the_worked_weekends_of_the_notice(cal: ChinaCalendar) -> None:
    """Stock workalendar forgets them as soon as extra days are passed."""
    extra = [date(2023, 2, 11)]
    day = cal.add_working_days(date(2023, 1, 20), 5, extra_working_days=extra)
    assert day == date(2023, 2, 1)
    assert cal.is_working_day(date(2023, 2, 11), extra_working_days=extra)
    assert not cal.is_working_day(date(2023, 2, 1), extra_holidays=[date(2023, 2, 1)])
    both: dict[str, Any] = {"extra_working_days": extra, "extra_holidays": extra}
    assert cal.is_working_day(date(2023, 2, 11), **both)
    assert cal.get_working_days_delta(date(2023, 2, 10), date(2023, 2, 12), **both) == 1
    assert cal.is_holiday(date(2023, 2, 11), extra_holidays=extra)


def test_following_working_day_knows_holidays_and_worked_weekends(cal: ChinaCalendar) -> None:
    assert cal.find_following_working_day(date(2023, 10, 2)) == date(2023, 10, 7)
    assert cal.find_following_working_day(date(2023, 10, 7)) == date(2023, 10, 7)
    assert cal.find_following_working_day(date(2023, 10, 14)) == date(2023, 10, 16)


def test_zero_gives_the_day_itself(cal: ChinaCalendar) -> None:
    assert cal.add_working_days(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_a_datetime_counts_on_its_day_in_china(cal: ChinaCalendar) -> None:
    instant = datetime(2023, 2, 3, 17, 0, tzinfo=UTC)  # Saturday 01:00 in Shanghai
    assert not cal.is_working_day(instant)
    assert cal.add_working_days(instant, 1) == date(2023, 2, 6)
    kept = cal.add_working_days(instant, 1, keep_datetime=True)
    assert kept == datetime(2023, 2, 6, 1, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda cal, day: cal.is_working_day(day),
        lambda cal, day: cal.is_holiday(day),
        lambda cal, day: cal.add_working_days(day, 3),
        lambda cal, day: cal.sub_working_days(day, 3),
        lambda cal, day: cal.find_following_working_day(day),
        lambda cal, day: cal.get_working_days_delta(day, day),
        lambda cal, day: cal.add_working_days(day, 1, extra_holidays=[date(2026, 1, 1)]),
    ],
)
def test_naive_or_uncovered_is_refused(
    cal: ChinaCalendar, ask: Callable[[ChinaCalendar, date], object]
) -> None:
    with pytest.raises(NaiveDatetimeError):
        ask(cal, datetime(2026, 10, 1, 9, 0))
    for day in (date(2006, 12, 31), date(2027, 1, 2), date(2027, 1, 4)):
        with pytest.raises(CoverageError) as caught:
            ask(cal, day)
        assert caught.value.day == day
        assert isinstance(caught.value, CalendarError)


def test_counting_off_either_end_is_refused(cal: ChinaCalendar) -> None:
    assert cal.add_working_days(date(2026, 12, 30), 1) == LAST
    assert cal.add_working_days(date(2007, 1, 5), -1) == date(2007, 1, 4)
    with pytest.raises(CoverageError):
        cal.add_working_days(LAST, 1)
    with pytest.raises(CoverageError):
        cal.add_working_days(date(2007, 1, 4), -1)
    with pytest.raises(CoverageError):
        cal.holidays(2027)
    with pytest.raises(CoverageError):
        cal.find_following_working_day(date(2027, 1, 1))
