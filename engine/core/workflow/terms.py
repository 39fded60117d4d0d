"""Terms: what `working_days(5)` in a diagram means at a moment of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calendars import ChinaCalendar, deadline
from engine.clock import SHANGHAI, aware


@dataclass(frozen=True)
class Term:
    """A term that began: when it started, when it is due (aware UTC, exclusive), and why."""

    started_at: datetime
    due_at: datetime
    provisional: bool
    trace: dict[str, Any]
    calendar_revision: str


#: Returns a term as it stays open: itself, or with a later end (engine/core/outage.py).
Spare = Callable[[Term], Term]


def as_counted(term: Term) -> Term:
    """Return `term` as it is: what nothing came in the way of ends when it ends."""
    return term


def term_functions(
    calendar: ChinaCalendar, now: Callable[[], datetime]
) -> dict[str, Callable[..., Any]]:
    """Return the functions of the expression language that look at the run's moment."""

    def term(n: int, unit: str, since: str | None) -> Term:
        start = now() if since is None else aware(datetime.fromisoformat(since))
        return count_term(calendar, start, n, unit)

    def working_days(n: int, since: str | None = None) -> Term:
        return term(n, "working_day", since)

    def natural_days(n: int, since: str | None = None) -> Term:
        return term(n, "natural_day", since)

    def full_natural_days(n: int, since: str | None = None) -> Term:
        return term(n, "full_natural_day", since)

    def today() -> str:
        return now().astimezone(SHANGHAI).date().isoformat()

    return {
        "working_days": working_days,
        "natural_days": natural_days,
        "full_natural_days": full_natural_days,
        "today": today,
    }


def count_term(calendar: ChinaCalendar, start: datetime, n: int, unit: str) -> Term:
    """Count `n` units from `start` (aware): day 0 is the day of `start` and never counts."""
    found = deadline(calendar, start, n, unit)
    return Term(start, found.due_at, found.provisional, found.to_json(), calendar.revision)
