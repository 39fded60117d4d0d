"""Times in which nobody could act, and the terms that they may not eat up.

An outage lengthens no term, with one exception: a term at whose end a right is lost (the diagram
says `forfeits`) leaves at least one full working day of service after it (docs/decisions/
rights-after-an-outage.md). The same holds for what was recorded late: a term may not be over when
those whom it binds first hear of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from calendars import ChinaCalendar, Deadline, deadline, local_date, midnight
from engine.clock import SHANGHAI, local_iso
from engine.core.workflow.terms import Term

#: Within these hours an outage takes something from a working day; at night it takes nothing.
OFFICE_OPENS, OFFICE_CLOSES = time(8, 30), time(17, 30)
OUTAGE, RECORDING = "outage", "recording"


@dataclass(frozen=True)
class Gap:
    """A time in which nobody could act: from `began_at` to `ended_at`, aware.

    `cause`: the program did not run (outage), or what happened was recorded only later (recording).
    """

    began_at: datetime
    ended_at: datetime
    cause: str = OUTAGE


def spare(calendar: ChinaCalendar, gap: Gap, working_days: int, term: Term) -> Term:
    """Return `term`, moved where `gap` would otherwise cost the right that ends with it.

    Its new end is 24:00 of the last of `working_days` full working days of service after the gap;
    it never becomes earlier. What was over before the gap, or began after it, stays as it is.
    """
    if term.started_at >= gap.ended_at or term.due_at <= gap.began_at:
        return term
    if "moved" in term.trace and not touches_office_hours(calendar, gap):
        # It has had its full working day: an office that switches off every night must come to an
        # end all the same.
        return term
    kept = full_days_after(calendar, gap.ended_at, working_days)
    if kept.due_at <= term.due_at:
        return term
    moved = [*term.trace.get("moved", ()), _move(term, gap, kept.due_at)]
    return replace(
        term,
        due_at=kept.due_at,
        provisional=term.provisional or kept.provisional,
        trace={**term.trace, "moved": moved},
    )


def touches_office_hours(calendar: ChinaCalendar, gap: Gap) -> bool:
    """Whether some of the gap lies within the office hours of a working day."""
    day, last = local_date(gap.began_at), local_date(gap.ended_at)
    while day <= last:
        opens = datetime.combine(day, OFFICE_OPENS, SHANGHAI)
        closes = datetime.combine(day, OFFICE_CLOSES, SHANGHAI)
        within = gap.began_at < closes and gap.ended_at > opens
        if within and calendar.is_working_day_provisional(day):
            return True
        day += timedelta(days=1)
    return False


def full_days_after(calendar: ChinaCalendar, moment: datetime, working_days: int) -> Deadline:
    """Return the end of `working_days` full working days from `moment` (aware) on."""
    return deadline(calendar, _eve_of_service(calendar, moment), working_days)


def _eve_of_service(calendar: ChinaCalendar, ended_at: datetime) -> datetime:
    """The moment after whose day the first full working day of service is counted."""
    local = ended_at.astimezone(SHANGHAI)
    whole = calendar.is_working_day_provisional(local.date()) and local.time() <= OFFICE_OPENS
    return midnight(local.date()) - timedelta(seconds=1) if whole else ended_at


def _move(term: Term, gap: Gap, due_at: datetime) -> dict[str, Any]:
    return {
        "from": local_iso(term.due_at),
        "to": local_iso(due_at),
        "cause": gap.cause,
        "began_at": local_iso(gap.began_at),
        "ended_at": local_iso(gap.ended_at),
    }
