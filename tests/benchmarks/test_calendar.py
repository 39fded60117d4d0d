"""Counting days: with the trace that a deadline shows, and without."""

from datetime import date, datetime
from functools import partial

from calendars import SHANGHAI, deadline, shipped
from tests.benchmarks.timing import tell, times

RECEIVED = datetime(2022, 9, 26, 15, 0, tzinfo=SHANGHAI)


def test_counting() -> None:
    calendar = shipped()
    for n in (5, 250):
        add = partial(calendar.add_working_days, date(2022, 9, 26), n)
        tell(f"add {n} working days", times([add] * 1001))
        term = partial(deadline, calendar, RECEIVED, n)
        tell(f"term of {n} working days with its trace", times([term] * 1001))
