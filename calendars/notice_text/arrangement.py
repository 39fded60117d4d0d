"""What is arranged for a year before a change: by day, and for one holiday of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from calendars.china import ChinaCalendar
from calendars.errors import CoverageError
from calendars.notice_model import Notice, YearNotice


@dataclass(frozen=True)
class Arrangement:
    """Days off and weekend days worked by notice; `own_*` are those of the one holiday."""

    off: frozenset[date]
    work: frozenset[date]
    own_off: frozenset[date]
    own_work: frozenset[date]


def arrangement(
    calendar: ChinaCalendar, year: int, holiday: str, signed: date | None
) -> Arrangement | None:
    """What `calendar` knew of `year` on the eve of `signed`; None where it has no such year."""
    calendar = _eve(calendar, signed)
    if not any(isinstance(n, YearNotice) and n.year == year for n in calendar.notices):
        return None
    states = [calendar.describe(day) for day in _window(calendar, year)]
    off = frozenset(s.date for s in states if s.notice and not s.working)
    work = frozenset(s.date for s in states if s.notice and s.working)
    own_off, own_work = _own(calendar, year, holiday)
    return Arrangement(off, work, off & own_off, work & own_work)


def _eve(calendar: ChinaCalendar, signed: date | None) -> ChinaCalendar:
    """Without what came on the day of signing or later: the change itself may be known already."""
    if signed is None:
        return calendar
    try:
        return calendar.as_known(signed - timedelta(days=1))
    except CoverageError:
        return calendar


def _window(calendar: ChinaCalendar, year: int) -> list[date]:
    first = max(date(year - 1, 12, 25), calendar.first_covered)
    return [first + timedelta(days=k) for k in range((date(year, 12, 31) - first).days + 1)]


def _own(calendar: ChinaCalendar, year: int, holiday: str) -> tuple[set[date], set[date]]:
    """The days off and worked that notices gave `year` in the name of `holiday`."""
    off: set[date] = set()
    work: set[date] = set()
    for notice in calendar.notices:
        for names, more_off, more_work in _given(notice, year):
            if holiday in names.split("、"):
                off.update(more_off)
                work.update(more_work)
    return off, work


Given = tuple[str, tuple[date, ...], tuple[date, ...]]


def _given(notice: Notice, year: int) -> list[Given]:
    if isinstance(notice, YearNotice):
        return [(b.name, b.off, b.work) for b in notice.breaks] if notice.year == year else []
    own = [(notice.holiday, notice.off_add, notice.work_add)]
    return own if notice.amends == year else []
