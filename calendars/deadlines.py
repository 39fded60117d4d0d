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
* a minimum ("不少于20个自然日") counts whole natural days after the day of receipt and never moves
  for a rest day: its end is the earliest instant at which it has passed;
* receipt is the moment of arrival in the system, office hours or not (电子签名法 11(2),
  民法典 137(2)); only where a matter's own rule says so does policy
  `next_working_day_receipt` move it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from calendars.china import ChinaCalendar, DayState
from calendars.deadline_model import CountedDay, Deadline, SkippedDay
from calendars.errors import CoverageError, DeadlineError
from calendars.sentence import listed, say
from calendars.wording import weekday_words
from calendars.zone import WEEKDAYS, in_shanghai, local_date, midnight

ONE_DAY = timedelta(days=1)
MAX_N = 3650
CLOSING = time(17, 30)
POLICIES = ("statutory", "next_working_day_receipt")


@dataclass
class _Walk:
    """Days looked at on the way to the last one, in the order walked."""

    calendar: ChinaCalendar
    strict: bool
    counted: list[CountedDay] = field(default_factory=list)
    skipped: list[SkippedDay] = field(default_factory=list)
    decisive: list[date] = field(default_factory=list)
    provisional: bool = False

    def look(self, day: date) -> DayState:
        """The state of a day on which the answer depends."""
        if self.strict and day > self.calendar.last_covered:
            raise CoverageError(
                day, say("现有通知只到 %(last)s，无法确定", last=self.calendar.last_covered)
            )
        state = self.calendar.describe(day)
        self.decisive.append(day)
        self.provisional = self.provisional or state.provisional
        return state

    def count(self, state: DayState) -> None:
        weekday = WEEKDAYS[state.date.weekday()]
        note = "" if state.label == weekday_words(state.date) else state.label
        self.counted.append(CountedDay(state.date, weekday, note, state.notice))

    def skip(self, state: DayState) -> None:
        self.skipped.append(SkippedDay(state.date, state.label, state.notice))


def deadline(  # noqa: PLR0913  (each is a question the law asks)
    cal: ChinaCalendar,
    received: date,
    n: int,
    unit: str = "working_day",
    policy: str = "statutory",
    as_of: date | None = None,
    strict: bool = False,
    closing: time = CLOSING,
) -> Deadline:
    """The end of a term of `n` units after `received`, with every step of the count.

    `received`: an aware datetime of any zone; its day in Asia/Shanghai is day 0. A plain date
    is taken as 00:00 of that day there. For `working_day_before` it is the event counted back
    from. `n`: 1 to 3650. `unit`: `working_day`, `natural_day`, `natural_month`,
    `working_day_before`, or `full_natural_day` for a minimum, whose `due_at` is the earliest
    instant after it. `policy`: `statutory`, or `next_working_day_receipt`, by which what
    arrives after `closing` (local time; 17:30:00 itself is in time) or on a rest day is
    received on the next working day; it has no meaning for, and no effect on,
    `working_day_before`. `as_of`: count with the notices published up to that day. `strict`:
    raise CoverageError as soon as the answer depends on a day after the last notice; otherwise
    such an answer is provisional. Days from 25 December of the last covered year are
    provisional either way.

    Raises DeadlineError (a ValueError) for a bad n, unit or policy, NaiveDatetimeError (one
    too) for a datetime without zone, CoverageError also before the first notice and after 2099.
    """
    _check(n, unit, policy)
    calendar = cal if as_of is None else cal.as_known(as_of)
    day_zero = _day_zero(calendar, received)
    instant = received if isinstance(received, datetime) else midnight(received)
    walk = _Walk(calendar, strict)
    if policy == "next_working_day_receipt" and unit != "working_day_before":
        day_zero = _day_of_receipt(walk, instant, closing)
    last_day = UNITS[unit](walk, day_zero, n)
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


def _check(n: int, unit: str, policy: str) -> None:
    if type(n) is not int or not 1 <= n <= MAX_N:
        raise DeadlineError(say("期限 %(n)s 应为 1 至 %(most)s 的整数", n=n, most=MAX_N))
    if unit not in UNITS:
        raise DeadlineError(
            say("单位 %(unit)s 应为 %(units)s 之一", unit=unit, units=listed(UNITS))
        )
    if policy not in POLICIES:
        raise DeadlineError(
            say("口径 %(policy)s 应为 %(policies)s 之一", policy=policy, policies=listed(POLICIES))
        )


def _day_zero(calendar: ChinaCalendar, received: date) -> date:
    """The day of `received`; CoverageError when nothing is known of it."""
    try:
        day = local_date(received)
    except OverflowError:
        # At an end of all years, where no zone can be reckoned and no notice reaches.
        day = date(received.year, received.month, received.day)
    calendar.describe(day)
    return day


def _day_of_receipt(walk: _Walk, instant: datetime, closing: time) -> date:
    local = in_shanghai(instant)
    state = walk.look(local.date())
    if state.working and local.time() <= closing:
        return state.date
    while True:
        if not state.working:
            walk.skip(state)
        state = walk.look(state.date + ONE_DAY)
        if state.working:
            return state.date


def _step(walk: _Walk, day: date, n: int, step: timedelta) -> date:
    while len(walk.counted) < n:
        day += step
        state = walk.look(day)
        if state.working:
            walk.count(state)
        else:
            walk.skip(state)
    return day


def _working_days(walk: _Walk, day_zero: date, n: int) -> date:
    return _step(walk, day_zero, n, ONE_DAY)


def _working_days_before(walk: _Walk, day_zero: date, n: int) -> date:
    return _step(walk, day_zero, n, -ONE_DAY)


def _natural_days(walk: _Walk, day_zero: date, n: int) -> date:
    nominal = day_zero + timedelta(days=n)
    for offset in range(1, n + 1):
        walk.count(walk.calendar.describe(day_zero + timedelta(days=offset)))
    return _roll_forward(walk, nominal)


def _full_natural_days(walk: _Walk, day_zero: date, n: int) -> date:
    for offset in range(1, n + 1):
        walk.count(walk.calendar.describe(day_zero + timedelta(days=offset)))
    return day_zero + timedelta(days=n)


def _natural_months(walk: _Walk, day_zero: date, n: int) -> date:
    months = day_zero.month - 1 + n
    year, month = day_zero.year + months // 12, months % 12 + 1
    nominal = date(year, month, min(day_zero.day, monthrange(year, month)[1]))
    walk.count(walk.calendar.describe(nominal))
    return _roll_forward(walk, nominal)


def _roll_forward(walk: _Walk, day: date) -> date:
    state = walk.look(day)
    while not state.working:
        walk.skip(state)
        state = walk.look(state.date + ONE_DAY)
    return state.date


UNITS: dict[str, Callable[[_Walk, date, int], date]] = {
    "working_day": _working_days,
    "natural_day": _natural_days,
    "full_natural_day": _full_natural_days,
    "natural_month": _natural_months,
    "working_day_before": _working_days_before,
}
