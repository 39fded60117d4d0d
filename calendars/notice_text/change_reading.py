"""Reading a change notice: a proposal, held against what was arranged before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from calendars.china import ChinaCalendar
from calendars.errors import NoticeError
from calendars.notice_checks import check_change, is_weekend
from calendars.notice_model import ChangeNotice, Source
from calendars.notice_text.arrangement import Arrangement, arrangement
from calendars.notice_text.change_forms import (
    EXTENDED,
    Change,
    extension,
    read_added,
    read_extended,
    read_rearranged,
)
from calendars.notice_text.framing import Frame
from calendars.notice_text.model import ReadChange
from calendars.notice_text.refusal import refusal
from calendars.notice_text.titles import Kind
from calendars.notice_text.year_checks import check_worked
from calendars.sentence import say
from calendars.wording import day_words

ONE_DAY = timedelta(days=1)


def read_change(frame: Frame, before: ChinaCalendar) -> ReadChange:
    """What a change notice seems to change in `before`. Raises NoticeTextError."""
    kind, year, holiday = _subject(frame)
    known = _known(frame, before, year, holiday)
    if kind is Kind.EXTENDED:
        change = read_extended(frame.body, year, holiday)
        read = _extended(frame, change, known, year, holiday)
    else:
        reader = read_rearranged if kind is Kind.REARRANGED else read_added
        change = reader(frame.body, year)
        read = _rearranged(frame, change, known, year, holiday)
    _check(read, change)
    return read


def _subject(frame: Frame) -> tuple[Kind, int, str]:
    """What kind of change, of which year and holiday."""
    if frame.title is None:
        found = EXTENDED.fullmatch(frame.body[0].text)
        if found is None:
            reason = say("没有标题，看不出是年度安排还是哪个节日的调整，请把标题一并粘贴")
            raise refusal(frame.body[0], reason)
        return Kind.EXTENDED, int(found["year"]), found["holiday"]
    title = frame.title.value
    _check_preamble(frame, title.holiday)
    return title.kind, _year(frame), title.holiday


def _check_preamble(frame: Frame, holiday: str) -> None:
    if frame.names is not None and frame.names.value != (holiday,):
        raise refusal(frame.names.passage, say("所说的节日与标题不一致，请与原文核对"))


def _year(frame: Frame) -> int:
    """The year changed: of the title, else of the paper itself, which then is of the same year."""
    issued = {}
    if frame.number:
        issued[frame.number.passage] = int(re.findall("[0-9]{4}", frame.number.value)[0])
    if frame.signed:
        issued[frame.signed.passage] = frame.signed.value.year
    told = frame.year.value if frame.year else next(iter(issued.values()), None)
    if told is None:
        reason = say("看不出是哪一年的调整，请把文号或成文日期一并粘贴")
        raise refusal(frame.body[0], reason)
    for passage, year in issued.items():
        if not (told == year or (frame.year and told == year + 1)):
            reason = say("%(year)s 年的调整不会在 %(issued)s 年发文", year=told, issued=year)
            raise refusal(passage, reason)
    return told


def _known(frame: Frame, before: ChinaCalendar, year: int, holiday: str) -> Arrangement:
    signed = frame.signed.value if frame.signed else None
    known = arrangement(before, year, holiday, signed)
    if known is None:
        reason = say("还没有 %(year)s 年的年度通知，无从对照，请先录入年度通知", year=year)
        raise refusal(frame.body[0], reason)
    return known


def _rearranged(
    frame: Frame, change: Change, known: Arrangement, year: int, holiday: str
) -> ReadChange:
    off, work = set(change.off), set(change.work)
    return _proposal(
        frame, year, holiday,
        off_add=off - known.off,
        off_remove=known.own_off - off,
        work_add=work - known.work,
        work_remove=(known.own_work - work) | (known.work & off),
    )  # fmt: skip


def _extended(
    frame: Frame, change: Change, known: Arrangement, year: int, holiday: str
) -> ReadChange:
    if not known.own_off:
        reason = say("%(year)s 年没有%(holiday)s的假期可以延长", year=year, holiday=holiday)
        raise refusal(change.passage, reason)
    more = set(extension(change, max(known.own_off)))
    _check_resumed(change, known)
    return _proposal(
        frame, year, holiday, off_add=more - known.off, work_remove=known.work & more
    )  # fmt: skip


def _check_resumed(change: Change, known: Arrangement) -> None:
    """Work begins again on the first day after the extension that is not a weekend."""
    assert change.until is not None
    day = change.until + ONE_DAY
    while is_weekend(day) and day not in known.work:
        day += ONE_DAY
    if change.resumed != day:
        reason = say("延长后的首个工作日应为 %(day)s，请与原文核对", day=day_words(day))
        raise refusal(change.passage, reason)


def _proposal(
    frame: Frame,
    year: int,
    holiday: str,
    off_add: Iterable[date] = (),
    off_remove: Iterable[date] = (),
    work_add: Iterable[date] = (),
    work_remove: Iterable[date] = (),
) -> ReadChange:
    return ReadChange(
        amends=year,
        title=frame.title.value.text if frame.title else "",
        number=frame.number.value if frame.number else "",
        signed=frame.signed.value if frame.signed else None,
        holiday=holiday,
        off_add=tuple(sorted(off_add)),
        off_remove=tuple(sorted(off_remove)),
        work_add=tuple(sorted(work_add)),
        work_remove=tuple(sorted(work_remove)),
        passed_over=frame.passed(),
    )


def _check(read: ReadChange, change: Change) -> None:
    """The checks that every change's file passes, and that days worked lie by the days off."""
    if change.off:
        check_worked(change.off, change.work, change.off, change.passage)
    unknown = read.signed or date(read.amends, 1, 1)
    source = Source("", read.number, unknown, unknown, read.title, "", "", "", "")
    days = (read.off_add, read.off_remove, read.work_add, read.work_remove)
    try:
        check_change(ChangeNotice(read.amends, source, read.holiday, *days))
    except NoticeError as error:
        reason = say("%(value)s：%(reason)s", value=error.value, reason=error.reason)
        raise refusal(change.passage, reason) from error
