"""Days as a notice writes them, with the year and month left to the words before.

10月1日（周四）至7日（周三）: what stands in brackets is held against the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.notice_text.lunar_words import LUNAR, lunar_words
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import refusal
from calendars.notice_text.shapes import FESTIVAL
from calendars.sentence import say
from calendars.statutory import FIRST_YEAR, LAST_YEAR, statutory_days
from calendars.wording import day_words, weekday_words
from calendars.zone import WEEKDAYS

DAY = "(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:（[^（）]{1,30}）)?"
SPAN = f"{DAY}(?:(?:至|到|-{{1,2}}){DAY})?"
DAYS = f"{DAY}(?:、{DAY})*"
LONGEST_SPAN = timedelta(days=30)
_PARTS = re.compile("(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})日(?:（([^（）]*)）)?")
_WEEKDAY = re.compile("(?:星期|周|礼拜)([一二三四五六日天])")
_FESTIVAL = re.compile(f"{FESTIVAL}(?:当日)?")


@dataclass(frozen=True)
class WrittenDay:
    """A day of the text, found in the calendar; `weekday_given` where its weekday is written."""

    date: date
    weekday_given: bool


def written_days(words: str, year: int, passage: Passage) -> list[WrittenDay]:
    """The days in `words` in order; a month without a year belongs to `year`.

    Raises NoticeTextError for a day that does not exist or is not what its brackets say.
    """
    found: list[WrittenDay] = []
    for parts in _PARTS.finditer(words):
        day = _date(parts, year, found, passage)
        notes = re.split("[，、]", parts[4]) if parts[4] else []
        weekdays = [_check_note(day, note, passage) for note in notes]
        found.append(WrittenDay(day, any(weekdays)))
    return found


def span(words: str, year: int, passage: Passage) -> tuple[date, ...]:
    """Every day from the first to the last of the one or two days in `words`."""
    first, *rest = (day.date for day in written_days(words, year, passage))
    last = rest[0] if rest else first
    if rest and not timedelta(0) < last - first <= LONGEST_SPAN:
        reason = say("起止颠倒或超过一个月：%(first)s 至 %(last)s", first=first, last=last)
        raise refusal(passage, reason)
    return tuple(first + timedelta(days=k) for k in range((last - first).days + 1))


def weekdays_needed(days: Iterable[WrittenDay], passage: Passage) -> tuple[date, ...]:
    """The dates, in order and each with its weekday, as the notices write worked days."""
    days = list(days)
    bare = [day.date for day in days if not day.weekday_given]
    if bare:
        reason = say("%(day)s 没有写明星期几，请补上通知原文", day=day_words(bare[0]))
        raise refusal(passage, reason)
    dates = [day.date for day in days]
    if sorted(set(dates)) != dates:
        raise refusal(passage, say("日期应从早到晚，且不重复"))
    return tuple(dates)


def _date(parts: re.Match[str], year: int, before: list[WrittenDay], passage: Passage) -> date:
    wrote_year, wrote_month, day = parts[1], parts[2], int(parts[3])
    if wrote_month is None and (wrote_year is not None or not before):
        raise refusal(passage, say("“%(day)s”没有写明月份", day=parts[0]))
    if wrote_month is None:
        year, month = before[-1].date.year, before[-1].date.month
    else:
        year, month = int(wrote_year or year), int(wrote_month)
    try:
        found = date(year, month, day)
    except ValueError:
        raise refusal(passage, say("没有“%(day)s”这一天", day=parts[0])) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusal(passage, say("“%(day)s”不在 2000 至 2099 年之间", day=parts[0]))
    return found


def _check_note(day: date, note: str, passage: Passage) -> bool:
    """Hold one word in brackets against the calendar; return whether it names the weekday."""
    weekday = _WEEKDAY.fullmatch(note)
    if weekday:
        if WEEKDAYS[day.weekday()] != weekday[1].replace("天", "日"):
            _refuse_note(day, weekday_words(day), note, passage)
        return True
    if LUNAR.fullmatch(note):
        words = lunar_words(day)
        if note.removeprefix("农历") not in words:
            _refuse_note(day, say("农历%(name)s", name=words[0]), note, passage)
    elif _FESTIVAL.fullmatch(note):
        if note.removesuffix("当日") not in _festivals(day):
            raise refusal(passage, say("%(day)s 不是%(name)s", day=day_words(day), name=note))
    else:
        raise refusal(passage, say("看不懂括号里的“%(note)s”", note=note))
    return False


def _festivals(day: date) -> list[str]:
    return statutory_days(day.year).get(day, "").split("、")


def _refuse_note(day: date, truly: object, note: str, passage: Passage) -> None:
    reason = say(
        "%(day)s 是%(truly)s，文中却写作“%(note)s”，请与原文核对",
        day=day_words(day), truly=truly, note=note,
    )  # fmt: skip
    raise refusal(passage, reason)
