"""How much time is left, how late something is, and the days on which to remind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from calendars.china import ChinaCalendar
from calendars.deadline_model import Remaining
from calendars.walk import ONE_DAY, Walk
from calendars.zone import last_day_before, local_date, midnight


def working_days_between(cal: ChinaCalendar, now: datetime, due_at: datetime) -> int:
    """Working days left until the exclusive instant `due_at`, or, negative, days overdue.

    Both instants are aware. Not yet due (now < due_at): the working days after the local day
    of `now` up to and including the last day of the term, so today never counts and 0 means
    that no later working day is left: the last day is today, or only rest days follow.
    Overdue (now >= due_at): minus the working days after the last day of the term up to and
    including today, and at least -1, since what is late is late: rest days right after the
    end belong to the first day overdue. So the answer is negative exactly when overdue.
    Days past the last notice count provisionally.
    """
    today, last_day = local_date(now), last_day_before(due_at)
    if now < due_at:
        return _count_after(cal, today, last_day)
    return -max(1, _count_after(cal, last_day, today))


def remaining(cal: ChinaCalendar, now: datetime, due_at: datetime) -> Remaining:
    """What `working_days_between` answers, with each day that counts and each that does not.

    Takes and raises the same. `provisional`: one of those days may still be arranged otherwise.
    """
    today, last_day = local_date(now), last_day_before(due_at)
    overdue = now >= due_at
    walk = Walk(cal)
    for day in _days_after(*((last_day, today) if overdue else (today, last_day))):
        walk.take(day)
    days = len(walk.counted)
    return Remaining(
        now=now,
        due_at=due_at,
        last_day=last_day,
        days=-max(1, days) if overdue else days,
        overdue=overdue,
        provisional=walk.provisional,
        counted=tuple(walk.counted),
        skipped=tuple(walk.skipped),
        notices=cal.notices_for(walk.decisive),
    )


def step_working_days(cal: ChinaCalendar, instant: datetime, n: int) -> datetime:
    """00:00 (Asia/Shanghai, given as aware UTC) of a working day counted from `instant`.

    n > 0: the n-th working day after the local day of `instant`; n < 0: before it; 0: that
    local day itself, worked or not. A `due_at` already lies on the day after the last one: to
    count from the last day of a term use `step_from_due`.
    """
    return midnight(_nth(cal, local_date(instant), n))


def step_from_due(cal: ChinaCalendar, due_at: datetime, n: int) -> datetime:
    """Like step_working_days, counted from the last day of the term that ends at `due_at`.

    -1 is the working day before the last day, 0 the last day, 2 the day on which
    working_days_between becomes -2.
    """
    return midnight(_nth(cal, last_day_before(due_at), n))


def minimum_period(start: datetime, days: int) -> datetime:
    """The earliest instant (aware, UTC) after at least `days` whole natural days.

    The local day of `start` does not count, so it is 00:00 Asia/Shanghai of day D+days+1. It
    never moves for rest days: a minimum may be longer, never shorter. Raises ValueError for
    negative `days`, NaiveDatetimeError for a naive `start`.
    """
    if days < 0:
        raise ValueError(f"天数 {days} 不能为负")
    return midnight(local_date(start) + timedelta(days=days + 1))


def _nth(cal: ChinaCalendar, day: date, n: int) -> date:
    left, step = abs(n), ONE_DAY if n > 0 else -ONE_DAY
    while left:
        day += step
        left -= cal.is_working_day_provisional(day)
    return day


def _count_after(cal: ChinaCalendar, start: date, end: date) -> int:
    """Working days in (start, end]; 0 when end is not after start."""
    inside = min(end, cal.last_covered)
    if start >= inside:
        known, beyond = 0, start
    else:
        known, beyond = cal.get_working_days_delta(start, inside), inside
    return known + sum(map(cal.is_working_day_provisional, _days_after(beyond, end)))


def _days_after(start: date, end: date) -> Iterator[date]:
    """The days in (start, end]; none when end is not after start."""
    return (start + timedelta(days=k + 1) for k in range((end - start).days))
