"""Calendars in the styles of others read back without a wrong day, and a wrong day shows."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calendars import ChinaCalendar, Feed, compare_feed, read_feed

SAMPLES = Path(__file__).parent / "feeds"
TWO_YEARS = [
    "apple.ics", "one-a-day.ics", "holiday-cn.ics", "chinese-days.ics", "equal-end.ics",
    "midnights.ics", "plain.csv", "excel.csv",
]  # fmt: skip


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def marks(plain: Any, *years: int) -> dict[date, bool]:
    """The marked days of `years` as the tests know them, True where worked."""
    marked = dict.fromkeys(plain.off, False) | dict.fromkeys(plain.work, True)
    return {day: worked for day, worked in marked.items() if day.year in years}


def as_marks(feed: Feed) -> dict[date, bool]:
    return {day.date: day.working for day in feed.days}


@pytest.mark.parametrize("name", TWO_YEARS)
def test_a_sample_reads_back_without_a_wrong_day(name: str, cal: ChinaCalendar, plain: Any) -> None:
    feed = read_feed(sample(name), name)
    assert feed.kind == name[-3:]
    assert as_marks(feed) == marks(plain, 2025, 2026)
    found = compare_feed(cal, feed)
    assert (found.first, found.last) == (date(2025, 1, 1), date(2026, 12, 31))
    assert (found.differences, found.compared) == ((), 730)


@pytest.mark.parametrize("name", TWO_YEARS)
def test_a_sample_reads_the_same_when_packed(name: str) -> None:
    data = sample(name)
    assert read_feed(gzip.compress(data)) == read_feed(data)


@pytest.mark.parametrize("name", [name for name in TWO_YEARS if name != "apple.ics"])
def test_a_sample_leaves_nothing_out(name: str) -> None:
    assert read_feed(sample(name)).unread == ()


def test_what_is_no_day_off_is_counted() -> None:
    (told,) = read_feed(sample("apple.ics")).unread
    line = sample("apple.ics").decode().splitlines().index("SUMMARY;LANGUAGE=zh_CN:元旦") - 4
    assert told == f"5 个事件没有写明是休还是班，未采用（如第 {line} 行“元旦”）"


def test_apples_own_marks_decide() -> None:
    data = sample("apple.ics")
    bare = data.replace("（休）".encode(), b"").replace("（班）".encode(), b"")
    turned = data.replace("（休）".encode(), "（班）".encode())
    assert as_marks(read_feed(bare)) == as_marks(read_feed(turned)) == as_marks(read_feed(data))


WRONG = [
    ("apple.ics", "DTEND;VALUE=DATE:20261008", "DTEND;VALUE=DATE:20261007", "2026-10-07", True),
    ("apple.ics", "DATE:20260214", "DATE:20260213", "2026-02-14", False),
    ("one-a-day.ics", "20260228T", "20260227T", "2026-02-28", False),
    ("holiday-cn.ics", "上班(补劳动节假期)\nDTSTART;VALUE=DATE:20260509\nDTEND;VALUE=DATE:20260510",
     "劳动节\nDTSTART;VALUE=DATE:20260509\nDTEND;VALUE=DATE:20260510", "2026-05-09", False),
    ("plain.csv", "2026-10-10,work", "2026-10-10,off", "2026-10-10", False),
    ("plain.csv", "2026-06-19,off", "2026-06-20,off", "2026-06-19", True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong", "day", "theirs"), WRONG)
def test_one_wrong_day_shows_alone(
    cal: ChinaCalendar, name: str, right: str, wrong: str, day: str, theirs: bool
) -> None:
    data = sample(name)
    assert right.encode() in data
    found = compare_feed(cal, read_feed(data.replace(right.encode(), wrong.encode())))
    (difference,) = found.differences
    assert difference.date == date.fromisoformat(day)
    assert difference.theirs_working is theirs
    assert difference.ours == cal.describe(difference.date)
    assert difference.ours.working is not theirs


def test_the_name_is_what_the_feed_calls_the_day(cal: ChinaCalendar) -> None:
    data = sample("plain.csv").replace(b"2026-10-10,work", b"2026-10-10,off")
    (difference,) = compare_feed(cal, read_feed(data)).differences
    assert difference.theirs_name == "国庆节"
    silent = sample("plain.csv").replace(b"2026-10-10,work", b"2025-10-11,work")
    assert [each.theirs_name for each in compare_feed(cal, read_feed(silent)).differences] == [""]


def test_a_file_by_notice_is_compared_by_notice(cal: ChinaCalendar) -> None:
    """The 2019 notice reaches back to 2018-12-29: that is no opinion on all of 2018."""
    feed = read_feed(sample("holiday-cn-2019.json"))
    found = compare_feed(cal, feed)
    assert {day.date for day in feed.days} >= {date(2018, 12, d) for d in (29, 30, 31)}
    assert found.differences == ()
    assert (found.first, found.compared) == (date(2018, 12, 29), 365 + 3)
    assert found.unread == ("2018 年来源只列出12月25日以后的日子，只比对了这些日子",)


def test_a_file_by_notice_says_nothing_of_the_days_the_next_one_takes(cal: ChinaCalendar) -> None:
    found = compare_feed(cal, read_feed(sample("holiday-cn-2018.json")))
    assert (found.differences, found.compared) == ((), 365 - 3)
    assert len(found.unread) == 1
    assert found.unread[0].startswith("2018 年12月下旬由下一年度的通知安排")


def test_an_empty_year_is_no_opinion(cal: ChinaCalendar) -> None:
    feed = read_feed(sample("holiday-cn-2027.json"))
    assert (feed.days, feed.unread) == ((), ("文件没有列出任何日子",))
    found = compare_feed(cal, feed)
    assert (found.differences, found.compared) == ((), 0)
    assert found.unread == ("文件没有列出任何日子", "来源没有可以比对的日子")


def test_three_tables_with_two_changes(cal: ChinaCalendar, plain: Any) -> None:
    feed = read_feed(sample("chinese-days.json"))
    assert as_marks(feed) == marks(plain, 2019, 2020)
    assert {day.name for day in feed.days} == {
        plain.off[day] for day in plain.off if day.year in (2019, 2020)
    }
    found = compare_feed(cal, feed)
    assert (found.differences, found.compared, found.unread) == ((), 731, ())
