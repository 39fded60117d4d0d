"""What is written out: read back by ourselves and by a second library, and right to the octet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream

from calendars import (
    ChinaCalendar,
    NaiveDatetimeError,
    compare_feed,
    parse_notice,
    read_feed,
    to_csv,
    to_ics,
    to_json,
)
from calendars.notices import shipped_notices

ALL = range(2007, 2027)
MADE = datetime(2026, 11, 28, 8, 30, tzinfo=UTC)


def written(cal: ChinaCalendar, kind: str, years: Any = ALL) -> bytes:
    if kind == "ics":
        return to_ics(cal, years, made_at=MADE)
    if kind == "csv":
        return to_csv(cal, years).encode()
    return json.dumps(to_json(cal, years), ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def named(plain: Any) -> dict[date, tuple[bool, str]]:
    """The marked days of 2007-2026 as the tests know them; worked days have no name there."""
    off = {day: (False, name) for day, name in plain.off.items()}
    marked = off | dict.fromkeys(plain.work, (True, ""))
    return {day: said for day, said in marked.items() if 2007 <= day.year <= 2026}


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_what_is_written_reads_back(kind: str, cal: ChinaCalendar, named: Any) -> None:
    feed = read_feed(written(cal, kind))
    assert (feed.kind, feed.unread) == (kind, ())
    read = {day.date: (day.working, "" if day.working else day.name) for day in feed.days}
    assert read == named
    assert all(day.name for day in feed.days)
    found = compare_feed(cal, feed)
    assert (found.differences, found.compared, found.unread) == ((), 7305, ())


def test_a_second_library_reads_the_same_days(cal: ChinaCalendar, named: Any) -> None:
    parsed = IcsCalendarStream.calendar_from_ics(written(cal, "ics").decode())
    read = {}
    for event in parsed.events:
        assert event.dtstart is not None
        assert event.dtend == event.dtstart + timedelta(days=1)
        assert event.dtstamp == MADE
        assert str(event.transparency) == "TRANSPARENT"
        summary = str(event.summary)
        name = summary.removesuffix("（休）").removesuffix("调休（班）")
        read[event.dtstart] = (summary.endswith("（班）"), "" if "（班）" in summary else name)
    assert read == named
    assert len({event.uid for event in parsed.events}) == len(named)


def test_every_line_ends_with_crlf_and_has_at_most_75_octets(cal: ChinaCalendar) -> None:
    data = written(cal, "ics")
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two


def test_a_holiday_and_a_worked_day_in_full(cal: ChinaCalendar) -> None:
    data = written(cal, "ics", [2026]).replace(b"\r\n ", b"").decode()
    events = {each.split("DTSTART;VALUE=DATE:")[1][:8]: each for each in data.split("BEGIN:")[2:]}
    number = "国办发明电〔2025〕7号"
    for day, summary, mark in [
        ("20261001", "国庆节（休）", "WORK-HOLIDAY"),
        ("20261010", "国庆节调休（班）", "ALTERNATE-WORKDAY"),
    ]:
        lines = events[day].split("\r\n")
        assert f"SUMMARY:{summary}" in lines
        assert f"DTEND;VALUE=DATE:{int(day) + 1}" in lines
        assert "DTSTAMP:20261128T083000Z" in lines
        assert f"X-APPLE-SPECIAL-DAY:{mark}" in lines
        assert f"DESCRIPTION:{number}《国务院办公厅关于2026年部分节假日安排的通知》" in lines


def test_the_head_names_the_calendar_and_how_often_it_changes(cal: ChinaCalendar) -> None:
    head = written(cal, "ics").decode().split("BEGIN:VEVENT")[0].split("\r\n")
    for line in (
        "VERSION:2.0", "PRODID:-//gongxiang//calendars//ZH", "X-WR-CALNAME:中国工作日历",
        "X-WR-TIMEZONE:Asia/Shanghai", "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D",
    ):  # fmt: skip
        assert line in head


def uids(data: bytes) -> dict[str, str]:
    events = data.decode().split("BEGIN:VEVENT")[1:]
    return {
        each.split("DTSTART;VALUE=DATE:")[1][:8]: each.split("UID:")[1].split("\r\n")[0]
        for each in events
    }


def test_an_event_keeps_its_uid_as_long_as_its_notice_stands(cal: ChinaCalendar) -> None:
    later = to_ics(cal, [2020], made_at=MADE + timedelta(days=9))
    now, before = uids(later), uids(written(cal.as_known(date(2020, 1, 26)), "ics", [2020]))
    assert now == uids(written(cal, "ics", [2020]))
    assert {day for day in before.keys() | now.keys() if before.get(day) != now.get(day)} == {
        "20200131", "20200201", "20200202",
    }  # fmt: skip


def test_another_notice_for_the_same_day_is_another_event(cal: ChinaCalendar) -> None:
    text = CHANGE % ("", "")
    text = text.replace("off_add = [2026-11-02]\noff_remove = []", AGAIN)
    changed = ChinaCalendar([*shipped_notices(), parse_notice("2026-change.toml", text)])
    now, before = uids(written(changed, "ics", [2026])), uids(written(cal, "ics", [2026]))
    assert now.keys() == before.keys()
    assert {day for day in now if now[day] != before[day]} == {"20261007"}


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_provisional_days_are_never_written(kind: str, cal: ChinaCalendar) -> None:
    data = written(cal, kind, [2006, 2027, 2030])
    if kind == "json":
        assert json.loads(data)["years"] == {}
    assert read_feed(data).days == ()
    old = cal.as_known(date(2020, 1, 1))
    years = {day.date.year for day in read_feed(written(old, kind)).days}
    assert years == set(range(2007, 2021))


def test_a_naive_instant_is_refused(cal: ChinaCalendar) -> None:
    with pytest.raises(NaiveDatetimeError):
        to_ics(cal, [2026], made_at=datetime(2026, 11, 28))


def test_an_instant_of_any_zone_is_written_in_utc(cal: ChinaCalendar, at: Any) -> None:
    assert to_ics(cal, [2026], made_at=at("2026-11-28 16:30")) == written(cal, "ics", [2026])


def day_of_json(day: str, kind: str, notice: str) -> dict[str, str]:
    return {"date": day, "kind": kind, "name": "春节", "notice": notice}


def test_json_has_the_years_their_notices_and_days(cal: ChinaCalendar) -> None:
    content = to_json(cal, [2020, 2018])
    assert content["revision"] == cal.revision
    assert list(content["years"]) == ["2018", "2020"]
    reached_back = ["国办发明电〔2017〕12号", "国办发明电〔2018〕15号"]
    assert content["years"]["2018"]["notices"] == reached_back
    year = content["years"]["2020"]
    assert year["notices"] == ["国办发明电〔2019〕16号", "国办发明电〔2020〕1号"]
    assert day_of_json("2020-02-02", "off", "国办发明电〔2020〕1号") in year["days"]
    assert day_of_json("2020-01-19", "work", "国办发明电〔2019〕16号") in year["days"]
    assert all(each["date"] != "2020-02-01" or each["kind"] == "off" for each in year["days"])


def test_csv_has_a_line_for_every_day(cal: ChinaCalendar) -> None:
    text = to_csv(cal, [2026])
    head, first, *_rest = text.split("\r\n")
    assert head == "date,kind,name,notice_number"
    assert first == "2026-01-01,off,元旦,国办发明电〔2025〕7号"
    assert "\r\n2026-10-10,work,国庆节,国办发明电〔2025〕7号\r\n" in text
    assert len(text.split("\r\n")) == 1 + 33 + 6 + 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(cal: ChinaCalendar, sign: str) -> None:
    notice = parse_notice("2026-change.toml", CHANGE % (sign, sign))
    changed = ChinaCalendar([*shipped_notices(), notice])
    text = to_csv(changed, [2026])
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert f"'{sign}1+1" in cells
    (day,) = (day for day in read_feed(text.encode()).days if day.date == date(2026, 11, 2))
    assert day.name == f"{sign}1+1"
    for kind in ("ics", "json"):
        (day,) = (d for d in read_feed(written(changed, kind, [2026])).days if d.date.month == 11)
        assert (day.name, day.working) == (f"{sign}1+1", False)


AGAIN = "off_add = [2026-10-07]\noff_remove = [2026-10-07]"
CHANGE = """amends = 2026
holiday = "%s1+1"
off_add = [2026-11-02]
off_remove = []
work_add = []
work_remove = []

[notice]
number = "%s试〔2026〕1号"
signed = 2026-09-01
title = "试, 试; \\n试"
url = "https://example.invalid/"
text_sha256 = ""
entered_by = "test"
checked_by = ""
"""
