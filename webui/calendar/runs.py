"""The special days of a year in a list: whole breaks, and the weekend days that pay for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from calendars.wording import short_day_words, weekday_words
from engine.queries.calendar.year import DayCell
from engine.sentence import Sentence, say


@dataclass(frozen=True)
class Run:
    """Days in a row that are off, or worked, for the same reason by the same notice."""

    cells: tuple[DayCell, ...]

    @property
    def days(self) -> Sentence:
        """From which day to which, with the days of the week."""
        first, last = _day(self.cells[0]), _day(self.cells[-1])
        if len(self.cells) == 1:
            return first
        return say("%(first)s至%(last)s", first=first, last=last)


def runs(cells: Iterable[DayCell]) -> list[Run]:
    """Return the days marked 休 or 班 among `cells`, which stand in order without a gap."""
    groups = groupby(cells, key=lambda cell: (cell.mark, cell.label, cell.notice))
    return [Run(tuple(days)) for (mark, *_), days in groups if mark]


def _day(cell: DayCell) -> Sentence:
    day = short_day_words(cell.date, cell.date.year)
    return say("%(day)s（%(weekday)s）", day=day, weekday=weekday_words(cell.date))
