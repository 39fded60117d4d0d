"""What is left, what is late, and when to remind."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import (
    SHANGHAI,
    ChinaCalendar,
    CountedDay,
    CoverageError,
    NaiveDatetimeError,
    SkippedDay,
    deadline,
    minimum_period,
    remaining,
    step_from_due,
    step_working_days,
    working_days_between,
)

At = Callable[[str], datetime]
INSTANTS = st.datetimes(datetime(2007, 1, 2), datetime(2026, 12, 31), timezones=st.just(SHANGHAI))


@pytest.mark.parametrize(
    ("now", "due_at", "left"),
    [
        # due at the end of Monday 2026-10-12, after a worked Saturday
        ("2026-09-29 10:00", "2026-10-13 00:00", 5),
        ("2026-10-03 10:00", "2026-10-13 00:00", 4),
        ("2026-10-09 23:59", "2026-10-13 00:00", 2),
        ("2026-10-10 00:00", "2026-10-13 00:00", 1),
        ("2026-10-11 12:00", "2026-10-13 00:00", 1),
        ("2026-10-12 00:00", "2026-10-13 00:00", 0),
        ("2026-10-12 23:59:59.999999", "2026-10-13 00:00", 0),
        ("2026-10-13 00:00", "2026-10-13 00:00", -1),
        ("2026-10-13 23:59", "2026-10-13 00:00", -1),
        ("2026-10-14 00:00", "2026-10-13 00:00", -2),
        # due at the end of Wednesday 2026-09-30, the last day before the long break
        ("2026-10-01 00:00", "2026-10-01 00:00", -1),
        ("2026-10-07 20:00", "2026-10-01 00:00", -1),
        ("2026-10-08 08:00", "2026-10-01 00:00", -1),
        ("2026-10-09 08:00", "2026-10-01 00:00", -2),
        # an end inside a day, and one on a rest day
        ("2026-10-12 10:00", "2026-10-12 17:30", 0),
        ("2026-10-12 17:30", "2026-10-12 17:30", -1),
        ("2026-11-20 10:00", "2026-11-23 00:00", 0),
        # after the last notice: provisional
        ("2026-12-30 10:00", "2027-02-10 00:00", 26),
        ("2027-02-04 10:00", "2027-02-10 00:00", 1),
        ("2027-02-10 10:00", "2027-01-01 00:00", -26),
    ],
)
def test_left_and_overdue(cal: ChinaCalendar, at: At, now: str, due_at: str, left: int) -> None:
    moment, due = at(now).astimezone(UTC), at(due_at).astimezone(UTC)
    assert working_days_between(cal, moment, due) == left


@given(received=INSTANTS.filter(lambda d: d.year < 2026), n=st.integers(1, 60))
def test_a_fresh_term_has_all_its_days_left(cal: ChinaCalendar, received: datetime, n: int) -> None:
    assert working_days_between(cal, received, deadline(cal, received, n).due_at) == n


@given(now=INSTANTS, due=INSTANTS)
def test_between_equals_the_slow_count(
    cal: ChinaCalendar, plain: Any, now: datetime, due: datetime
) -> None:
    last_day = (due - timedelta(microseconds=1)).date()
    left = working_days_between(cal, now, due)
    if now < due:
        assert left == plain.between(now.date(), last_day)
    else:
        assert left == -max(1, plain.between(last_day, now.date()))


@given(instant=INSTANTS.filter(lambda d: 2007 < d.year < 2026), n=st.integers(-60, 60))
def test_step_equals_the_slow_count(
    cal: ChinaCalendar, plain: Any, instant: datetime, n: int
) -> None:
    moved = step_working_days(cal, instant, n)
    assert moved.tzinfo is UTC
    local = moved.astimezone(SHANGHAI)
    assert (local.date(), local.time()) == (plain.add(instant.date(), n), datetime.min.time())


def test_reminders_around_a_due_date(cal: ChinaCalendar, at: At) -> None:
    friday = at("2026-11-21 00:00")  # due at the end of Friday the 20th
    assert step_from_due(cal, friday, -1) == at("2026-11-19 00:00")
    assert step_from_due(cal, friday, 0) == at("2026-11-20 00:00")
    assert step_from_due(cal, friday, 2) == at("2026-11-24 00:00")
    assert step_working_days(cal, friday, -1) == at("2026-11-20 00:00")
    before_break = at("2026-10-01 00:00")
    assert step_from_due(cal, before_break, 2) == at("2026-10-09 00:00")
    past = at("2027-01-01 00:00")
    assert step_from_due(cal, past, 2) == at("2027-01-05 00:00")


@given(due=INSTANTS.filter(lambda d: 2007 < d.year < 2026), n=st.integers(1, 20))
def test_stepping_from_due_agrees_with_counting_overdue(
    cal: ChinaCalendar, due: datetime, n: int
) -> None:
    moment = step_from_due(cal, due, n)
    assert working_days_between(cal, moment, due) == -n


def test_minimum_period(at: At) -> None:
    assert minimum_period(at("2022-09-15 23:59"), 20) == at("2022-10-06 00:00")
    assert minimum_period(at("2022-09-15 00:00"), 0) == at("2022-09-16 00:00")
    with pytest.raises(ValueError, match="不能为负"):
        minimum_period(at("2022-09-15 00:00"), -1)


def test_naive_instants_are_refused(cal: ChinaCalendar, at: At) -> None:
    naive, aware = datetime(2026, 10, 1), at("2026-10-01 00:00")
    for ask in (
        lambda: working_days_between(cal, naive, aware),
        lambda: working_days_between(cal, aware, naive),
        lambda: step_working_days(cal, naive, 1),
        lambda: step_from_due(cal, naive, 1),
        lambda: minimum_period(naive, 20),
    ):
        with pytest.raises(NaiveDatetimeError):
            ask()


def test_before_the_first_notice_is_refused(cal: ChinaCalendar, at: At) -> None:
    with pytest.raises(CoverageError):
        working_days_between(cal, at("2006-12-01 00:00"), at("2007-02-01 00:00"))
    with pytest.raises(CoverageError) as caught:
        step_working_days(cal, at("2007-01-02 00:00"), -5)
    assert caught.value.day < date(2007, 1, 1)


FAR = st.datetimes(datetime(2018, 1, 2), datetime(2029, 12, 31), timezones=st.just(SHANGHAI))


@given(now=FAR, due=FAR)
def test_what_remains_is_the_same_number_with_its_days(
    cal: ChinaCalendar, now: datetime, due: datetime
) -> None:
    found = remaining(cal, now, due)
    assert found.days == working_days_between(cal, now, due)
    assert found.overdue == (found.days < 0) == (now >= due)
    first, last = sorted((now.date(), found.last_day))
    between = [first + timedelta(days=k + 1) for k in range((last - first).days)]
    if found.overdue and found.last_day >= now.date():
        between = []
    assert sorted([d.date for d in found.counted] + [d.date for d in found.skipped]) == between
    assert all(map(cal.is_working_day_provisional, (d.date for d in found.counted)))
    assert not any(map(cal.is_working_day_provisional, (d.date for d in found.skipped)))
    assert found.provisional == any(map(cal.is_provisional, between))


def test_the_days_that_remain_carry_reasons_and_notices(cal: ChinaCalendar, at: At) -> None:
    found = remaining(cal, at("2026-10-09 10:00"), at("2026-10-13 00:00"))
    number = "国办发明电〔2025〕7号"
    assert (found.days, found.last_day, found.overdue) == (2, date(2026, 10, 12), False)
    assert found.counted == (
        CountedDay(date(2026, 10, 10), "六", "调休上班", number),
        CountedDay(date(2026, 10, 12), "一"),
    )
    assert found.skipped == (SkippedDay(date(2026, 10, 11), "周日"),)
    assert (found.provisional, found.notices) == (False, (number,))


def test_late_by_rest_days_only_is_late_by_one_day(cal: ChinaCalendar, at: At) -> None:
    found = remaining(cal, at("2026-10-03 10:00"), at("2026-10-01 00:00"))
    assert (found.days, found.overdue, found.counted) == (-1, True, ())
    assert [day.date.day for day in found.skipped] == [1, 2, 3]


def test_what_remains_as_json(cal: ChinaCalendar, at: At) -> None:
    values = remaining(
        cal, at("2026-10-11 10:00").astimezone(UTC), at("2026-10-13 00:00")
    ).to_json()
    assert json.loads(json.dumps(values)) == values
    assert values == {
        "now": "2026-10-11T10:00:00+08:00",
        "due_at": "2026-10-13T00:00:00+08:00",
        "last_day": "2026-10-12",
        "days": 1,
        "overdue": False,
        "provisional": False,
        "counted": [{"date": "2026-10-12", "weekday": "一", "note": "", "notice": None}],
        "skipped": [],
        "notices": ["国办发明电〔2025〕7号"],
    }
