"""The answers to "when does this term end" and "how much of it is left", and why, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from calendars.zone import in_shanghai


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day that counts towards the term; `note` says what is unusual about it, if anything."""

    date: date
    weekday: str
    note: str = ""
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day passed over, why, and by which notice (None: an ordinary weekend, or the law)."""

    date: date
    reason: str
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a term.

    `received` is the instant asked about (aware). `day_zero` is the local day from which the
    count starts and which itself never counts: the day of receipt, the day that policy moved
    it to, or the day of the event for `working_day_before`. `last_day` is the last local day on
    which the act is in time; `due_at` the exclusive instant (aware, UTC), 00:00 Asia/Shanghai
    of the day after. `counted` and `skipped` are in the order walked. `provisional`: a notice
    still to come may move it. `notices`: numbers of the notices the answer rests on.
    """

    received: datetime
    n: int
    unit: str
    policy: str
    last_day: date
    due_at: datetime
    provisional: bool
    counted: tuple[CountedDay, ...]
    skipped: tuple[SkippedDay, ...]
    notices: tuple[str, ...]
    day_zero: date

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; dates ISO, instants ISO on the clock of Asia/Shanghai (+08:00)."""
        return {key: _plain(value) for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Remaining:
    """How much of a term is left at `now`, or how late it is.

    `due_at` is the exclusive instant the term ends at, `last_day` the last local day before it.
    `days` is what `working_days_between` answers: working days left, or, negative, overdue.
    `counted` are the working days behind that number and `skipped` the rest days among them, as
    in a Deadline; what is late by rest days only is late by one day that no day stands for.
    """

    now: datetime
    due_at: datetime
    last_day: date
    days: int
    overdue: bool
    provisional: bool
    counted: tuple[CountedDay, ...]
    skipped: tuple[SkippedDay, ...]
    notices: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, as those of a Deadline."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return in_shanghai(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
