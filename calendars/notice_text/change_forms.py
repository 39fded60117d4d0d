"""The three ways in which a change has been written: rearranged, extended, added.

2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。
9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.notice_checks import is_weekend
from calendars.notice_text.items import WORK, not_understood
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import refusal
from calendars.notice_text.shapes import FESTIVAL
from calendars.notice_text.written_days import DAY, DAYS, SPAN, span, weekdays_needed, written_days
from calendars.sentence import say
from calendars.wording import day_words

_PLACE = "(?:[一二三四五六七八九十]、)?"
_OFF = re.compile(f"{_PLACE}(?P<off>{SPAN})(?:放假调休|调休放假)，共(?P<total>[0-9]{{1,2}})天")
EXTENDED = re.compile(
    f"{_PLACE}延长(?P<year>[0-9]{{4}})年(?P<holiday>{FESTIVAL})假期至(?P<until>{DAY})，"
    f"(?P<resumed>{DAY})起正常上班"
)
_AMONG_THEM = re.compile(
    f"其中，?(?P<off>{DAYS})放假，(?P<moved>{DAYS})调休(?:，(?P<work>{DAYS})上班)?"
)
#: 2015, in the preamble: 为使全国人民广泛参与……，2015年9月3日全国放假1天
_NATIONWIDE = re.compile(f"(?:[^0-9]*，)?(?P<off>{DAY})全国放假(?P<total>[0-9])天")


@dataclass
class Change:
    """What a change orders: days off and worked, or until when a holiday is extended."""

    passage: Passage
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()
    until: date | None = None
    resumed: date | None = None


def read_rearranged(body: list[Passage], year: int) -> Change:
    """A break given anew, then the days worked for it. Raises NoticeTextError."""
    change = _with_span(body[0], year)
    for passage in body[1:]:
        _add_work(change, passage, year)
    return change


def read_extended(body: list[Passage], year: int, holiday: str) -> Change:
    """A break that ends later than it did. Raises NoticeTextError."""
    found = EXTENDED.fullmatch(body[0].text)
    if found is None or (int(found["year"]), found["holiday"]) != (year, holiday):
        raise not_understood(body[0])
    if len(body) > 1:
        raise not_understood(body[1])
    until, resumed = (
        weekdays_needed(written_days(found[name], year, body[0]), body[0])[0]
        for name in ("until", "resumed")
    )
    return Change(body[0], until=until, resumed=resumed)


def read_added(body: list[Passage], year: int) -> Change:
    """Days off that no yearly notice has, with rest days moved to them. Raises NoticeTextError."""
    nationwide = [found for passage in body if (found := _NATIONWIDE.fullmatch(passage.text))]
    rest = [passage for passage in body if not _NATIONWIDE.fullmatch(passage.text)]
    if not rest:
        raise not_understood(body[0])
    change = _with_span(rest[0], year)
    for passage in rest[1:]:
        if _AMONG_THEM.fullmatch(passage.text) and not change.work:
            _read_among_them(change, passage, year)
        else:
            _add_work(change, passage, year)
    for found in nationwide:
        _check_nationwide(change, found, year)
    return change


def _with_span(passage: Passage, year: int) -> Change:
    found = _OFF.fullmatch(passage.text)
    if found is None:
        raise not_understood(passage)
    off = span(found["off"], year, passage)
    _check_total(off, found["total"], passage)
    return Change(passage, off=off)


def _check_total(off: tuple[date, ...], total: str, passage: Passage) -> None:
    if int(total) != len(off):
        reason = say(
            "写明 %(count)s 天，起止却是 %(days)s 天，请与原文核对", count=total, days=len(off)
        )
        raise refusal(passage, reason)


def _add_work(change: Change, passage: Passage, year: int) -> None:
    found = WORK.fullmatch(passage.text)
    if found is None or change.work:
        raise not_understood(passage)
    change.work = weekdays_needed(written_days(found["days"], year, passage), passage)


def _read_among_them(change: Change, passage: Passage, year: int) -> None:
    found = _AMONG_THEM.fullmatch(passage.text)
    assert found is not None
    off, moved, work = (
        weekdays_needed(written_days(found[name] or "", year, passage), passage)
        for name in ("off", "moved", "work")
    )
    named = {*off, *moved}
    if named != {day for day in change.off if not is_weekend(day) or day in named}:
        raise refusal(passage, say("所列日期与前一句的起止不符，请与原文核对"))
    if len(moved) != len(work):
        raise refusal(passage, say("调休的天数与上班的天数不等，请与原文核对"))
    change.work = work


def _check_nationwide(change: Change, found: re.Match[str], year: int) -> None:
    off = span(found["off"], year, change.passage)
    _check_total(off, found["total"], change.passage)
    for day in off:
        if day not in change.off:
            reason = say("没有包括前文的 %(day)s，请与原文核对", day=day_words(day))
            raise refusal(change.passage, reason)


def extension(change: Change, last: date) -> tuple[date, ...]:
    """The days by which a break that ended on `last` is extended. Raises NoticeTextError."""
    until = change.until
    assert until is not None
    if not last < until <= last + timedelta(days=31):
        reason = say("原假期到 %(last)s 为止，不能延长至此日", last=day_words(last))
        raise refusal(change.passage, reason)
    return tuple(last + timedelta(days=k) for k in range(1, (until - last).days + 1))
