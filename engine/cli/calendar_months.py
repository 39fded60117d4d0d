"""A year of the calendar as text: twelve months, and the days that are not as the week has them."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

from engine.cli.output import echo_table
from engine.queries.calendar.year import DayCell, Month, YearView

#: Two columns each for the number and the mark, one for what is provisional.
CELL, GAP = 5, "   "
WEEKDAYS = "一二三四五六日"


def echo_year(view: YearView) -> None:
    """Tell a year: its totals and notices, two months side by side, then the marked days."""
    click.echo(
        f"{view.year} 年：工作日 {view.working_days} 天，周一至周五放假 {view.days_off} 天，"
        f"周末上班 {view.days_worked} 天"
    )
    click.echo(f"依据：{'、'.join(view.notices) or '尚无放假安排通知，全年暂定'}")
    for left, right in zip(view.months[::2], view.months[1::2], strict=True):
        click.echo()
        for one, other in zip_longest(_lines(left), _lines(right), fillvalue=" " * CELL * 7):
            click.echo(f"{one}{GAP}{other}".rstrip())
    click.echo("\n休 放假；班 周末上班；* 暂定，下一年度的通知可能改变")
    _echo_days([cell for cell in view.days if cell.mark])


def _lines(month: Month) -> Iterator[str]:
    head = f"{month.number} 月（工作日 {month.working_days} 天）"
    yield head + " " * (CELL * 7 - _width(head))
    yield "".join(f"{day}{' ' * (CELL - 2)}" for day in WEEKDAYS)
    for week in month.weeks:
        yield "".join(map(_cell, week))


def _cell(day: DayCell | None) -> str:
    if day is None:
        return " " * CELL
    return f"{day.date.day:>2}{day.mark or '  '}{'*' if day.provisional else ' '}"


def _width(text: str) -> int:
    return sum(1 if each.isascii() else 2 for each in text)


def _echo_days(days: Sequence[DayCell]) -> None:
    click.echo()
    rows = [
        (day.date, f"周{WEEKDAYS[day.date.weekday()]}", day.mark, day.label, _basis(day))
        for day in days
    ]
    echo_table(rows, ("日期", "星期", "", "说明", "依据"))


def _basis(day: DayCell) -> str:
    return (day.notice or "") + ("（暂定）" if day.provisional else "")
