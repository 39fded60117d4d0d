"""From notices to days: what each special day is, and the index that counts quickly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, compress

from calendars.notice_model import ChangeNotice, Notice, YearNotice

WEEK = bytes((1, 1, 1, 1, 1, 0, 0))  # Monday first


@dataclass(frozen=True, slots=True)
class Mark:
    """What a notice says of one day: off or worked, for which holiday, by which number."""

    off: bool
    name: str
    number: str


def marks_of(notices: Iterable[Notice]) -> dict[date, Mark]:
    """The special days after all of `notices`, which come oldest first."""
    marks: dict[date, Mark] = {}
    for notice in notices:
        if isinstance(notice, YearNotice):
            _mark_year(marks, notice)
        else:
            _mark_change(marks, notice)
    return marks


def _mark_year(marks: dict[date, Mark], notice: YearNotice) -> None:
    number = notice.source.number
    for item in notice.breaks:
        marks.update(dict.fromkeys(item.off, Mark(True, item.name, number)))
        marks.update(dict.fromkeys(item.work, Mark(False, item.name, number)))


def _mark_change(marks: dict[date, Mark], notice: ChangeNotice) -> None:
    for day in (*notice.off_remove, *notice.work_remove):
        del marks[day]
    number = notice.source.number
    marks.update(dict.fromkeys(notice.off_add, Mark(True, notice.holiday, number)))
    marks.update(dict.fromkeys(notice.work_add, Mark(False, notice.holiday, number)))


class DayIndex:
    """Working days of a closed range, ready for constant-time counting.

    `flags[i]` says whether day i is worked, `before[i]` how many of the first i days are, and
    `days` lists the working days in order. Lists, not arrays: what is looked up is there
    already and need not be made.
    """

    __slots__ = ("before", "days", "first", "flags")

    def __init__(self, first: date, last: date, marks: Mapping[date, Mark]) -> None:
        self.first = first.toordinal()
        length = last.toordinal() - self.first + 1
        self.flags = _flags(first, length, marks)
        self.before = [0, *accumulate(self.flags)]
        everyday = map(date.fromordinal, range(self.first, self.first + length))
        self.days = list(compress(everyday, self.flags))

    def nth(self, day: date, n: int) -> date | None:
        """The n-th working day after (negative: before) `day`; None where the range ends."""
        offset = day.toordinal() - self.first
        if not 0 <= offset < len(self.flags):
            return None
        if n == 0:
            return day
        place = self.before[offset + 1] + n - 1 if n > 0 else self.before[offset] + n
        return self.days[place] if 0 <= place < len(self.days) else None


def _flags(first: date, length: int, marks: Mapping[date, Mark]) -> bytes:
    start = first.toordinal()
    weeks = WEEK * (length // 7 + 2)
    flags = bytearray(weeks[first.weekday() : first.weekday() + length])
    for day, mark in marks.items():
        offset = day.toordinal() - start
        if 0 <= offset < length:
            flags[offset] = not mark.off
    return bytes(flags)
