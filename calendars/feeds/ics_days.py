"""The days of an event (RFC 5545, 3.6.1, 3.8.2), in both styles that feeds use.

All-day events end with an exclusive DTEND; one that is missing or equals the start means one day.
Events with hours belong to the days they touch in China; an end at midnight is exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from calendars.feeds.feed_model import FIRST_YEAR, LAST_YEAR
from calendars.feeds.ics_events import Event, Unreadable
from calendars.feeds.ics_rule import yearly_starts
from calendars.sentence import say
from calendars.zone import SHANGHAI

MOMENT = re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?")
DURATION = re.compile(r"P(?:([0-9]{1,3})D|([0-9]{1,2})W)(?:T0[HMS])?")
ONE_DAY = timedelta(days=1)
#: No break of the State Council has been half as long.
LONGEST = 31
#: Repetitions and exceptions by list; feeds of holidays have none, since no two years are alike.
UNSUPPORTED = ("RDATE", "EXDATE", "RECURRENCE-ID")


def days_of(event: Event) -> Iterator[date]:
    """Give the days of `event`, those repeated yearly up to 2099.

    Raises Unreadable for dates that are none and for other repetitions.
    """
    first, last = _span(event)
    for name in UNSUPPORTED:
        if name in event:
            raise Unreadable(say("不支持 %(name)s", name=name))
    rule = event.value("RRULE")
    for start in yearly_starts(rule, first) if rule else (first,):
        yield from (start + timedelta(days=k) for k in range((last - first).days + 1))


def _span(event: Event) -> tuple[date, date]:
    """First and last day of the first occurrence."""
    start = _moment("DTSTART", event.value("DTSTART"))
    end = _end(event, start)
    if {start.time(), end.time()} != {time()}:
        start, end = _on_the_clock(start), _on_the_clock(end)
    # else midnight at both ends: a day, also when some program wrote it in UTC
    first, last = start.date(), end.date()
    if last > first and end.time() == time():
        last -= ONE_DAY
    if not 0 <= (last - first).days < LONGEST:
        raise Unreadable(
            say(
                "起止日期颠倒或超过 %(most)s 天（%(first)s 至 %(last)s）",
                most=LONGEST,
                first=first,
                last=last,
            )
        )
    return first, last


def _end(event: Event, start: datetime) -> datetime:
    if "DTEND" in event:
        return _moment("DTEND", event.value("DTEND"))
    if "DURATION" not in event:
        return start
    found = DURATION.fullmatch(event.value("DURATION"))
    if found is None:
        raise Unreadable(say("看不懂时长（%(value)s）", value=event.value("DURATION")[:40]))
    return start + timedelta(days=int(found[1] or 0), weeks=int(found[2] or 0))


def _moment(name: str, value: str) -> datetime:
    """A date is its midnight. Only what ends with Z is an instant of UTC; the rest is a clock."""
    try:
        moment = datetime.fromisoformat(value if MOMENT.fullmatch(value) else "")
    except ValueError as error:
        raise _no_day(name, value) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _no_day(name, value)
    return moment


def _no_day(name: str, value: str) -> Unreadable:
    return Unreadable(say("%(name)s 不是日期（%(value)s）", name=name, value=value[:40]))


def _on_the_clock(moment: datetime) -> datetime:
    """The clock in China. A time with TZID, or without any zone, is taken as it is written."""
    return moment if moment.tzinfo is None else moment.astimezone(SHANGHAI)
