"""What is written out: the days that notices mark, and nothing that is only supposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calendars.china import ChinaCalendar
from calendars.day_table import Mark, marks_of

#: In files for other programs: off, or worked.
KINDS = {True: "off", False: "work"}


def covered(calendar: ChinaCalendar, years: Iterable[int]) -> list[int]:
    """Return those of `years` that a yearly notice covers, in order, each once."""
    known = range(calendar.first_covered.year, calendar.last_covered.year + 1)
    return sorted({year for year in years if year in known})


def marked_days(calendar: ChinaCalendar, years: Iterable[int]) -> list[tuple[date, Mark]]:
    """Return the marked days of the calendar years `years`, in order.

    A year without a yearly notice has none: its statutory days are provisional.
    """
    wanted = set(covered(calendar, years))
    marks = marks_of(calendar.notices)
    return sorted((day, mark) for day, mark in marks.items() if day.year in wanted)
