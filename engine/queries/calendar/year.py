"""A year as twelve months, each day with what the notices say of it."""

from calendar import Calendar as MonthGrid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calendars import (
    ChinaCalendar,
    CoverageError,
    DayState,
    YearNotice,
    label_words,
    local_date,
)
from engine.errors import NotFound
from engine.sentence import say
from engine.store.calendar import calendar_in
from engine.store.database import Store

MONDAY_FIRST = MonthGrid(0)


@dataclass(frozen=True)
class DayCell:
    """A day of a month's grid.

    `mark`: 休 for a day off by notice or law, 班 for a weekend day worked, empty otherwise.
    `label` says why, `notice` by which number; `today` in Asia/Shanghai.
    """

    date: date
    working: bool
    weekend: bool
    mark: str
    label: str
    notice: str | None
    provisional: bool
    today: bool


@dataclass(frozen=True)
class Month:
    """A month: weeks from Monday on, None where the week reaches into another month."""

    number: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working_days: int


@dataclass(frozen=True)
class YearView:
    """A year of the calendar in force.

    `known`: a yearly notice covers it; otherwise every day is provisional. `notices`: the numbers
    that mark a day of it or are about it, oldest first. `days_off`: working days of the week that
    are off; `days_worked`: weekend days that are worked. `first` and `last` are the years that
    can be shown.
    """

    year: int
    known: bool
    notices: tuple[str, ...]
    months: tuple[Month, ...]
    working_days: int
    days_off: int
    days_worked: int
    first: int
    last: int
    last_known: int

    @property
    def days(self) -> tuple[DayCell, ...]:
        """Every day of the year, in order."""
        weeks = (week for month in self.months for week in month.weeks)
        return tuple(cell for week in weeks for cell in week if cell is not None)


def get_year(store: Store, year: int) -> YearView:
    """Return `year` by the calendar in force; NotFound where nothing is known of it."""
    with store.reading() as session:
        calendar = calendar_in(store, session)
    return view_of(calendar, year, local_date(store.clock.now()))


def view_of(calendar: ChinaCalendar, year: int, today: date) -> YearView:
    """Return `year` by `calendar`; NotFound where it knows nothing of it."""
    first, last = calendar.first_covered.year, calendar.last_covered.year + 1
    if not first <= year <= last:
        raise NotFound(say("工作日历只有 %(first)s 至 %(last)s 年。", first=first, last=last))
    try:
        months = tuple(_month(calendar, year, number, today) for number in range(1, 13))
    except CoverageError as wrong:
        raise NotFound(say("%(wrong)s。", wrong=wrong.args[0])) from wrong
    cells = [cell for month in months for week in month.weeks for cell in week if cell]
    return YearView(
        year=year,
        known=year <= calendar.last_covered.year,
        notices=calendar.notices_for([cell.date for cell in cells]),
        months=months,
        working_days=sum(cell.working for cell in cells),
        days_off=sum(not cell.working and not cell.weekend for cell in cells),
        days_worked=sum(cell.working and cell.weekend for cell in cells),
        first=first,
        last=last,
        last_known=calendar.last_covered.year,
    )


def _month(calendar: ChinaCalendar, year: int, number: int, today: date) -> Month:
    weeks = tuple(
        tuple(_cell(calendar, day, number, today) for day in week)
        for week in MONDAY_FIRST.monthdatescalendar(year, number)
    )
    working = sum(cell.working for week in weeks for cell in week if cell)
    return Month(number, weeks, working)


def _cell(calendar: ChinaCalendar, day: date, month: int, today: date) -> DayCell | None:
    if day.month != month:
        return None
    state, weekend = calendar.describe(day), day.weekday() >= 5
    return DayCell(
        date=day,
        working=state.working,
        weekend=weekend,
        mark=_mark(state, weekend),
        label=label_words(state.label) if state.label else "",
        notice=state.notice,
        provisional=state.provisional,
        today=day == today,
    )


def _mark(state: DayState, weekend: bool) -> str:
    if state.working:
        return "班" if weekend else ""
    plain_weekend = weekend and state.notice is None and state.label.startswith("周")
    return "" if plain_weekend else "休"


def years_with_notice(calendar: ChinaCalendar) -> Sequence[int]:
    """Return the years that a yearly notice covers, in order."""
    return sorted(each.year for each in calendar.notices if isinstance(each, YearNotice))
