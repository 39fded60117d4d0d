"""Reading JSON in three shapes: ours, that of holiday-cn, and that of chinese-days."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from calendars.feeds.day_texts import day_of
from calendars.feeds.feed_model import KINDS, Feed, FeedError, Gathering, short_name
from calendars.sentence import say

#: Tables of chinese-days. Its inLieuDays are days off too, most of them also among the holidays.
TABLES = {"holidays": False, "inLieuDays": False, "workdays": True}
#: Place, date, whether worked (None: not understood), name.
Entry = tuple[str, object, bool | None, object]


def read_json(text: str) -> Feed:
    """Return the days of a JSON file. Raises FeedError for bad syntax and for any other shape."""
    gathering, seen = Gathering("json"), False
    for place, day, working, name in _entries(_parsed(text)):
        _add(gathering, place, day, working, name)
        seen = True
    if not seen:
        # holiday-cn has a file for a year before its notice: no answer, not a year of Mondays
        gathering.remark(say("文件没有列出任何日子"))
    return gathering.finished()


def _add(
    gathering: Gathering, place: str, text: object, working: bool | None, name: object
) -> None:
    day = day_of(text) if isinstance(text, str) else None
    if day is None:
        shown = short_name(text) if isinstance(text, str) else ""
        gathering.leave_out(place, say("不是日期（%(value)s）", value=shown))
    elif working is None:
        gathering.leave_out(place, say("没有写明是休还是班"))
    else:
        gathering.add(day, working, short_name(name) if isinstance(name, str) else "", place)


def _entries(content: object) -> Iterator[Entry]:
    table = content if isinstance(content, dict) else {}
    years, days = table.get("years"), table.get("days")
    if isinstance(years, dict):
        return _of_years(years)
    if isinstance(days, list):
        return _of_days(days, "days")
    if any(isinstance(table.get(name), dict) for name in TABLES):
        return _of_tables(table)
    raise FeedError(
        say(
            "JSON 中没有 years、days 或 holidays；"
            "请提供本系统导出的文件，或 holiday-cn、chinese-days 格式的文件"
        )
    )


def _of_years(years: dict[str, Any]) -> Iterator[Entry]:
    for year, content in years.items():
        days = content.get("days") if isinstance(content, dict) else None
        if isinstance(days, list):
            yield from _of_days(days, f"years.{short_name(year)}.days")


def _of_days(days: list[Any], place: str) -> Iterator[Entry]:
    for number, entry in enumerate(days):
        table = entry if isinstance(entry, dict) else {}
        yield f"{place}[{number}]", table.get("date"), _working(table), table.get("name")


def _working(table: dict[str, Any]) -> bool | None:
    """Our kind, or the isOffDay of holiday-cn."""
    kind, off = table.get("kind"), table.get("isOffDay")
    if isinstance(kind, str):
        return KINDS.get(kind)
    return not off if isinstance(off, bool) else None


def _of_tables(content: dict[str, Any]) -> Iterator[Entry]:
    for table, working in TABLES.items():
        days = content.get(table)
        for day, name in days.items() if isinstance(days, dict) else ():
            yield f"{table}.{short_name(day)}", day, working, _chinese_name(name)


def _chinese_name(name: object) -> object:
    """chinese-days writes "National Day,国庆节,3"."""
    parts = name.split(",", 2) if isinstance(name, str) else []
    return parts[1] if len(parts) > 1 else name


def _parsed(text: str) -> object:
    try:
        content: object = json.loads(text, object_pairs_hook=_once)
    except RecursionError as error:
        raise FeedError(say("JSON 嵌套过深；请提供日历数据本身")) from error
    except json.JSONDecodeError as error:
        raise FeedError(
            say(
                "第 %(line)s 行第 %(column)s 个字符：不是 JSON；请重新下载",
                line=error.lineno,
                column=error.colno,
            )
        ) from error
    except FeedError:
        raise
    except ValueError as error:  # Python refuses a number of thousands of digits
        raise FeedError(say("JSON 中的数字过长；请提供日历数据本身")) from error
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table in which each name stands once: of two entries for a day one would be lost."""
    table = dict(pairs)
    if len(table) != len(pairs):
        twice, _times = Counter(name for name, _value in pairs).most_common(1)[0]
        raise FeedError(
            say(
                "JSON 中 %(name)s 在同一处出现两次；请核对来源，改正后再导入",
                name=short_name(twice),
            )
        )
    return table
