"""A year of the calendar as text: twelve months, and the days that are not as the week has them."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

from engine.cli.output import echo_table
from engine.queries.calendar.year import DayCell, Month, YearView

#: Columns of a day: two each for the number and the mark, one for what is provisional.
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
        lines = (_lines(month, view.known) for month in (left, right))
        for one, other in zip_longest(*lines, fillvalue=" " * CELL * 7):
            click.echo(f"{one}{GAP}{other}".rstrip())
    stars = view.known and any(cell.provisional for cell in view.days)
    click.echo("\n休 放假；班 周末上班" + ("；* 暂定，下一年度的通知可能改变" if stars else ""))
    _echo_days([cell for cell in view.days if cell.mark])


def _lines(month: Month, known: bool) -> Iterator[str]:
    """Lines of equal width; of a year without a notice every day is provisional, and no star
    says so."""
    yield _padded(f"{month.number} 月（工作日 {month.working_days} 天）", CELL * 7)
    yield "".join(_padded(day, CELL) for day in WEEKDAYS)
    for week in month.weeks:
        yield "".join(_padded(_cell(day, known), CELL) for day in week)


def _cell(day: DayCell | None, known: bool) -> str:
    if day is None:
        return ""
    return f"{day.date.day:>2}{day.mark}{'*' if known and day.provisional else ''}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - sum(1 if each.isascii() else 2 for each in text))


def _echo_days(days: Sequence[DayCell]) -> None:
    click.echo()
    rows = [
        (day.date, f"周{WEEKDAYS[day.date.weekday()]}", day.mark, day.label, _basis(day))
        for day in days
    ]
    echo_table(rows, ("日期", "星期", "", "说明", "依据"))


def _basis(day: DayCell) -> str:
    return (day.notice or "") + ("（暂定）" if day.provisional else "")
