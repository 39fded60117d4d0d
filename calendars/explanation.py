"""Saying in Chinese why a term ends when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from calendars.deadline_model import CountedDay, Deadline, SkippedDay
from calendars.zone import WEEKDAYS, in_shanghai

UNIT_WORDS = {"working_day": "个工作日", "natural_day": "个自然日", "natural_month": "个月"}
ROLLING = ("natural_day", "natural_month")


def chinese_day(day: date) -> str:
    """2026年10月8日（周四）"""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def explain(answer: Deadline) -> list[str]:
    """The reasoning in Chinese sentences: start, each count, each skip, end, certainty."""
    sentences = [
        *_start(answer),
        _count(answer),
        *_skips(answer),
        *_roll(answer),
        _end(answer),
    ]
    if answer.notices:
        sentences.append(f"放假和调休依据：{'、'.join(answer.notices)}。")
    if answer.provisional:
        sentences.append(
            "其中有的日子尚待国务院办公厅放假安排通知确定，现按已知安排、周末和法定节日暂定，"
            "通知发布后重新计算。"
        )
    return sentences


def _start(answer: Deadline) -> list[str]:
    if answer.unit == "working_day_before":
        return [f"{chinese_day(answer.day_zero)}为事项当日，不计入，向前倒算。"]
    local = in_shanghai(answer.received)
    sentences = [f"{chinese_day(local.date())}{local:%H:%M}收到。"]
    if local.date() != answer.day_zero:
        day = chinese_day(answer.day_zero)
        sentences.append(f"下班后或非工作日收到，按本事项规定视为下一工作日{day}收到。")
    sentences.append("收到当日不计入，自次日起算（参照《民法典》第二百零一条第一款）。")
    return sentences


def _count(answer: Deadline) -> str:
    if answer.unit == "natural_month":
        nominal = chinese_day(answer.counted[-1].date)
        rule = "到期月的对应日为期限最后一日，没有对应日的为月末日（参照《民法典》第二百零二条）"
        return f"期限 {answer.n} 个月，{rule}：{nominal}。"
    word = UNIT_WORDS.get(answer.unit, "个工作日")
    days = "、".join(_counted(day, answer.day_zero.year) for day in answer.counted)
    return f"期限 {answer.n} {word}，依次计入：{days}。"


def _short(day: date, year: int) -> str:
    """A day as people write it in a list: the year only where it is another than `year`."""
    prefix = "" if day.year == year else f"{day.year}年"
    return f"{prefix}{day.month}月{day.day}日"


def _counted(day: CountedDay, year: int) -> str:
    note = f"，{day.note}" if day.note else ""
    return f"{_short(day.date, year)}（{day.weekday}{note}）"


def _spans(skipped: Sequence[SkippedDay], year: int) -> str:
    groups = groupby(skipped, lambda day: (day.reason, day.notice))
    return "；".join(_run(list(days), year) for _, days in groups)


def _skips(answer: Deadline) -> list[str]:
    """Days passed over while counting; those after the count ended belong to `_roll`."""
    passed = answer.skipped if answer.unit not in ROLLING else _split(answer)[0]
    return [f"不计入：{_spans(passed, answer.day_zero.year)}。"] if passed else []


def _split(answer: Deadline) -> tuple[list[SkippedDay], list[SkippedDay]]:
    nominal = answer.counted[-1].date
    before = [day for day in answer.skipped if day.date < nominal]
    return before, [day for day in answer.skipped if day.date >= nominal]


def _run(days: list[SkippedDay], year: int) -> str:
    """Skipped days of one reason: a span where they follow each other, else a list."""
    first, last = min(d.date for d in days), max(d.date for d in days)
    notice = f"，{days[0].notice}" if days[0].notice else ""
    why = f"（{days[0].reason}{notice}）"
    if len(days) > 1 and last - first == timedelta(days=len(days) - 1):
        return f"{_short(first, year)}至{_short(last, year)}{why}"
    return "、".join(_short(d.date, year) for d in days) + why


def _roll(answer: Deadline) -> list[str]:
    if answer.unit not in ROLLING or answer.counted[-1].date == answer.last_day:
        return []
    rested = _spans(_split(answer)[1], answer.day_zero.year)
    rule = "顺延至休息日结束后的第一个工作日（参照《民法典》第二百零三条第一款）"
    return [f"期限最后一日为休息日：{rested}，{rule}。"]


def _end(answer: Deadline) -> str:
    clause = "参照《民法典》第二百零三条第二款"
    return f"最后一日为{chinese_day(answer.last_day)}，至当日24时届满（{clause}）。"
