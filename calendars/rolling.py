"""The first working day on or after a day, past the last notice too."""

from __future__ import annotations

from datetime import date, timedelta

from calendars.china import ChinaCalendar
from calendars.zone import local_date


def first_working_day(cal: ChinaCalendar, day: date) -> date:
    """`day` itself when it is worked, else the next working day; provisional past the notices.

    Days are those of Asia/Shanghai. Raises CoverageError before the first notice and after 2099.
    """
    day = local_date(day)
    while not cal.is_working_day_provisional(day):
        day += timedelta(days=1)
    return day
