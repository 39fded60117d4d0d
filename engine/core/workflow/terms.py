"""Terms: what `working_days(5)` in a diagram means at a moment of a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from calendars import ChinaCalendar, deadline, last_day_before
from calendars.deadlines import CLOSING
from engine.clock import SHANGHAI, aware

#: When a reminder of a day is sent.
MORNING = time(8, 30)


@dataclass(frozen=True)
class Term:
    """A term that began: when it started, when it is due (aware UTC, exclusive), and why."""

    started_at: datetime
    due_at: datetime
    provisional: bool
    trace: dict[str, Any]
    calendar_revision: str


@dataclass(frozen=True)
class ReceiptRule:
    """When what arrives counts as received, for all terms of one matter.

    `policy` and `closing` (Asia/Shanghai) are those of `calendars.deadline`. Anything but
    `statutory` needs a `rule` to cite: no national law moves a receipt (docs/calendar.md).
    """

    policy: str = "statutory"
    closing: time = CLOSING
    rule: str = ""


STATUTORY_RECEIPT = ReceiptRule()

#: Returns a term as it stays open: itself, or with a later end (engine/core/outage.py).
Spare = Callable[[Term], Term]


def as_counted(term: Term) -> Term:
    """Return `term` as it is: what nothing came in the way of ends when it ends."""
    return term


def term_functions(
    calendar: ChinaCalendar,
    now: Callable[[], datetime],
    receipt: ReceiptRule = STATUTORY_RECEIPT,
) -> dict[str, Callable[..., Any]]:
    """Return the functions of the expression language that look at the run's moment."""

    def term(n: int, unit: str, since: str | None) -> Term:
        start = now() if since is None else aware(datetime.fromisoformat(since))
        return count_term(calendar, start, n, unit, receipt)

    def working_days(n: int, since: str | None = None) -> Term:
        return term(n, "working_day", since)

    def natural_days(n: int, since: str | None = None) -> Term:
        return term(n, "natural_day", since)

    def full_natural_days(n: int, since: str | None = None) -> Term:
        return term(n, "full_natural_day", since)

    def on_day(n: int, since: str | None = None) -> Term:
        return morning_of(term(n, "full_natural_day", since))

    def today() -> str:
        return now().astimezone(SHANGHAI).date().isoformat()

    return {
        "working_days": working_days,
        "natural_days": natural_days,
        "full_natural_days": full_natural_days,
        "on_day": on_day,
        "today": today,
    }


def morning_of(term: Term) -> Term:
    """Return `term` with the morning of its last day (Asia/Shanghai) as its end: a reminder comes
    on that day, not after it."""
    day = last_day_before(term.due_at)
    due = aware(datetime.combine(day, MORNING, SHANGHAI))
    return replace(term, due_at=due, trace={**term.trace, "due_at": due.isoformat()})


def count_term(
    calendar: ChinaCalendar,
    start: datetime,
    n: int,
    unit: str,
    receipt: ReceiptRule = STATUTORY_RECEIPT,
) -> Term:
    """Count `n` units from `start` (aware): day 0 is the day of receipt and never counts."""
    found = deadline(calendar, start, n, unit, receipt.policy, closing=receipt.closing)
    trace = {**found.to_json(), **_rule_of(receipt)}
    return Term(start, found.due_at, found.provisional, trace, calendar.revision)


def _rule_of(receipt: ReceiptRule) -> dict[str, str]:
    """What a trace needs besides, to be counted again by the same rule of receipt."""
    if receipt == STATUTORY_RECEIPT:
        return {}
    return {"closing": receipt.closing.isoformat("minutes"), "receipt_rule": receipt.rule}


def receipt_rule_of(trace: Mapping[str, Any]) -> ReceiptRule:
    """Return the rule of receipt by which the term with this trace was counted."""
    closing = trace.get("closing")
    return ReceiptRule(
        trace.get("policy", STATUTORY_RECEIPT.policy),
        time.fromisoformat(closing) if closing else CLOSING,
        trace.get("receipt_rule", ""),
    )
