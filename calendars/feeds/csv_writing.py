"""Writing CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from calendars.china import ChinaCalendar
from calendars.feeds.marked_days import KINDS, marked_days

HEAD = ("date", "kind", "name", "notice_number")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(calendar: ChinaCalendar, years: Iterable[int]) -> str:
    """Return the days off and worked of `years` by notice: date, kind (off, work), name, number.

    Years without a notice are left out. A text that a spreadsheet would take for a formula gets
    an apostrophe in front, which read_feed takes away again. For Excel encode it as utf-8-sig.
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for day, mark in marked_days(calendar, years):
        rows.writerow(map(_cell, (day.isoformat(), KINDS[mark.off], mark.name, mark.number)))
    return text.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
