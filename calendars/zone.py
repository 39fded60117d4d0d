"""The zone in which Chinese law counts days. Days are Asia/Shanghai, instants are UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.errors import NaiveDatetimeError

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


def in_shanghai(instant: datetime) -> datetime:
    """The same instant on the clock of Asia/Shanghai. Naive: NaiveDatetimeError."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise NaiveDatetimeError(instant)
    return instant.astimezone(SHANGHAI)


def local_date(moment: date | datetime) -> date:
    """The calendar day in China: a date as it is, an aware datetime in Asia/Shanghai.

    Raises NaiveDatetimeError for a datetime without zone.
    """
    if isinstance(moment, datetime):
        return in_shanghai(moment).date()
    return moment


def midnight(day: date) -> datetime:
    """The instant (aware, UTC) at which `day` begins in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def last_day_before(exclusive: datetime) -> date:
    """The last local day that has a moment before the exclusive instant `exclusive`."""
    return local_date(exclusive - timedelta(microseconds=1))
