"""When a clock next needs attention: the reminder before, the due moment, the reminder after.

Office habit, not law; the numbers come from the pack's `[ladder]`.
"""

from datetime import datetime

from calendars import ChinaCalendar, step_from_due, step_working_days
from engine.clock import SHANGHAI
from engine.core.pack import Ladder

#: A clock's next step and its moment (aware UTC); None when nothing is left to do.
Wake = tuple[str, datetime] | None


def first_wake(calendar: ChinaCalendar, ladder: Ladder, started: datetime, due: datetime) -> Wake:
    """Return the first step of a clock that runs from `started` to `due` (aware)."""
    before = before_moment(calendar, ladder, due)
    return ("before", before) if before is not None and before > started else ("due", due)


def next_wake(
    calendar: ChinaCalendar, ladder: Ladder, step: str, due: datetime, interrupting: bool
) -> Wake:
    """Return what follows after `step` has been done."""
    if step == "before":
        return "due", due
    if step == "due" and not interrupting:
        after = after_moment(calendar, ladder, due)
        return None if after is None else ("after", after)
    return None


def before_moment(calendar: ChinaCalendar, ladder: Ladder, due: datetime) -> datetime | None:
    """The morning on which so many working days are left, the last day counted."""
    if ladder.before is None:
        return None
    return _morning(ladder, step_working_days(calendar, due, -ladder.before.working_days))


def after_moment(calendar: ChinaCalendar, ladder: Ladder, due: datetime) -> datetime | None:
    """The morning of the so-manieth working day after the last day."""
    if ladder.after is None:
        return None
    return _morning(ladder, step_from_due(calendar, due, ladder.after.working_days))


def _morning(ladder: Ladder, midnight: datetime) -> datetime:
    local = midnight.astimezone(SHANGHAI)
    return datetime.combine(local.date(), ladder.at, SHANGHAI)
