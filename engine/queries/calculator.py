"""The calculator: one question under every policy of receipt, each answer with all its days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from calendars import ChinaCalendar, Deadline, first_working_day, local_date
from calendars import explain as reasons
from engine.queries.deadline import POLICIES, explain
from engine.queries.terms import Day, days_of
from engine.sentence import Sentence, say

#: More days than these are no picture any more, only a list.
MOST_SHOWN = 45


@dataclass(frozen=True)
class Asked:
    """A question: `n` of `unit` after `received` (an aware instant, or a day of Asia/Shanghai),
    with the notices published up to `as_of` (None: all that are known)."""

    received: datetime | date
    n: int
    unit: str
    as_of: date | None = None


@dataclass(frozen=True)
class Answer:
    """The end of the term under one policy; `why` in sentences, `days` from receipt to the end.

    `advised` is given for a minimum alone: the first working day on which it has passed.
    """

    count: Deadline
    why: Sequence[Sentence]
    days: tuple[Day, ...]
    advised: date | None

    @property
    def earliest(self) -> date:
        """The local day that begins when the term has passed."""
        return self.count.last_day + timedelta(days=1)

    @property
    def pictured(self) -> bool:
        """Whether the days are few enough to be drawn."""
        return len(self.days) <= MOST_SHOWN


@dataclass(frozen=True)
class Answers:
    """The answers by policy, in the order of POLICIES.

    `certain_until`: the last year that the notices used cover; days from 25 December of it on are
    provisional.
    """

    asked: Asked
    by_policy: tuple[Answer, ...]
    certain_until: int

    @property
    def same_day(self) -> bool:
        """Whether every policy ends on the same day."""
        return len({each.count.last_day for each in self.by_policy}) == 1

    @property
    def same_days(self) -> bool:
        """Whether the way there is the same too."""
        return len({each.days for each in self.by_policy}) == 1

    @property
    def provisional(self) -> bool:
        """Whether a notice to come may move one of them."""
        return any(each.count.provisional for each in self.by_policy)


def answers(calendar: ChinaCalendar, asked: Asked) -> Answers:
    """Return the end of the term under each policy.

    Raises FormError naming the part of the question that is wrong; NotCovered where no notice
    answers.
    """
    counts = [
        explain(calendar, asked.received, asked.n, asked.unit, policy, asked.as_of)
        for policy in POLICIES
    ]
    known = calendar if asked.as_of is None else calendar.as_known(asked.as_of)
    found = tuple(_answer(known, count) for count in counts)
    return Answers(asked, found, known.last_covered.year)


def _answer(known: ChinaCalendar, count: Deadline) -> Answer:
    minimum = count.unit == "full_natural_day"
    passed = count.last_day + timedelta(days=1)
    advised = first_working_day(known, passed) if minimum else None
    return Answer(count, reasons(count), tuple(_from_receipt(count)), advised)


def _from_receipt(count: Deadline) -> Iterator[Day]:
    """The days of the count, with the day on which it really came where another one counts."""
    came = local_date(count.received)
    moved = came != count.day_zero
    days: Iterable[Day] = days_of(count)
    if moved and all(day.date != came for day in days):
        yield Day(came, "skipped", 0, say("下班后收到"), None)
    for day in days:
        if day.kind == "start":
            yield replace(day, note=_of_start(count.unit, moved))
        elif moved and day.date == came:
            yield replace(day, note=say("收到，%(reason)s", reason=day.note))
        else:
            yield day


def _of_start(unit: str, moved: bool) -> Sentence:
    if unit == "working_day_before":
        return say("事项当日")
    return say("视为收到") if moved else say("收到")
