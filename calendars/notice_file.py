"""Writing a notice as its TOML file, in the layout of those that are shipped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from calendars.notice_model import Break, ChangeNotice, Notice, Source, YearNotice

#: A span in a file may not be longer.
LONGEST_SPAN = 32


def notice_toml(notice: Notice) -> str:
    """The file of `notice`: `parse_notice(name, notice_toml(notice))` gives an equal one.

    The name of the file (`source.file`) does not stand in it. Nothing is checked here.
    """
    if isinstance(notice, YearNotice):
        head = [f"year = {notice.year}"]
        tables = [_source(notice.source), *map(_break, notice.breaks)]
    else:
        head = _change(notice)
        tables = [_source(notice.source)]
    return "\n".join([*head, *("\n" + "\n".join(table) for table in tables)]) + "\n"


def _change(notice: ChangeNotice) -> list[str]:
    return [
        f"amends = {notice.amends}",
        f"holiday = {_text(notice.holiday)}",
        f"off_add = {_days(notice.off_add)}",
        f"off_remove = {_days(notice.off_remove)}",
        f"work_add = {_listed(notice.work_add)}",
        f"work_remove = {_listed(notice.work_remove)}",
    ]


def _source(source: Source) -> list[str]:
    published = [] if source.published == source.signed else [f"published = {source.published}"]
    return [
        "[notice]",
        f"number = {_text(source.number)}",
        f"signed = {source.signed}",
        *published,
        f"title = {_text(source.title)}",
        f"url = {_text(source.url)}",
        f"text_sha256 = {_text(source.text_sha256)}",
        f"entered_by = {_text(source.entered_by)}",
        f"checked_by = {_text(source.checked_by)}",
    ]


def _break(item: Break) -> list[str]:
    return [
        "[[holiday]]",
        f"name = {_text(item.name)}",
        f"days_declared = {item.days_declared}",
        f"off = {_days(item.off)}",
        f"work = {_listed(item.work)}",
    ]


def _text(value: str) -> str:
    """A basic string of TOML: JSON's, but for the one control sign that JSON lets pass."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(days: Sequence[date]) -> str:
    return f"[{', '.join(map(str, days))}]"


def _days(days: Sequence[date]) -> str:
    return f"[{', '.join(_run(first, last) for first, last in _runs(days))}]"


def _run(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{{ from = {first}, to = {last} }}"


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """First and last day of each unbroken row of days."""
    row: list[date] = []
    for day in days:
        if row and (day - row[-1] != timedelta(days=1) or len(row) == LONGEST_SPAN):
            yield row[0], row[-1]
            row = []
        row.append(day)
    if row:
        yield row[0], row[-1]
