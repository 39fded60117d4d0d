"""The calculator: when a term ends and why, and the same for a term that was counted before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from calendars import (
    POLICIES,
    UNITS,
    ChinaCalendar,
    CountedDay,
    CoverageError,
    Deadline,
    DeadlineError,
    SkippedDay,
    deadline,
)
from calendars.china import PROVISIONAL_END
from engine.errors import FieldErrors, FormError, NotCovered
from engine.sentence import Sentence, say

__all__ = ["POLICIES", "UNITS", "explain", "from_trace", "moment_of"]


def explain(
    calendar: ChinaCalendar,
    received: datetime | date,
    n: int,
    unit: str = "working_day",
    policy: str = "statutory",
    as_of: date | None = None,
    strict: bool = False,
) -> Deadline:
    """Return the end of `n` units after `received`, with every step of the count.

    `received` is an aware datetime, or a day of Asia/Shanghai. `unit` and `policy` are those of
    `calendars.deadline`; `as_of` counts with the notices published up to that day; `strict`
    wants no answer that depends on a day after the last notice. Raises FormError naming the
    field that is wrong, and NotCovered where no notice is known that would answer.
    """
    known = calendar if as_of is None else _as_known(calendar, as_of)
    try:
        return deadline(known, received, n, unit, policy, strict=strict)
    except DeadlineError as wrong:
        raise FormError({_field(unit, policy): [_sentence(wrong)]}) from wrong
    except CoverageError as wrong:
        # Of a strict question past the notices the law alone still gives a day.
        guess = strict and known.last_covered < wrong.day <= PROVISIONAL_END
        raise _not_covered({"received": [_sentence(wrong)]}, guess) from wrong


def moment_of(text: str) -> datetime | date:
    """Return a day, or an instant with its offset; raises FormError on `received` for all else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise FormError({"received": [say("应为日期（2026-09-21），或带时区的时刻。")]}) from None
    if moment.tzinfo is None:
        wrong = say("时刻须带时区，例如 2026-09-21T09:00:00+08:00。")
        raise FormError({"received": [wrong]})
    return moment


def _as_known(calendar: ChinaCalendar, as_of: date) -> ChinaCalendar:
    try:
        return calendar.as_known(as_of)
    except CoverageError as wrong:
        raise NotCovered({"as_of": [_sentence(wrong)]}) from wrong


def _not_covered(errors: FieldErrors, guess: bool) -> NotCovered:
    if not guess:
        return NotCovered(errors)
    return NotCovered(
        errors,
        say("现有的放假安排通知不能确定这个时限；不要求确定（strict）时，可得到暂定的日期。"),
    )


def _sentence(wrong: Exception) -> Sentence:
    return say("%(wrong)s。", wrong=wrong.args[0])


def _field(unit: str, policy: str) -> str:
    if unit not in UNITS:
        return "unit"
    return "policy" if policy not in POLICIES else "n"


def from_trace(trace: Mapping[str, Any]) -> Deadline | None:
    """Return the count that a clock row carries, or None when the row carries none."""
    if "counted" not in trace:
        return None
    return Deadline(
        received=datetime.fromisoformat(trace["received"]),
        n=trace["n"],
        unit=trace["unit"],
        policy=trace["policy"],
        last_day=date.fromisoformat(trace["last_day"]),
        due_at=datetime.fromisoformat(trace["due_at"]),
        provisional=trace["provisional"],
        counted=tuple(CountedDay(**_dated(day)) for day in trace["counted"]),
        skipped=tuple(SkippedDay(**_dated(day)) for day in trace["skipped"]),
        notices=tuple(trace["notices"]),
        day_zero=date.fromisoformat(trace["day_zero"]),
    )


def _dated(day: Mapping[str, Any]) -> dict[str, Any]:
    return {**day, "date": date.fromisoformat(day["date"])}
