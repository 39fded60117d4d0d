"""Yearly repetition of an event (RFC 5545, 3.3.10), the only one a holiday could have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from calendars.feeds.feed_model import LAST_YEAR
from calendars.feeds.ics_events import Unreadable
from calendars.sentence import Sentence, say

PART = re.compile(r"(FREQ|INTERVAL|COUNT|UNTIL|WKST|BYMONTH|BYMONTHDAY)=([A-Z0-9]{1,16})")
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
UNTIL = re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?")


def yearly_starts(rule: str, first: date) -> Iterator[date]:
    """Give the first day of every occurrence up to 2099, `first` included.

    Raises Unreadable for any other rule. 29 February occurs in leap years only, as the RFC says.
    """
    parts = _parts(rule, first)
    until = _until(rule, parts["UNTIL"]) if "UNTIL" in parts else date.max
    years = range(first.year, LAST_YEAR + 1, int(parts.get("INTERVAL", "1")))
    starts = (start for year in years if (start := _same_day(first, year)) and start <= until)
    return islice(starts, int(parts.get("COUNT", str(LAST_YEAR))))


def _parts(rule: str, first: date) -> Mapping[str, str]:
    found = [PART.fullmatch(part) for part in rule.upper().rstrip(";").split(";", 9)]
    parts = {part[1]: part[2] for part in found if part}
    here = {"FREQ": "YEARLY", "BYMONTH": str(first.month), "BYMONTHDAY": str(first.day)}
    same = all(parts.get(name, here[name]).lstrip("0") == here[name] for name in here)
    counted = all(NUMBER.fullmatch(parts.get(name, "1")) for name in ("INTERVAL", "COUNT"))
    if not (all(found) and "FREQ" in parts and same and counted):
        raise _unknown(rule)
    return parts


def _until(rule: str, value: str) -> date:
    try:
        return date.fromisoformat(value[:8] if UNTIL.fullmatch(value) else "")
    except ValueError as error:
        raise _unknown(rule) from error


def _unknown(rule: str) -> Unreadable:
    reason: Sentence = say("不支持这样的重复（%(rule)s）", rule=rule[:80])
    return Unreadable(reason)


def _same_day(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
