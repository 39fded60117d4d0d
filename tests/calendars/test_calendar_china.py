"""The calendar answers as the notices do, on every day, by workalendar's interface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workalendar.core import Calendar
from workalendar.exceptions import CalendarError

from calendars import ChinaCalendar, CoverageError, NaiveDatetimeError, parse_notice, shipped
from calendars.notices import shipped_notices

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


DISAGREEMENTS = {
    "off": "2020-01-31 2020-02-01 2007-12-31 2008-06-07 2008-09-13 2016-04-02 2018-06-16 "
    "2018-09-22 2015-09-03 2015-09-04 2018-01-01 2012-09-30 2019-05-02 2019-05-03",
    "worked": "2013-04-07 2013-10-12 2007-12-29 2011-12-31 2008-05-04 2009-01-04 2009-09-27 "
    "2015-01-04 2011-02-12 2011-04-02 2012-01-29 2012-03-31 2012-04-01 2012-04-28 2013-04-27 "
    "2013-04-28 2013-06-08 2013-06-09 2014-10-11 2012-10-08 2014-06-03 2014-06-04 2014-09-09 "
    "2014-09-10 2023-01-03 2024-02-04 2024-02-09 2019-04-28 2019-05-05 2008-09-27 2008-09-28",
}


@pytest.mark.parametrize("kind", DISAGREEMENTS)
def test_days_other_calendars_get_wrong(cal: ChinaCalendar, kind: str) -> None:
    for text in DISAGREEMENTS[kind].split():
        assert (text, cal.is_working_day(date.fromisoformat(text))) == (text, kind == "worked")


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


def test_every_day_is_described(cal: ChinaCalendar, plain: Any) -> None:
    for day in every_day():
        state = cal.describe(day)
        assert state.working == plain.worked(day)
        if day in plain.off:
            assert state.label == f"{plain.off[day]}放假"
            assert state.notice
        elif day in plain.work:
            assert (state.label, bool(state.notice)) == ("调休上班", True)
        else:
            weekend = {5: "周六", 6: "周日"}.get(day.weekday(), "")
            assert (state.label, state.notice) == (weekend, None)


def test_the_change_is_what_is_cited(cal: ChinaCalendar) -> None:
    assert cal.describe(date(2020, 2, 1)).notice == "国办发明电〔2020〕1号"
    assert cal.describe(date(2020, 1, 30)).notice == "国办发明电〔2019〕16号"
    assert cal.describe(date(2019, 5, 5)).notice == "国办发明电〔2019〕3号"
    assert cal.describe(date(2018, 12, 29)).notice == "国办发明电〔2018〕15号"


def test_only_the_end_of_the_last_year_is_provisional(cal: ChinaCalendar) -> None:
    assert not cal.is_provisional(date(2026, 12, 24))
    assert all(cal.is_provisional(date(2026, 12, d)) for d in range(25, 32))
    assert cal.is_provisional(date(2027, 1, 1))
    assert not cal.is_provisional(date(2025, 12, 31))


KNOWN_2027 = {
    "元旦": ["01-01"],
    "春节": ["02-05", "02-06", "02-07", "02-08"],
    "清明节": ["04-05"],
    "劳动节": ["05-01", "05-02"],
    "端午节": ["06-09"],
    "中秋节": ["09-15"],
    "国庆节": ["10-01", "10-02", "10-03"],
}


def test_2027_is_weekends_and_the_law(cal: ChinaCalendar) -> None:
    named = {date.fromisoformat(f"2027-{d}"): n for n, ds in KNOWN_2027.items() for d in ds}
    for day in every_day(date(2027, 1, 1), date(2027, 12, 31)):
        state = cal.describe(day)
        rest = day in named or day.weekday() >= 5
        assert (state.working, state.provisional, state.notice) == (not rest, True, None)
        if day in named:
            assert state.label == f"{named[day]}（法定节日）"
        assert cal.is_working_day_provisional(day) == (not rest)


def test_nothing_before_the_first_notice_nor_after_the_lunar_table(cal: ChinaCalendar) -> None:
    assert cal.describe(date(2099, 12, 31)).provisional
    for day in (date(2006, 12, 31), date(2100, 1, 1)):
        with pytest.raises(CoverageError):
            cal.describe(day)
        with pytest.raises(CoverageError):
            cal.is_working_day_provisional(day)


def test_as_known_is_what_was_published(cal: ChinaCalendar) -> None:
    before, after = cal.as_known(date(2020, 1, 26)), cal.as_known(date(2020, 1, 27))
    assert before.is_working_day(date(2020, 2, 1))
    assert not after.is_working_day(date(2020, 2, 1))
    assert before.last_covered == date(2020, 12, 31)
    assert cal.as_known(date(2019, 11, 20)).last_covered == date(2019, 12, 31)
    assert cal.as_known(date(2019, 11, 21)).last_covered == date(2020, 12, 31)
    assert cal.as_known(date(2026, 11, 22)) is cal
    assert cal.as_known(date(2020, 1, 27)) is after
    assert after.as_known(date(2026, 1, 1)).revision == after.revision


def test_as_known_knows_the_law_of_the_time(cal: ChinaCalendar) -> None:
    """The 13 statutory days of 2025 became law on 2024-11-10, two days before the notice."""
    eve = date(2025, 1, 28)
    assert cal.as_known(date(2024, 11, 9)).is_working_day_provisional(eve)
    assert not cal.as_known(date(2024, 11, 10)).is_working_day_provisional(eve)
    assert cal.as_known(date(2024, 11, 9)).revision != cal.as_known(date(2024, 11, 10)).revision


def test_as_known_never_learns_more(cal: ChinaCalendar) -> None:
    """The law of 2007-12-14 gave 除夕; who knew only June's law keeps not knowing it."""
    june = cal.as_known(date(2007, 6, 1))
    assert june.as_known(date(2007, 12, 17)).is_working_day_provisional(date(2008, 2, 6))
    assert not cal.as_known(date(2007, 12, 17)).is_working_day_provisional(date(2008, 2, 6))


def test_a_change_can_take_days_back() -> None:
    text = """amends = 2026
holiday = "国庆节"
off_add = []
off_remove = [2026-10-07]
work_add = []
work_remove = [2026-10-10]

[notice]
number = "试〔2026〕1号"
signed = 2026-09-01
title = "试"
url = "https://example.invalid/"
text_sha256 = ""
entered_by = "test"
checked_by = ""
"""
    changed = ChinaCalendar([*shipped_notices(), parse_notice("2026-change.toml", text)])
    assert changed.is_working_day(date(2026, 10, 7))
    assert changed.describe(date(2026, 10, 10)).label == "周六"
    assert changed.as_known(date(2026, 8, 31)).describe(date(2026, 10, 10)).working


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ('checked_by = ""', 'checked_by = "复核人"', True),
        ("〔2025〕7号", "〔2025〕70号", False),
        ("signed = 2025-11-04", "signed = 2025-11-04\npublished = 2025-11-05", False),
        ("signed = 2025-11-04", "signed = 2025-11-03\npublished = 2025-11-04", False),
        ("work = [2026-01-04]", "work = [2026-01-10]", False),
        ('name = "元旦"', 'name = "新年"', False),
    ],
)
def test_revision_follows_what_is_ordered(
    cal: ChinaCalendar, old: str, new: str, same: bool
) -> None:
    text = (files("calendars") / "notices" / "2026.toml").read_text(encoding="utf-8")
    assert old in text
    rest = [n for n in shipped_notices() if n.source.file != "2026.toml"]
    edited = ChinaCalendar([*rest, parse_notice("2026.toml", text.replace(old, new))])
    assert (edited.revision == cal.revision) is same


def test_before_the_first_notice_nothing_was_known(cal: ChinaCalendar) -> None:
    with pytest.raises(CoverageError):
        cal.as_known(date(2006, 12, 17))
    assert cal.as_known(date(2006, 12, 18)).last_covered == date(2007, 12, 31)


def test_a_new_year_makes_december_final(cal: ChinaCalendar) -> None:
    upto = [n for n in shipped_notices() if n.source.signed < date(2022, 12, 8)]
    old = ChinaCalendar(upto)
    assert old.describe(date(2022, 12, 30)).provisional
    assert old.describe(date(2022, 12, 31)).label == "周六"
    assert not cal.describe(date(2022, 12, 30)).provisional
    assert cal.describe(date(2022, 12, 31)).label == "元旦放假"
