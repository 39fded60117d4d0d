"""Which days a comparison looks at, and what it says of the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calendars import ChinaCalendar, Feed, FeedDay, compare_feed
from calendars.feeds.marked_days import marked_days


def feed_of(cal: ChinaCalendar, *years: int, more: tuple[FeedDay, ...] = ()) -> Feed:
    marked = [FeedDay(day, not mark.off, mark.name) for day, mark in marked_days(cal, years)]
    return Feed("json", (*marked, *more), ("某项未采用",))


def day(text: str, working: bool = False) -> FeedDay:
    return FeedDay(date.fromisoformat(text), working, "某日")


def test_every_day_of_the_years_spoken_of_is_compared(cal: ChinaCalendar) -> None:
    found = compare_feed(cal, feed_of(cal, 2021, 2023))
    assert (found.first, found.last) == (date(2021, 1, 1), date(2023, 12, 31))
    assert (found.compared, found.differences) == (730, ())
    assert found.unread == ("某项未采用",)


def test_a_chosen_year_alone_is_compared(cal: ChinaCalendar) -> None:
    feed = feed_of(cal, 2025, 2026, more=(day("2025-03-03"), day("2026-03-03")))
    found = compare_feed(cal, feed, 2026)
    assert (found.first, found.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert ([each.date for each in found.differences], found.compared) == ([date(2026, 3, 3)], 365)


def test_where_the_feed_is_silent_weekends_decide(cal: ChinaCalendar) -> None:
    (only,) = (each for each in feed_of(cal, 2026).days if each.date == date(2026, 10, 1))
    found = compare_feed(cal, Feed("json", (only,), ()))
    wrong = {each.date: each for each in found.differences}
    assert wrong.keys() == {
        each.date
        for each in feed_of(cal, 2026).days
        if each.date != only.date and each.working != (each.date.weekday() < 5)
    }
    assert wrong[date(2026, 10, 2)].theirs_working
    assert wrong[date(2026, 10, 2)].theirs_name == ""
    assert wrong[date(2026, 10, 2)].ours.label == "国庆节放假"
    assert not wrong[date(2026, 10, 10)].theirs_working


def test_a_weekend_marked_off_is_no_difference(cal: ChinaCalendar) -> None:
    """Apple marks the weekends inside a break, others do not."""
    ordinary = tuple(
        FeedDay(each, False, "周末")
        for each in (date(2026, 1, 1) + timedelta(days=k) for k in range(365))
        if each.weekday() >= 5 and each not in {marked for marked, _ in marked_days(cal, [2026])}
    )
    assert compare_feed(cal, feed_of(cal, 2026, more=ordinary)).differences == ()


def test_years_without_a_notice_are_told_and_not_compared(cal: ChinaCalendar) -> None:
    more = tuple(day(f"{year}-01-01") for year in (2005, 2027, 2028, 2029, 2031))
    found = compare_feed(cal, feed_of(cal, 2026, more=more))
    assert (found.differences, found.compared) == ((), 365)
    assert found.unread[1:] == ("2005、2027-2029、2031 年没有放假安排通知，未比对",)


@pytest.mark.parametrize(
    ("year", "told"),
    [
        (2024, "来源没有 2024 年的日子，未比对"),
        (2027, "来源没有 2027 年的日子，未比对"),
    ],
)
def test_a_year_the_feed_does_not_name_is_not_compared(
    cal: ChinaCalendar, year: int, told: str
) -> None:
    found = compare_feed(cal, feed_of(cal, 2026), year)
    assert (found.differences, found.compared) == ((), 0)
    assert (found.first, found.last) == (cal.first_covered, cal.last_covered)
    assert found.unread[1:] == (told,)


def test_a_chosen_year_without_a_notice_is_told(cal: ChinaCalendar) -> None:
    found = compare_feed(cal, feed_of(cal, 2026, more=(day("2027-01-01"),)), 2027)
    assert (found.compared, found.unread[1:]) == (0, ("2027 年没有放假安排通知，未比对",))


def test_a_feed_without_days_is_no_opinion(cal: ChinaCalendar) -> None:
    found = compare_feed(cal, Feed("ics", (), ()), 2026)
    assert (found.differences, found.compared) == ((), 0)
    assert found.unread == ("来源没有可以比对的日子",)


def test_what_a_feed_names_late_in_december_is_compared(cal: ChinaCalendar) -> None:
    """2018-12-29 is worked by the notice for 2019."""
    wrong = compare_feed(cal, feed_of(cal, 2019, more=(day("2018-12-29"),)))
    assert [each.date for each in wrong.differences] == [date(2018, 12, 29)]
    assert wrong.compared == 365 + 1


def test_so_are_those_it_names_at_its_own_end(cal: ChinaCalendar) -> None:
    days = [each for each in feed_of(cal, 2018).days if str(each.date)[:7] != "2018-12"]
    found = compare_feed(cal, Feed("csv", (*days, day("2018-12-29")), ()))
    assert [each.date for each in found.differences] == [date(2018, 12, 29)]
    assert found.compared == 365 - 2


def test_with_the_next_year_late_december_counts(cal: ChinaCalendar) -> None:
    kept = [each for each in feed_of(cal, 2018, 2019).days if str(each.date)[:7] != "2018-12"]
    both = Feed("csv", tuple(kept), ())
    found = compare_feed(cal, both)
    assert [each.date.isoformat() for each in found.differences] == ["2018-12-29", "2018-12-31"]
    assert found.compared == 730
