"""The calendar as a file for other programs, and held against one that others made."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from calendars import (
    ChinaCalendar,
    Comparison,
    FeedError,
    compare_feed,
    read_feed,
    to_csv,
    to_ics,
    to_json,
)
from engine.core.access import Actor
from engine.core.notice_entry import require_keeper
from engine.core.notice_words import said
from engine.errors import FormError, NotFound
from engine.queries.calendar.year import years_with_notice
from engine.sentence import say
from engine.store.calendar import calendar_in
from engine.store.database import Store

Write = Callable[[ChinaCalendar, list[int], datetime], bytes]


@dataclass(frozen=True)
class CalendarFile:
    """A written calendar: how to call the file, what it is, its bytes."""

    name: str
    media_type: str
    content: bytes


def calendar_of(store: Store) -> ChinaCalendar:
    """Return the calendar in force."""
    with store.reading() as session:
        return calendar_in(store, session)


def export(
    calendar: ChinaCalendar, kind: str, years: Iterable[int], made_at: datetime
) -> CalendarFile:
    """Return `years` (none: all that a notice covers) of `calendar` as a file of `kind`.

    `kind` is a key of `FORMATS`; `made_at` is an aware instant. Raises NotFound for a year without
    a notice, of which nothing is known that others should rely on.
    """
    known = years_with_notice(calendar)
    wanted = sorted(set(years)) or list(known)
    for year in wanted:
        if year not in known:
            raise NotFound(say("%(year)s 年没有放假安排通知，不能导出。", year=year))
    media_type, write = FORMATS[kind]
    label = f"{wanted[0]}-{wanted[-1]}" if len(wanted) > 1 else f"{wanted[0]}"
    return CalendarFile(f"china-{label}.{kind}", media_type, write(calendar, wanted, made_at))


def compare(
    calendar: ChinaCalendar, data: bytes, name: str = "", year: int | None = None
) -> Comparison:
    """Hold the calendar in the file `data` (called `name`) against `calendar`, day by day.

    Only `year` when one is given. Raises FormError on `file` when the file cannot be used.
    """
    try:
        return compare_feed(calendar, read_feed(data, name), year)
    except FeedError as wrong:
        raise FormError({"file": [said(wrong)]}) from wrong


def second_opinion(
    store: Store, actor: Actor, data: bytes, name: str = "", year: int | None = None
) -> Comparison:
    """Hold a file against the calendar in force, as `compare` does; Forbidden for who does not
    keep the calendar: a large file takes seconds to read."""
    require_keeper(actor)
    return compare(calendar_of(store), data, name, year)


def _ics(calendar: ChinaCalendar, years: list[int], made_at: datetime) -> bytes:
    return to_ics(calendar, years, made_at=made_at)


def _csv(calendar: ChinaCalendar, years: list[int], _made_at: datetime) -> bytes:
    return to_csv(calendar, years).encode("utf-8-sig")  # Excel takes it for UTF-8 by the mark


def _json(calendar: ChinaCalendar, years: list[int], _made_at: datetime) -> bytes:
    return (json.dumps(to_json(calendar, years), ensure_ascii=False, indent=2) + "\n").encode()


#: Kind of file -> (what it is over HTTP, how it is written).
FORMATS: dict[str, tuple[str, Write]] = {
    "ics": ("text/calendar; charset=utf-8", _ics),
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
}
