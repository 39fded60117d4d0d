"""The answer to "when does this term end, and why" as an immutable value."""

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
        values = asdict(self)
        for key in ("received", "due_at"):
            values[key] = in_shanghai(values[key]).isoformat()
        for key in ("last_day", "day_zero"):
            values[key] = values[key].isoformat()
        for key in ("counted", "skipped"):
            values[key] = [{**day, "date": day["date"].isoformat()} for day in values[key]]
        values["notices"] = list(self.notices)
        return values
