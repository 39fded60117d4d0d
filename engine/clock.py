"""The one source of "now": a clock object is handed in, never read from a setting.

A moved clock is no feature of a legal system, so nothing outside the process can shift it;
scenarios and tests pass a :class:`MovedClock` of their own.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

#: The zone of the law and of every date that is shown.
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Anything that tells the time as an aware UTC datetime."""

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time, aware, in UTC."""
        return datetime.now(UTC)


class MovedClock:
    """A clock that stands still until it is moved; for scenarios and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = aware(start)

    def now(self) -> datetime:
        """Return the instant the clock was set to, aware, in UTC."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Move the clock to `moment` (aware, any zone)."""
        self._now = aware(moment)

    def advance(self, by: timedelta) -> None:
        """Move the clock on by `by`."""
        self._now += by


def aware(moment: datetime) -> datetime:
    """Return `moment` in UTC; raise ValueError when it carries no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


def local_iso(moment: datetime) -> str:
    """Return `moment` as ISO text in Asia/Shanghai, as task data and the API carry it."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")
