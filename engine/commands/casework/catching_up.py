"""Let what is due lapse before anything else happens, but no right in a time without service."""

from datetime import datetime
from functools import partial

from calendars import last_day_before
from engine.commands.casework.moving import put_term
from engine.commands.casework.opening import OpenCase
from engine.commands.casework.recounting import recount_clocks
from engine.core.outage import RECORDING, Gap, spare
from engine.core.workflow import Term
from engine.store.clock_terms import term_of
from engine.store.outages import last_outage
from engine.store.tables import ClockRow


def catch_up(work: OpenCase, moment: datetime | None = None) -> None:
    """Let every term that is due by `moment` (aware; now when None) lapse at its own moment.

    Those that an outage must not take away are moved first. Which of them are due by now, and the
    outage, are looked at only when something is due, so that a verb in time costs nothing more.
    Before all that, terms that an older calendar counted are counted by the one in force.
    """
    recount_clocks(work)
    due = work.run.next_due()
    if due is not None and due <= work.now:
        outage = last_outage(work.session, work.now)
        if outage is not None:
            keep_rights(work, outage)
    work.run.step_to(moment or work.now)


def allow_for_recording(work: OpenCase, effective: datetime) -> None:
    """What took effect at `effective` (aware) and is recorded now costs nobody a right that ends
    before they could hear of it."""
    if effective < work.now:
        keep_rights(work, Gap(effective, work.now, RECORDING))


def keep_rights(work: OpenCase, gap: Gap) -> None:
    """Move the terms whose end would take a right away in `gap` or too soon after it, those that
    begin from here on included."""
    rule = partial(spare, work.calendar, gap, work.pack.limits.working_days_after_outage)
    work.run.keep_open(rule)
    for clock in work.clocks:
        if clock.forfeits and clock.state == "running":
            term = rule(term_of(clock))
            if term.due_at != clock.due_at:
                _move(work, clock, term)


def _move(work: OpenCase, clock: ClockRow, term: Term) -> None:
    was, due = last_day_before(clock.due_at), last_day_before(term.due_at)
    put_term(work, clock, term)
    work.note(
        "term_moved",
        at=work.now,
        element=clock.element,
        actor=None,
        data={"clock": clock.id, "term": clock.term, "clause": clock.clause, "kind": clock.kind,
              "host": clock.host_element, "was": was.isoformat(), "due": due.isoformat(),
              **term.trace["moved"][-1]},
    )  # fmt: skip
