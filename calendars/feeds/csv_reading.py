"""Reading CSV in our shape, also after Excel had it: other separators, dates and encodings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from calendars.feeds.day_texts import day_of, says_worked
from calendars.feeds.feed_model import (
    KINDS,
    Feed,
    FeedError,
    Gathering,
    line_place,
    short_name,
)
from calendars.sentence import say

COLUMNS = {
    "date": re.compile("date|日期"),
    "kind": re.compile("kind|类别|类型"),
    "name": re.compile("name|名称|节日|节假日"),
}
SEPARATORS = ",;\t"
#: What a writer put before a sign so that no spreadsheet takes the cell for a formula.
GUARD = re.compile(r"'(?=[=+\-@\t\r])")


def read_csv(text: str) -> Feed:
    """Return the days of a CSV file with the columns date, kind and name.

    Raises FeedError where the first line does not name the columns date and kind.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    gathering = Gathering("csv")
    try:
        filled = (row for row in rows if any(cell.strip() for cell in row))
        places = _places(next(filled, []))
        for row in filled:
            _read(row, places, gathering, rows.line_num)
    except csv.Error as error:
        place = line_place(rows.line_num)
        raise FeedError(
            say("%(place)s：不是 CSV；请用表格软件另存为 CSV 再导入", place=place)
        ) from error
    return gathering.finished()


def _separator(text: str) -> str:
    head = text.lstrip()[:1000].splitlines()[:1]
    return max(SEPARATORS, key=head[0].count) if head else SEPARATORS[0]


def _places(heads: Sequence[str]) -> dict[str, int]:
    """Which column is which."""
    found = {
        name: number
        for number, head in reversed(list(enumerate(heads)))
        for name, words in COLUMNS.items()
        if words.fullmatch(head.strip().lower())
    }
    if not {"date", "kind"} <= set(found):
        raise FeedError(
            say(
                "不是 iCalendar 或 JSON 文件；若是 CSV，首行应为 %(columns)s",
                columns="date,kind,name,notice_number",
            )
        )
    return found


def _read(row: Sequence[str], places: dict[str, int], gathering: Gathering, line: int) -> None:
    cells = {name: row[place].strip() for name, place in places.items() if place < len(row)}
    day, kind = day_of(cells.get("date", "")), cells.get("kind", "")
    working = KINDS.get(kind.lower(), says_worked(kind))
    if day is None:
        reason = say("不是日期（%(value)s）", value=short_name(cells.get("date", "")))
        gathering.leave_out(line_place(line), reason)
    elif working is None:
        reason = say("类别应为 off 或 work（%(value)s）", value=short_name(kind))
        gathering.leave_out(line_place(line), reason)
    else:
        name = short_name(GUARD.sub("", cells.get("name", ""), count=1))
        gathering.add(day, working, name, line_place(line))
