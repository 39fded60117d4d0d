"""Saying in Chinese why a term ends when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from calendars.deadline_model import CountedDay, Deadline, SkippedDay
from calendars.notice_checks import SATURDAY
from calendars.sentence import Sentence, listed, say
from calendars.wording import WORKED, day_words, label_words, short_day_words, weekday_words
from calendars.zone import in_shanghai

ROLLING = ("natural_day", "natural_month", "day_of_month")


def explain(answer: Deadline) -> Sequence[Sentence]:
    """The reasoning in Chinese sentences: start, each count, each skip, end, certainty."""
    sentences = [
        *_start(answer),
        _count(answer),
        *_skips(answer),
        *_roll(answer),
        _end(answer),
    ]
    if answer.notices:
        sentences.append(say("放假和调休依据：%(notices)s。", notices=listed(answer.notices)))
    if answer.provisional:
        sentences.append(
            say(
                "其中有的日子尚待国务院办公厅放假安排通知确定，现按已知安排、周末和法定节日暂定，"
                "通知发布后重新计算。"
            )
        )
    return sentences


def _full_day(day: date) -> Sentence:
    return say("%(day)s（%(weekday)s）", day=day_words(day), weekday=weekday_words(day))


def _start(answer: Deadline) -> list[Sentence]:
    if answer.unit == "working_day_before":
        return [say("%(day)s为事项当日，不计入，向前倒算。", day=_full_day(answer.day_zero))]
    local = in_shanghai(answer.received)
    sentences = [_receipt(local)]
    if local.date() != answer.day_zero:
        day = _full_day(answer.day_zero)
        sentences.append(
            say("下班后或非工作日收到，按本事项规定视为下一工作日%(day)s收到。", day=day)
        )
    sentences.append(say("收到当日不计入，自次日起算（参照《民法典》第二百零一条第一款）。"))
    return sentences


def _receipt(local: datetime) -> Sentence:
    """When it was received; the first instant of a day stands for a day without a time."""
    day = _full_day(local.date())
    if local.time() == time():
        return say("%(day)s收到。", day=day)
    return say("%(day)s%(time)s收到。", day=day, time=f"{local:%H:%M}")


def _count(answer: Deadline) -> Sentence:
    n = answer.n
    if answer.unit == "natural_month":
        return say(
            "期限 %(n)s 个月，到期月的对应日为期限最后一日，没有对应日的为月末日"
            "（参照《民法典》第二百零二条）：%(day)s。",
            n=n,
            day=_full_day(answer.counted[-1].date),
        )
    if answer.unit == "day_of_month":
        return say(
            "期限为每月 %(n)s 日，含当日，没有这一日的月份为月末日；收到之后的第一个是%(day)s。",
            n=n,
            day=_full_day(answer.counted[-1].date),
        )
    days = listed(_counted(day, answer.day_zero.year) for day in answer.counted)
    if answer.unit == "full_natural_day":
        return say(
            "不少于 %(n)s 个自然日，依次计入：%(days)s，遇休息日不缩短也不顺延。", n=n, days=days
        )
    if answer.unit == "natural_day":
        return say("期限 %(n)s 个自然日，依次计入：%(days)s。", n=n, days=days)
    return say("期限 %(n)s 个工作日，依次计入：%(days)s。", n=n, days=days)


def _counted(day: CountedDay, year: int) -> Sentence:
    about = [say(day.weekday), *([label_words(day.note)] if day.note else [])]
    return say(
        "%(day)s（%(about)s）", day=short_day_words(day.date, year), about=listed(about, "，")
    )


def _spans(skipped: Sequence[SkippedDay], year: int) -> Sentence:
    groups = groupby(skipped, lambda day: (day.reason, day.notice))
    return listed((_run(list(days), year) for _, days in groups), "；")


def _skips(answer: Deadline) -> list[Sentence]:
    """Days passed over while counting; those after the count ended belong to `_roll`."""
    passed = answer.skipped if answer.unit not in ROLLING else _split(answer)[0]
    if not passed:
        return []
    return [say("不计入：%(days)s。", days=_spans(passed, answer.day_zero.year))]


def _split(answer: Deadline) -> tuple[Sequence[SkippedDay], Sequence[SkippedDay]]:
    """The skipped days before the nominal last day was reached, and it and those after it."""
    dates = [day.date for day in answer.skipped]
    nominal = answer.counted[-1].date
    place = dates.index(nominal) if nominal in dates else len(dates)
    return answer.skipped[:place], answer.skipped[place:]


def _run(days: list[SkippedDay], year: int) -> Sentence:
    """Skipped days of one reason: a span where they follow each other, else a list."""
    first, last = min(d.date for d in days), max(d.date for d in days)
    notice = days[0].notice
    about = listed([label_words(days[0].reason), *([notice] if notice else [])], "，")
    if len(days) > 1 and last - first == timedelta(days=len(days) - 1):
        span = say(
            "%(first)s至%(last)s",
            first=short_day_words(first, year),
            last=short_day_words(last, year),
        )
    else:
        span = listed(short_day_words(d.date, year) for d in days)
    return say("%(day)s（%(about)s）", day=span, about=about)


def _roll(answer: Deadline) -> list[Sentence]:
    """Where the last day moved from a rest day, or that it did not."""
    if answer.unit not in ROLLING:
        return []
    nominal = answer.counted[-1]
    if answer.last_day == nominal.date:
        return [say("当日为休息日，按本事项规定不作移动。")] if _is_rest_day(nominal) else []
    rested = _spans(_split(answer)[1], answer.day_zero.year)
    if answer.last_day < nominal.date:
        return [
            say(
                "期限最后一日为休息日：%(rested)s，按本事项规定提前至休息日前的最后一个工作日。",
                rested=rested,
            )
        ]
    return [
        say(
            "期限最后一日为休息日：%(rested)s，顺延至休息日结束后的第一个工作日"
            "（参照《民法典》第二百零三条第一款）。",
            rested=rested,
        )
    ]


def _is_rest_day(day: CountedDay) -> bool:
    return day.note != WORKED if day.note else day.date.weekday() >= SATURDAY


def _end(answer: Deadline) -> Sentence:
    return say(
        "最后一日为%(day)s，至当日24时届满（参照《民法典》第二百零三条第二款）。",
        day=_full_day(answer.last_day),
    )
