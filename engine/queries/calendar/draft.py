"""What an entry would say and change, looked at before it is entered; nothing is kept."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from calendars import (
    Break,
    ChangeNotice,
    ChinaCalendar,
    PassedOver,
    ReadChange,
    ReadNotice,
    YearNotice,
    in_force,
    local_date,
    soft_findings,
)
from engine.core.access import Actor
from engine.core.notice_entry import Entered, NoticeEntry, enter, read_text, require_keeper
from engine.errors import FormError
from engine.queries.calendar.exchange import calendar_of
from engine.queries.calendar.impact import DayChange, day_changes
from engine.queries.calendar.year import Month, view_of
from engine.sentence import Sentence
from engine.store.database import Store

__all__ = ["OF_SOURCE", "Draft", "Shown", "arranged", "draft_of", "months_of", "require_keeper"]

#: Where a notice comes from; what is wrong there hides nothing of the days.
OF_SOURCE = frozenset({"number", "signed", "published", "title", "url", "reason"})
#: Stands in for a number or a title that is still to be typed.
UNTYPED = "〔〕"


@dataclass(frozen=True)
class Shown:
    """A notice as it would be entered. `breaks` of a yearly notice, `change` of a change.

    `findings`: what is unusual about it. `days`: those that would be worked or off other than by
    the calendar in force. `months`: those it arranges something in, each with its year, by
    `calendar`, the one that it would put in force.
    """

    year: int
    number: str
    title: str
    signed: date | None
    breaks: tuple[Break, ...]
    change: ChangeNotice | None
    findings: tuple[Sentence, ...]
    days: tuple[DayChange, ...]
    months: tuple[tuple[int, Month], ...]
    calendar: ChinaCalendar


@dataclass(frozen=True)
class Draft:
    """An entry as far as it can be followed.

    `shown`: the notice, None where its days are not clear yet. `proposed`: what the text of a
    change notice seems to say, to be made out by a person. `passed_over`: sentences without an
    arrangement. `unread`: why the text was not understood, where the days are given by hand.
    `errors`: field -> sentences, as FormError has them.
    """

    shown: Shown | None
    proposed: ReadChange | None
    passed_over: tuple[PassedOver, ...]
    unread: str
    errors: dict[str, Any]


def draft_of(store: Store, actor: Actor, entry: NoticeEntry) -> Draft:
    """Return what entering `entry` would give; Forbidden for who does not keep the calendar."""
    require_keeper(actor)
    calendar = calendar_of(store)
    read, unread = _read(entry, calendar)
    passed = read.passed_over if read is not None else ()
    proposed = read if isinstance(read, ReadChange) else None
    if proposed is not None and entry.change is None:
        return Draft(None, proposed, passed, "", {})
    today = local_date(store.clock.now())
    entered, errors = _entered(entry, calendar, read, today, actor.name)
    shown = _shown(calendar, entered, errors, today) if entered is not None else None
    return Draft(shown, proposed, passed, unread if "text" not in errors else "", errors)


def _read(
    entry: NoticeEntry, calendar: ChinaCalendar
) -> tuple[ReadNotice | ReadChange | None, str]:
    if not entry.text.strip():
        return None, ""
    try:
        return read_text(entry.text, calendar), ""
    except FormError as wrong:
        return None, wrong.errors["text"][0]


def _entered(
    entry: NoticeEntry,
    calendar: ChinaCalendar,
    read: ReadNotice | ReadChange | None,
    today: date,
    by: str,
) -> tuple[Entered | None, dict[str, Any]]:
    """The notice, its source made up where that alone is wrong; and all that is wrong."""
    try:
        return enter(entry, calendar, by), {}
    except FormError as wrong:
        if not wrong.errors.keys() <= OF_SOURCE:
            return None, wrong.errors
        errors = wrong.errors
    try:
        return enter(_with_source(entry, read, today), calendar, by), errors
    except FormError as wrong:
        return None, {**errors, **wrong.errors}


def _with_source(
    entry: NoticeEntry, read: ReadNotice | ReadChange | None, today: date
) -> NoticeEntry:
    number, title = (read.number, read.title) if read is not None else ("", "")
    signed = read.signed if read is not None else None
    return replace(
        entry, number=number or UNTYPED, title=title or UNTYPED, signed=signed or today,
        published=None, url="https://", reason="",
    )  # fmt: skip


def _shown(calendar: ChinaCalendar, entered: Entered, errors: dict[str, Any], today: date) -> Shown:
    notice, source = entered.notice, entered.notice.source
    after = ChinaCalendar(in_force(calendar.notices, [notice]))
    yearly = isinstance(notice, YearNotice)
    return Shown(
        year=entered.year,
        number="" if "number" in errors else source.number,
        title="" if "title" in errors else source.title,
        signed=None if "signed" in errors else source.signed,
        breaks=notice.breaks if isinstance(notice, YearNotice) else (),
        change=notice if isinstance(notice, ChangeNotice) else None,
        findings=soft_findings(notice) if yearly else (),
        days=tuple(day_changes(calendar, after)),
        months=months_of(after, arranged(notice), today),
        calendar=after,
    )


def arranged(notice: YearNotice | ChangeNotice) -> set[date]:
    """Return the days that a notice says anything about."""
    if isinstance(notice, YearNotice):
        return {day for each in notice.breaks for day in (*each.off, *each.work)}
    return {*notice.off_add, *notice.off_remove, *notice.work_add, *notice.work_remove}


def months_of(
    calendar: ChinaCalendar, days: set[date], today: date
) -> tuple[tuple[int, Month], ...]:
    """Return the months that `days` lie in, each with its year, by `calendar`."""
    wanted = sorted({(day.year, day.month) for day in days})
    views = {year: view_of(calendar, year, today).months for year, _month in wanted}
    return tuple((year, views[year][month - 1]) for year, month in wanted)
