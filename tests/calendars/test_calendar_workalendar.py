"""workalendar's own tools on our class: the registry, and every method of its Calendar."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workalendar.core import FRI, MON, SAT, SUN, Calendar
from workalendar.exceptions import (
    ICalExportRangeError,
    ICalExportTargetPathError,
    UnsupportedDateType,
)
from workalendar.registry import IsoRegistry, registry

from calendars import SHANGHAI, ChinaCalendar, CoverageError, NaiveDatetimeError, register

ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
INSTANTS = st.datetimes(datetime(2007, 2, 1), datetime(2026, 11, 30), timezones=ZONES)


def test_the_registry_gives_ours_for_china() -> None:
    assert registry.get("CN") is ChinaCalendar
    assert registry.get_calendars(["CN"]) == {"CN": ChinaCalendar}
    assert registry.get("CN")().is_working_day(date(2024, 2, 4))


def test_registering_again_puts_ours_back() -> None:
    try:
        registry.register("CN", Calendar)
    finally:
        register()
    assert registry.get("CN") is ChinaCalendar


def test_a_registry_of_ones_own_loads_ours_as_it_loads_others() -> None:
    own = IsoRegistry(load_standard_modules=False)
    own.load_module_from_items("calendars", ["ChinaCalendar"])
    assert own.get("CN") is ChinaCalendar


def test_holidays_as_a_list_a_set_and_a_name(cal: ChinaCalendar, plain: Any) -> None:
    for year in range(2007, 2027):
        named = {day: name for day, name in plain.off.items() if day.year == year}
        assert cal.holidays(year) == sorted(named.items())
        assert cal.holidays_set(year) == set(named)
        assert {day: cal.get_holiday_label(day) for day in named} == named
    assert cal.get_holiday_label(date(2026, 10, 8)) is None
    assert cal.get_holiday_label(date(2026, 10, 10)) is None  # a worked Saturday
    assert cal.get_weekend_days() == (SAT, SUN)


def test_without_a_year_it_is_this_year(cal: ChinaCalendar) -> None:
    year = datetime.now(SHANGHAI).year
    if year <= cal.last_covered.year:
        assert cal.holidays() == cal.holidays(year)
    else:
        with pytest.raises(CoverageError):
            cal.holidays()


@pytest.mark.parametrize("year", [-1, 1, 2006, 2027, 9999, 10**9])
def test_holidays_of_a_year_without_a_notice_are_refused(cal: ChinaCalendar, year: int) -> None:
    for ask in (cal.holidays, cal.holidays_set, cal.get_calendar_holidays):
        with pytest.raises(CoverageError, match="没有通知覆盖"):
            ask(year)


ASK: dict[str, Callable[[ChinaCalendar, Any], Any]] = {
    "is_working_day": lambda cal, day: cal.is_working_day(day),
    "is_holiday": lambda cal, day: cal.is_holiday(day),
    "get_holiday_label": lambda cal, day: cal.get_holiday_label(day),
    "add_working_days": lambda cal, day: cal.add_working_days(day, 3),
    "add_none": lambda cal, day: cal.add_working_days(day, 0),
    "add_negative": lambda cal, day: cal.add_working_days(day, -3),
    "sub_working_days": lambda cal, day: cal.sub_working_days(day, 3),
    "find_following_working_day": lambda cal, day: cal.find_following_working_day(day),
    "get_working_days_delta": lambda cal, day: cal.get_working_days_delta(day, date(2020, 1, 1)),
    "delta_end": lambda cal, day: cal.get_working_days_delta(date(2020, 1, 1), day),
    "get_first_weekday_after": lambda cal, day: cal.get_first_weekday_after(day, FRI),
    "extra_holidays": lambda cal, day: cal.is_working_day(date(2020, 1, 2), None, [day]),
    "extra_working": lambda cal, day: cal.is_working_day(date(2020, 1, 1), [day]),
    "add_extra": lambda cal, day: cal.add_working_days(day, 3, None, [date(2020, 1, 2)]),
}


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
@given(instant=INSTANTS)
def test_an_instant_is_its_day_in_china(
    cal: ChinaCalendar, ask: Callable[[ChinaCalendar, Any], Any], instant: datetime
) -> None:
    assert ask(cal, instant) == ask(cal, instant.astimezone(SHANGHAI).date())


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_what_is_no_day_is_refused(
    cal: ChinaCalendar, ask: Callable[[ChinaCalendar, Any], Any]
) -> None:
    with pytest.raises(NaiveDatetimeError, match="没有时区"):
        ask(cal, datetime(2020, 1, 2, 9))
    for wrong in ("2020-01-02", None, 20200102):
        with pytest.raises(UnsupportedDateType, match="不是日期"):
            ask(cal, wrong)


@given(instant=INSTANTS, n=st.integers(-9, 9))
def test_a_kept_time_is_that_of_shanghai(cal: ChinaCalendar, instant: datetime, n: int) -> None:
    kept = cal.add_working_days(instant, n, keep_datetime=True)
    local = instant.astimezone(SHANGHAI)
    assert isinstance(kept, datetime)
    assert kept.utcoffset() == timedelta(hours=8)
    assert (kept.date(), kept.time()) == (cal.add_working_days(instant, n), local.time())
    if n < 0:
        assert cal.sub_working_days(instant, -n, keep_datetime=True) == kept


def test_a_plain_day_stays_one(cal: ChinaCalendar) -> None:
    class Day(date):
        """A date of another library."""

    for n in (-1, 0, 1):
        assert type(cal.add_working_days(Day(2020, 1, 2), n, keep_datetime=True)) is date
    assert type(cal.find_following_working_day(Day(2020, 1, 2))) is date


def test_weekdays_are_counted_as_workalendar_counts_them(cal: ChinaCalendar) -> None:
    assert cal.get_nth_weekday_in_month(2026, 11, MON, 2) == date(2026, 11, 9)
    assert cal.get_last_weekday_in_month(2026, 11, SUN) == date(2026, 11, 29)
    assert cal.get_iso_week_date(2026, 1) == date(2025, 12, 29)
    late = datetime(2026, 11, 26, 17, tzinfo=UTC)  # Friday 01:00 in China
    assert cal.get_first_weekday_after(late, FRI) == date(2026, 11, 27)


def test_the_start_is_included_when_asked(cal: ChinaCalendar) -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert cal.get_working_days_delta(friday, monday) == 1
    assert cal.get_working_days_delta(monday, friday, include_start=True) == 2
    assert cal.get_working_days_delta(friday, friday) == 0
    assert cal.get_working_days_delta(friday, friday, include_start=True) == 1


def test_a_calendar_cannot_be_changed(cal: ChinaCalendar) -> None:
    for name in ("notices", "revision", "known_on", "WEEKEND_DAYS", "other"):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(cal, name, ())
    with pytest.raises(AttributeError, match="immutable"):
        del cal.notices
    cal.holidays(2026).clear()
    cal.holidays_set(2026).clear()
    assert len(cal.holidays(2026)) == len(cal.holidays_set(2026)) == 33


@pytest.mark.parametrize("as_of", [date(2026, 11, 28), date(2020, 1, 26), date(2024, 11, 9)])
def test_copies_and_pickles_answer_alike(cal: ChinaCalendar, as_of: date) -> None:
    known = cal.as_known(as_of)
    for twin in (copy.copy(known), copy.deepcopy(known), pickle.loads(pickle.dumps(known))):
        assert type(twin) is ChinaCalendar
        assert (twin.revision, twin.known_on) == (known.revision, known.known_on)
        assert twin.notices == known.notices
        assert twin.add_working_days(date(2020, 1, 23), 1) == known.add_working_days(
            date(2020, 1, 23), 1
        )
    assert copy.copy(cal) is not cal


def test_icalendar_of_all_years_and_of_some(cal: ChinaCalendar, tmp_path: Path) -> None:
    text = cal.export_to_ical()
    marked = sum(len(cal.holidays(year)) for year in range(2007, 2027))
    assert text is not None
    assert text.count("BEGIN:VEVENT\r\n") > marked  # and the worked weekends
    assert text.count("\n") == text.count("\r\n")
    year = cal.export_to_ical([2026])
    assert year is not None
    assert (year.count("BEGIN:VEVENT"), year.count("ALTERNATE-WORKDAY")) == (39, 6)
    assert cal.export_to_ical((2026, 2025), tmp_path / "cn") is None
    assert b"DTSTART;VALUE=DATE:20250101\r\n" in (tmp_path / "cn.ics").read_bytes()


def test_what_cannot_be_exported_is_refused(cal: ChinaCalendar, tmp_path: Path) -> None:
    for period in ([2026, 2027], [2000, 2026]):
        with pytest.raises(CoverageError):
            cal.export_to_ical(period)
    with pytest.raises(ICalExportRangeError):
        cal.export_to_ical("2026")  # type: ignore[arg-type]
    with pytest.raises(ICalExportTargetPathError):
        cal.export_to_ical([2026], tmp_path)
