"""Days and what is special about them, in words."""

from __future__ import annotations

from datetime import date

from calendars.sentence import Sentence, listed, recalled, say

MONTHS = ("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
#: Names in the notices and the law; where two meet they stand with 、 between them.
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
#: What the calendar says of a day: why nobody works, or why somebody does.
HOLIDAY, STATUTORY, WORKED = "%(festival)s放假", "%(festival)s（法定节日）", "调休上班"
LABELS = (HOLIDAY, STATUTORY, WORKED)


def weekday_words(day: date) -> Sentence:
    """周四"""
    return say(WEEKDAYS[day.weekday()])


def day_words(day: date) -> Sentence:
    """2026年10月8日"""
    return say(
        "%(year)s年%(month)s%(day)s日", year=day.year, month=_month(day), day=day.day
    )  # fmt: skip


def short_day_words(day: date, year: int) -> Sentence:
    """A day as people write it in a list: the year only where it is another than `year`."""
    if day.year != year:
        return day_words(day)
    return say("%(month)s%(day)s日", month=_month(day), day=day.day)


def label_words(label: str) -> str:
    """Return what a day's `label` (as the calendar gives it, or as it was stored) says, as a
    Sentence; a label that is none of ours stays as it is."""
    found = recalled(label, (*WEEKDAYS, *LABELS))
    if not isinstance(found, Sentence) or "festival" not in found.values:
        return found
    names = str(found.values["festival"]).split("、")
    return say(found.template, festival=listed(map(say, names)))


def _month(day: date) -> Sentence:
    return say(MONTHS[day.month - 1])
