"""Writing iCalendar (RFC 5545, RFC 7986), to be kept as a file or subscribed to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from calendars.china import ChinaCalendar
from calendars.day_table import Mark
from calendars.feeds.marked_days import KINDS, marked_days
from calendars.notice_model import Source
from calendars.zone import SHANGHAI, in_shanghai

if TYPE_CHECKING:
    from icalendar import Calendar, Event

CALENDAR_NAME = "中国工作日历"
SUMMARY = {True: "{name}（休）", False: "{name}调休（班）"}
#: From these the calendar programs of Apple draw 休 and 班.
APPLE = {True: "WORK-HOLIDAY", False: "ALTERNATE-WORKDAY"}
REFRESH = timedelta(days=1)


def to_ics(calendar: ChinaCalendar, years: Iterable[int], *, made_at: datetime) -> bytes:
    """Return the days off and worked of `years` by notice as iCalendar, one event per day.

    `made_at` is an aware instant, written as DTSTAMP in UTC; a naive one raises
    NaiveDatetimeError. The UID of an event stays as long as the same notice marks the day the
    same way. Years without a notice are left out: what is only provisional is no event.
    """
    made = in_shanghai(made_at)
    sources = {notice.source.number: notice.source for notice in calendar.notices}
    written = _head()
    for day, mark in marked_days(calendar, years):
        written.add_component(_event(day, mark, sources[mark.number], made))
    return bytes(written.to_ical())


def _head() -> Calendar:
    # a fifth of a second to import; who only counts days need not wait for it
    from icalendar import Calendar

    head = Calendar()
    for name, value in {
        "VERSION": "2.0",
        "PRODID": "-//gongxiang//calendars//ZH",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "NAME": CALENDAR_NAME,
        "X-WR-CALNAME": CALENDAR_NAME,
        "X-WR-TIMEZONE": SHANGHAI.key,
        "X-APPLE-LANGUAGE": "zh",
        "X-APPLE-REGION": "CN",
    }.items():
        head.add(name, value)
    head.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})
    head.add("X-PUBLISHED-TTL", f"P{REFRESH.days}D")
    return head


def _event(day: date, mark: Mark, source: Source, made: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", _uid(day, mark))
    event.add("DTSTAMP", made)  # icalendar writes it in UTC, as the RFC wants it
    event.add("DTSTART", day)
    event.add("DTEND", day + timedelta(days=1))
    event.add("SUMMARY", SUMMARY[mark.off].format(name=mark.name))
    event.add("DESCRIPTION", f"{source.number}《{source.title}》")
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-APPLE-SPECIAL-DAY", APPLE[mark.off])
    return event


def _uid(day: date, mark: Mark) -> str:
    """RFC 7986 asks for UUIDs; one made from a name is the same in every export."""
    return str(uuid5(NAMESPACE_URL, f"urn:gongxiang:{mark.number}:{day}:{KINDS[mark.off]}"))
