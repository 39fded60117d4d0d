"""From notices to days: what each special day is, and the index that counts quickly."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from calendars.notice_checks import is_weekend
from calendars.notice_model import ChangeNotice, Notice, YearNotice


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
    for item in notice.breaks:
        marks.update({day: Mark(True, item.name, notice.source.number) for day in item.off})
        marks.update({day: Mark(False, item.name, notice.source.number) for day in item.work})


def _mark_change(marks: dict[date, Mark], notice: ChangeNotice) -> None:
    for day in (*notice.off_remove, *notice.work_remove):
        del marks[day]
    number = notice.source.number
    marks.update({day: Mark(True, notice.holiday, number) for day in notice.off_add})
    marks.update({day: Mark(False, notice.holiday, number) for day in notice.work_add})


def is_worked(day: date, marks: Mapping[date, Mark]) -> bool:
    mark = marks.get(day)
    return not is_weekend(day) if mark is None else not mark.off


class DayIndex:
    """Working days of a closed range, ready for constant-time counting.

    `flags[i]` says whether day i is worked, `before[i]` how many of the first i days are, and
    `ordinals` lists the working days in order (date.toordinal()).
    """

    __slots__ = ("before", "first", "flags", "last", "ordinals")

    def __init__(self, first: date, last: date, marks: Mapping[date, Mark]) -> None:
        self.first, self.last = first.toordinal(), last.toordinal()
        self.flags = bytes(
            is_worked(date.fromordinal(n), marks) for n in range(self.first, self.last + 1)
        )
        self.ordinals = array("I")
        self.before = array("I", [0])
        for offset, worked in enumerate(self.flags):
            if worked:
                self.ordinals.append(self.first + offset)
            self.before.append(len(self.ordinals))
