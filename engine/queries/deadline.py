"""The calculator: when a term ends and why, and the same for a term that was counted before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from calendars import (
    CountedDay,
    CoverageError,
    Deadline,
    DeadlineError,
    SkippedDay,
    deadline,
)
from engine.errors import FormError
from engine.sentence import Sentence, say
from engine.store.database import Store


def explain(
    store: Store,
    received: datetime | date,
    n: int,
    unit: str = "working_day",
    policy: str = "statutory",
    as_of: date | None = None,
) -> Deadline:
    """Return the end of `n` units after `received`, with every step of the count.

    `received` is an aware datetime, or a day of Asia/Shanghai. `unit` and `policy` are those of
    `calendars.deadline`; `as_of` counts with the notices published up to that day. Raises
    FormError naming the field that is wrong.
    """
    try:
        return deadline(store.calendar, received, n, unit, policy, as_of)
    except DeadlineError as wrong:
        raise FormError({_field(n, unit): [_sentence(wrong)]}) from wrong
    except CoverageError as wrong:
        raise FormError({"received": [_sentence(wrong)]}) from wrong


def _sentence(wrong: Exception) -> Sentence:
    return say("%(wrong)s。", wrong=wrong.args[0])


def _field(n: int, unit: str) -> str:
    return "n" if not 1 <= n <= 3650 else "unit"


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
