"""What those who keep the calendar are told on their first page."""

from dataclasses import dataclass

from engine.commands.open_store import Store
from engine.queries.calendar.freshness import Freshness, freshness
from engine.queries.calendar.notices import keeps_calendar, list_notices
from engine.queries.sessions import Actor


@dataclass(frozen=True)
class CalendarDuties:
    """`entered`: the notice that is missed waits for a second person already."""

    fresh: Freshness
    entered: bool


def calendar_duties(store: Store, actor: Actor) -> CalendarDuties | None:
    """Return what is to be done about the calendar, None for who does not keep it."""
    if not keeps_calendar(actor):
        return None
    fresh = freshness(store)
    if not (fresh.waiting and fresh.missing):
        return CalendarDuties(fresh, False)
    waiting = (each for each in list_notices(store, actor) if each.state == "proposed")
    return CalendarDuties(fresh, (fresh.missing, "year") in {(e.year, e.kind) for e in waiting})
