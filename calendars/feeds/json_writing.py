"""Writing JSON, as a table that any encoder takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calendars.china import ChinaCalendar
from calendars.feeds.marked_days import KINDS, covered, marked_days


def to_json(calendar: ChinaCalendar, years: Iterable[int]) -> dict[str, Any]:
    """Return the days off and worked of `years` by notice, ready to be encoded.

    `{"revision": …, "years": {"2026": {"notices": [numbers], "days": [{"date", "kind", "name",
    "notice"}]}}}`, kind being off or work. A year without a notice is not there at all: an empty
    one would look like a year without holidays.
    """
    found = {str(year): _year(calendar, year) for year in covered(calendar, years)}
    return {"revision": calendar.revision, "years": found}


def _year(calendar: ChinaCalendar, year: int) -> dict[str, Any]:
    marked = marked_days(calendar, [year])
    days = [
        {"date": day.isoformat(), "kind": KINDS[mark.off], "name": mark.name, "notice": mark.number}
        for day, mark in marked
    ]
    return {"notices": list(calendar.notices_for(day for day, _mark in marked)), "days": days}
