"""`transition`: from when and until when the resource's transition runs (Art. 18)."""

from typing import Any

from calendars import first_working_day, local_date
from engine.clock import local_iso
from engine.core.workflow import LookupAsked
from engine.lookups.context import LookupContext
from engine.store.retirements import of_case, transition_of


def transition(context: LookupContext, asked: LookupAsked) -> dict[str, Any] | None:
    """Return the day it starts and the earliest instant it may end; null while not yet known.

    `recommended_on`: the first working day on which the resource may go offline.
    """
    plan = of_case(context.session, context.case_id)
    found = transition_of(context.session, plan) if plan is not None else None
    if found is None or found.earliest is None or found.starts_on is None:
        return None
    day = local_date(found.earliest)
    return {
        "starts_on": found.starts_on.isoformat(),
        "earliest_on": day.isoformat(),
        "earliest": local_iso(found.earliest),
        "recommended_on": first_working_day(context.calendar, day).isoformat(),
    }
