"""A term counted again because the calendar changed.

Only terms that are still open are: what has ended keeps what was known then (docs/decisions/
calendar-revisions.md). A term may become longer at any time. It becomes shorter only as far as
those whom it binds can still act on it: at least so many full working days are left from the
moment of the recount, or what was left before, if that is less.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from calendars import ChinaCalendar, CoverageError
from engine.clock import local_iso
from engine.core.outage import OUTAGE, RECORDING, Gap, full_days_after, spare
from engine.core.workflow import Term, count_term, receipt_rule_of

#: Units whose end no notice moves.
FIXED_UNITS = frozenset({"full_natural_day"})
#: Why a term ends later than counted: so that it can still be acted on.
RECOUNT = "recount"
#: What of a trace says whether anything changed; wordings may differ from release to release.
_TELLING = ("counted", "skipped")


def recount(calendar: ChinaCalendar, term: Term, now: datetime, working_days: int) -> Term:
    """Return `term` as `calendar` counts it; the same object when nothing of it changes.

    `now` (aware) is the moment of the recount; `working_days`: how many full ones a term that
    becomes shorter leaves from then on, at least.
    """
    unit = term.trace.get("unit")
    if unit is None or unit in FIXED_UNITS or "counted" not in term.trace:
        return term
    fresh = _counted_anew(calendar, term, working_days)
    if fresh is None:
        return term
    fresh = _not_too_short(calendar, term, fresh, now, working_days)
    return fresh if differs(term, fresh) else term


def _counted_anew(calendar: ChinaCalendar, term: Term, working_days: int) -> Term | None:
    trace = term.trace
    start = datetime.fromisoformat(trace["received"])
    try:
        fresh = count_term(calendar, start, trace["n"], trace["unit"], receipt_rule_of(trace))
    except CoverageError:  # the notices that it was counted with are no longer there
        return None
    fresh = replace(fresh, started_at=term.started_at)
    # What an earlier recount left is computed anew as well.
    for move in (each for each in trace.get("moved", ()) if each["cause"] in (OUTAGE, RECORDING)):
        fresh = spare(calendar, _gap(move), working_days, fresh)
    return fresh


def _gap(move: Mapping[str, Any]) -> Gap:
    began, ended = (datetime.fromisoformat(move[key]) for key in ("began_at", "ended_at"))
    return Gap(began, ended, move["cause"])


def differs(old: Term, new: Term) -> bool:
    """Whether anything a reader sees of the count changed: its end, its certainty, its days."""
    if (old.due_at, old.provisional) != (new.due_at, new.provisional):
        return True
    days = ([[day["date"] for day in each.trace[key]] for key in _TELLING] for each in (old, new))
    return next(days) != next(days)


def _not_too_short(
    calendar: ChinaCalendar, old: Term, new: Term, now: datetime, working_days: int
) -> Term:
    if new.due_at >= old.due_at:
        return new
    kept = min(old.due_at, full_days_after(calendar, now, working_days).due_at)
    if kept <= new.due_at:
        return new
    moment = local_iso(now)
    move = {"from": local_iso(new.due_at), "to": local_iso(kept), "cause": RECOUNT,
            "began_at": moment, "ended_at": moment}  # fmt: skip
    moved = [*new.trace.get("moved", ()), move]
    return replace(new, due_at=kept, trace={**new.trace, "moved": moved})
