"""When a term ends: the counting rules of the law over a ChinaCalendar.

The rules, with their sources (the Measures of 2022 have no clause on periods, so the general
ones are applied by analogy):

* the day of receipt, or of the event, never counts (民法典 201(1); 民事诉讼法 85(2));
* working days exclude statutory holidays (行政许可法 82) and are what the yearly notice says:
  weekend days it orders to be worked count, days it moves rest to do not;
* a term ends at 24:00 of its last day (民法典 203(2)), kept as the exclusive instant 00:00 of
  the next day in Asia/Shanghai;
* months end on the corresponding day, or the last of a month without one (民法典 202);
* a last day in natural days or months that is a rest day moves to the first working day after
  (民法典 203(1));
* a day of the month ("每月5日前") includes that day, to its end, and moves like the others unless
  the matter has its own rule (`rest_day`): no law says what 前 means there;
* a minimum ("不少于20个自然日") counts whole natural days after the day of receipt and never moves
  for a rest day: its end is the earliest instant at which it has passed;
* receipt is the moment of arrival in the system, office hours or not (电子签名法 11(2),
  民法典 137(2)); only where a matter's own rule says so does policy
  `next_working_day_receipt` move it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from calendars.china import ChinaCalendar
from calendars.deadline_model import Deadline
from calendars.errors import DeadlineError
from calendars.sentence import listed, say
from calendars.walk import ONE_DAY, Walk
from calendars.zone import in_shanghai, local_date, midnight

MAX_N = 3650
MAX_DAY = 31
CLOSING = time(17, 30)
POLICIES = ("statutory", "next_working_day_receipt")
REST_DAYS = ("forward", "backward", "none")


def deadline(  # noqa: PLR0913  (each is a question the law asks)
    cal: ChinaCalendar,
    received: date,
    n: int,
    unit: str = "working_day",
    policy: str = "statutory",
    as_of: date | None = None,
    strict: bool = False,
    closing: time = CLOSING,
    *,
    rest_day: str = "forward",
) -> Deadline:
    """The end of a term of `n` units after `received`, with every step of the count.

    `received`: an aware datetime of any zone; its day in Asia/Shanghai is day 0. A plain date
    is taken as 00:00 of that day there. For `working_day_before` it is the event counted back
    from. `n`: 1 to 3650. `unit`: `working_day`, `natural_day`, `natural_month`,
    `working_day_before`, `full_natural_day` for a minimum, whose `due_at` is the earliest
    instant after it, or `day_of_month`, by which `n` (1 to 31) is the first such day after day
    0, the last of a month that has none.

    `policy`: `statutory`, or `next_working_day_receipt`, by which what arrives after `closing`
    (local time; 17:30:00 itself is in time) or on a rest day is received on the next working
    day; it has no meaning for, and no effect on, `working_day_before`. `as_of`: count with the
    notices published up to that day. `strict`: raise CoverageError as soon as the answer
    depends on a day after the last notice; otherwise such an answer is provisional. Days from
    25 December of the last covered year are provisional either way. `rest_day` says where a
    `day_of_month` moves from a rest day: `forward`, `backward` (which may lead to day 0 or
    before it) or `none`; no other unit heeds it.

    Raises DeadlineError (a ValueError) for a bad n, unit, policy or rest_day,
    NaiveDatetimeError (one too) for a datetime without zone, CoverageError also before the
    first notice and after 2099.
    """
    _check(n, unit, policy, rest_day)
    calendar = cal if as_of is None else cal.as_known(as_of)
    day_zero = _day_zero(calendar, received)
    instant = received if isinstance(received, datetime) else midnight(received)
    walk = Walk(calendar, strict)
    if policy == "next_working_day_receipt" and unit != "working_day_before":
        day_zero = _day_of_receipt(walk, instant, closing)
    last_day = COUNTS[unit](walk, day_zero, n)
    if unit == "day_of_month":
        last_day = _moved(walk, last_day, rest_day)
    return Deadline(
        received=instant,
        n=n,
        unit=unit,
        policy=policy,
        last_day=last_day,
        due_at=midnight(last_day + ONE_DAY),
        provisional=walk.provisional,
        counted=tuple(walk.counted),
        skipped=tuple(walk.skipped),
        notices=calendar.notices_for(walk.decisive),
        day_zero=day_zero,
    )


def _check(n: int, unit: str, policy: str, rest_day: str) -> None:
    most = MAX_DAY if unit == "day_of_month" else MAX_N
    if type(n) is not int or not 1 <= n <= most:
        raise DeadlineError(say("期限 %(n)s 应为 1 至 %(most)s 的整数", n=n, most=most))
    if unit not in COUNTS:
        raise DeadlineError(
            say("单位 %(unit)s 应为 %(units)s 之一", unit=unit, units=listed(UNITS))
        )
    if policy not in POLICIES:
        raise DeadlineError(
            say("口径 %(policy)s 应为 %(policies)s 之一", policy=policy, policies=listed(POLICIES))
        )
    if rest_day not in REST_DAYS:
        ways = listed(REST_DAYS)
        raise DeadlineError(say("遇休息日 %(way)s 应为 %(ways)s 之一", way=rest_day, ways=ways))


def _day_zero(calendar: ChinaCalendar, received: date) -> date:
    """The day of `received`; CoverageError when nothing is known of it."""
    try:
        day = local_date(received)
    except OverflowError:
        # At an end of all years, where no zone can be reckoned and no notice reaches.
        day = date(received.year, received.month, received.day)
    calendar.describe(day)
    return day


def _day_of_receipt(walk: Walk, instant: datetime, closing: time) -> date:
    local = in_shanghai(instant)
    day = local.date()
    if local.time() > closing and walk.look(day).working:
        day += ONE_DAY
    return walk.past_rest_days(day)


def _step(walk: Walk, day: date, n: int, step: timedelta) -> date:
    while len(walk.counted) < n:
        day += step
        walk.take(day)
    return day


def _working_days(walk: Walk, day_zero: date, n: int) -> date:
    return _step(walk, day_zero, n, ONE_DAY)


def _working_days_before(walk: Walk, day_zero: date, n: int) -> date:
    return _step(walk, day_zero, n, -ONE_DAY)


def _natural_days(walk: Walk, day_zero: date, n: int) -> date:
    return walk.past_rest_days(_full_natural_days(walk, day_zero, n))


def _full_natural_days(walk: Walk, day_zero: date, n: int) -> date:
    for offset in range(1, n + 1):
        walk.count(walk.calendar.describe(day_zero + timedelta(days=offset)))
    return day_zero + timedelta(days=n)


def _natural_months(walk: Walk, day_zero: date, n: int) -> date:
    nominal = _in_month(day_zero, n, day_zero.day)
    walk.count(walk.calendar.describe(nominal))
    return walk.past_rest_days(nominal)


def _day_of_month(walk: Walk, day_zero: date, n: int) -> date:
    """The day itself; `_moved` says what becomes of a rest day."""
    nominal = _in_month(day_zero, 0, n)
    if nominal <= day_zero:
        nominal = _in_month(day_zero, 1, n)
    walk.count(walk.calendar.describe(nominal))
    return nominal


def _in_month(day: date, months: int, number: int) -> date:
    """Day `number` of the month `months` after that of `day`, or the last day it has."""
    months += day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(number, monthrange(year, month)[1]))


def _moved(walk: Walk, day: date, rest_day: str) -> date:
    if rest_day == "none":
        return day
    return walk.past_rest_days(day, ONE_DAY if rest_day == "forward" else -ONE_DAY)


COUNTS: dict[str, Callable[[Walk, date, int], date]] = {
    "working_day": _working_days,
    "natural_day": _natural_days,
    "full_natural_day": _full_natural_days,
    "natural_month": _natural_months,
    "working_day_before": _working_days_before,
    "day_of_month": _day_of_month,
}
UNITS = tuple(COUNTS)
