"""Whatever is asked: the answer of the days known then, and provisional exactly when it must be."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calendars import (
    POLICIES,
    SHANGHAI,
    UNITS,
    ChangeNotice,
    ChinaCalendar,
    Deadline,
    YearNotice,
    deadline,
    shipped_notices,
)
from tests.calendars.plain import PlainCalendar

DAY = timedelta(days=1)
CHANGES = [n for n in shipped_notices() if isinstance(n, ChangeNotice)]
TIMES = st.times()


def known_days(as_of: date) -> PlainCalendar:
    """The days as ordered by the notices that were public on `as_of`, put together by hand."""
    off: set[date] = set()
    work: set[date] = set()
    for notice in shipped_notices():
        if notice.source.published > as_of:
            continue
        if isinstance(notice, YearNotice):
            off |= {day for item in notice.breaks for day in item.off}
            work |= {day for item in notice.breaks for day in item.work}
        else:
            off = off - set(notice.off_remove) | set(notice.off_add)
            work = work - set(notice.work_remove) | set(notice.work_add)
    return PlainCalendar(dict.fromkeys(off, ""), work)


def day_zero_of(plain: PlainCalendar, received: datetime, policy: str) -> date:
    day = received.date()
    if policy == "statutory" or (plain.worked(day) and received.time() <= time(17, 30)):
        return day
    return plain.add(day, 1)


def rolled(plain: PlainCalendar, day: date) -> date:
    return day if plain.worked(day) else plain.add(day, 1)


def same_day_later(day: date, n: int) -> date:
    first = day.replace(day=1)
    for _ in range(n):
        first = (first + 32 * DAY).replace(day=1)
    return first.replace(day=min(day.day, monthrange(*month(first))[1]))


def slow(plain: PlainCalendar, received: datetime, n: int, unit: str, policy: str) -> date:
    """The last day, as one would look for it in a wall calendar."""
    if unit == "working_day_before":
        return plain.add(received.date(), -n)
    start = day_zero_of(plain, received, policy)
    if unit == "working_day":
        return plain.add(start, n)
    if unit == "full_natural_day":
        return start + n * DAY
    if unit == "natural_day":
        return rolled(plain, start + n * DAY)
    if unit == "natural_month":
        return rolled(plain, same_day_later(start, n))
    day = start + DAY
    while day.day != min(n, monthrange(*month(day))[1]):
        day += DAY
    return rolled(plain, day)


def month(day: date) -> tuple[int, int]:
    return day.year, day.month


@given(
    change=st.sampled_from(CHANGES),
    off_by=st.integers(-4, 4),
    from_change=st.integers(-40, 12),
    at=TIMES,
    n=st.integers(1, 31),
    unit=st.sampled_from(UNITS),
    policy=st.sampled_from(POLICIES),
)
def test_every_answer_is_that_of_the_day_it_was_given_on(
    cal: ChinaCalendar,
    change: ChangeNotice,
    off_by: int,
    from_change: int,
    at: time,
    n: int,
    unit: str,
    policy: str,
) -> None:
    as_of = change.source.published + off_by * DAY
    first = min(*change.off_add, *change.work_add, *change.work_remove, date.max)
    received = datetime.combine(first + from_change * DAY, at, SHANGHAI)
    known = known_days(as_of)
    answer = deadline(cal, received, n, unit, policy, as_of=as_of)
    if answer.last_day <= date(change.amends, 12, 24):
        assert answer.last_day == slow(known, received, n, unit, policy)


@given(
    received=st.datetimes(datetime(2007, 3, 1), datetime(2026, 8, 1), timezones=st.just(SHANGHAI)),
    n=st.integers(1, 31),
    unit=st.sampled_from(UNITS),
    policy=st.sampled_from(POLICIES),
)
def test_every_unit_and_policy_equals_the_slow_search(
    cal: ChinaCalendar, plain: PlainCalendar, received: datetime, n: int, unit: str, policy: str
) -> None:
    n = n if unit != "natural_month" else 1 + n % 4
    answer = deadline(cal, received, n, unit, policy)
    assert answer.last_day == slow(plain, received, n, unit, policy)


def asked_about(answer: Deadline, policy: str) -> set[date]:
    """The days on which the answer depends: what is walked, or what the last day rolled over."""
    if answer.unit == "working_day_before":
        return days(answer.last_day, answer.day_zero - DAY)
    start = answer.received.astimezone(SHANGHAI).date()
    receipt = set() if policy == "statutory" else days(start, answer.day_zero)
    if answer.unit == "working_day":
        return receipt | days(answer.day_zero + DAY, answer.last_day)
    if answer.unit == "full_natural_day":
        return receipt
    return receipt | days(answer.counted[-1].date, answer.last_day)


def days(first: date, last: date) -> set[date]:
    return {first + k * DAY for k in range((last - first).days + 1)}


@given(
    last_year=st.integers(2007, 2026),
    from_end=st.integers(-60, 60),
    at=TIMES,
    n=st.integers(1, 31),
    unit=st.sampled_from(UNITS),
    policy=st.sampled_from(POLICIES),
)
@example(2026, -8, time(9), 1, "working_day", "statutory")  # the 24th: still certain
@example(2026, -7, time(9), 1, "working_day", "statutory")  # the 25th: no longer
@example(2026, 1, time(9), 7, "working_day_before", "statutory")  # back to the certain 23rd
@example(2026, -7, time(18), 5, "full_natural_day", "next_working_day_receipt")
def test_an_answer_is_provisional_exactly_when_a_day_it_needs_may_still_be_moved(
    last_year: int, from_end: int, at: time, n: int, unit: str, policy: str
) -> None:
    calendar = upto(last_year)
    received = datetime.combine(date(last_year, 12, 31) + from_end * DAY, at, SHANGHAI)
    answer = deadline(calendar, received, n, unit, policy)
    needed = asked_about(answer, policy)
    assert answer.provisional == any(day > date(last_year, 12, 24) for day in needed)


CALENDARS: dict[int, ChinaCalendar] = {}


def upto(year: int) -> ChinaCalendar:
    """The calendar as if no notice of a later year had come."""
    if year not in CALENDARS:
        CALENDARS[year] = ChinaCalendar([n for n in shipped_notices() if year_of(n) <= year])
    return CALENDARS[year]


def year_of(notice: YearNotice | ChangeNotice) -> int:
    return notice.year if isinstance(notice, YearNotice) else notice.amends


@pytest.mark.parametrize("change", CHANGES, ids=lambda n: n.source.number)
def test_nothing_of_a_change_is_known_the_day_before(
    cal: ChinaCalendar, change: ChangeNotice
) -> None:
    eve, day = change.source.published - DAY, change.source.published
    moved = (*change.off_add, *change.work_add, *change.work_remove)
    assert all(cal.as_known(eve).describe(each).notice != change.source.number for each in moved)
    named = (*change.off_add, *change.work_add)
    assert all(cal.as_known(day).describe(each).notice == change.source.number for each in named)
