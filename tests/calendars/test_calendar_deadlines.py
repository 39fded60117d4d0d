"""Terms equal a slow, obvious count; what the policy of receipt moves."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import (
    SHANGHAI,
    ChinaCalendar,
    deadline,
    midnight,
)

At = Callable[[str], datetime]
UNITS = ("working_day", "natural_day", "natural_month", "working_day_before")


INSTANTS = st.datetimes(datetime(2007, 1, 2), datetime(2026, 3, 1), timezones=st.just(SHANGHAI))


@given(received=INSTANTS, n=st.integers(1, 120))
def test_working_days_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    answer = deadline(cal, received, n, strict=True)
    assert answer.last_day == plain.add(received.date(), n)
    assert not answer.provisional
    walked = sorted([d.date for d in answer.counted] + [d.date for d in answer.skipped])
    span = (answer.last_day - received.date()).days
    assert walked == [received.date() + timedelta(days=k) for k in range(1, span + 1)]
    assert all(plain.worked(d.date) for d in answer.counted)
    assert not any(plain.worked(d.date) for d in answer.skipped)


@given(received=st.datetimes(datetime(2008, 1, 1), datetime(2026, 12, 31)), n=st.integers(1, 120))
def test_working_days_before_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    answer = deadline(cal, received.replace(tzinfo=SHANGHAI), n, "working_day_before")
    assert answer.last_day == plain.add(received.date(), -n)
    assert [d.date for d in answer.counted] == [
        plain.add(received.date(), -k) for k in range(1, n + 1)
    ]


def rolled(plain: Any, day: date) -> date:
    while not plain.worked(day):
        day += timedelta(days=1)
    return day


@given(received=INSTANTS, n=st.integers(1, 200))
def test_natural_days_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    answer = deadline(cal, received, n, "natural_day")
    nominal = received.date() + timedelta(days=n)
    assert answer.last_day == rolled(plain, nominal)
    assert (len(answer.counted), answer.counted[-1].date) == (n, nominal)
    assert [d.date for d in answer.skipped] == [
        nominal + timedelta(days=k) for k in range((answer.last_day - nominal).days)
    ]


@given(received=INSTANTS, n=st.integers(1, 9))
def test_natural_months_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    day, year, month = received.date(), received.year, received.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    nominal = date(year, month, min(day.day, monthrange(year, month)[1]))
    answer = deadline(cal, received, n, "natural_month")
    assert (answer.counted[-1].date, answer.last_day) == (nominal, rolled(plain, nominal))


@given(received=INSTANTS, n=st.integers(1, 60), unit=st.sampled_from(UNITS[:3]))
def test_next_working_day_receipt_equals_the_slow_rule(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int, unit: str
) -> None:
    day = received.date()
    if not plain.worked(day) or received.time() > time(17, 30):
        day = plain.add(day, 1)
    answer = deadline(cal, received, n, unit, policy="next_working_day_receipt")
    assert answer.day_zero == day
    assert answer.last_day == deadline(cal, midnight(day), n, unit).last_day
    assert answer.last_day >= deadline(cal, received, n, unit).last_day


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2026-11-20 17:30", "2026-11-23"),
        ("2026-11-20 17:30:01", "2026-11-24"),
        ("2026-11-21 09:00", "2026-11-24"),
        ("2026-10-10 09:00", "2026-10-12"),  # a worked Saturday
        ("2026-09-30 18:00", "2026-10-09"),
        ("2026-12-31 18:00", "2027-01-05"),
    ],
)
def test_receipt_after_hours(cal: ChinaCalendar, at: At, received: str, last_day: str) -> None:
    answer = deadline(cal, at(received), 1, policy="next_working_day_receipt")
    assert answer.last_day == date.fromisoformat(last_day)


def test_closing_time_can_be_set(cal: ChinaCalendar, at: At) -> None:
    policy = "next_working_day_receipt"
    late = deadline(cal, at("2026-11-19 17:10"), 1, policy=policy, closing=time(17))
    assert late.day_zero == date(2026, 11, 20)
    assert deadline(cal, at("2026-11-19 17:10"), 1, policy=policy).day_zero.day == 19


def test_policy_leaves_an_event_where_it_is(cal: ChinaCalendar, at: At) -> None:
    answers = {
        deadline(cal, at("2026-11-20 18:00"), 1, "working_day_before", policy=policy).last_day
        for policy in ("statutory", "next_working_day_receipt")
    }
    assert answers == {date(2026, 11, 19)}


@given(received=INSTANTS, n=st.integers(1, 400))
def test_a_minimum_counts_every_day_and_never_moves(
    cal: ChinaCalendar, received: datetime, n: int
) -> None:
    found = deadline(cal, received, n, "full_natural_day")
    assert found.last_day == received.date() + timedelta(days=n)
    assert found.due_at == midnight(found.last_day + timedelta(days=1))
    assert [each.date for each in found.counted] == [
        received.date() + timedelta(days=k) for k in range(1, n + 1)
    ]
    assert (found.skipped, found.provisional) == ((), False)
