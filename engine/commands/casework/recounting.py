"""Count the open terms of a case by the calendar in force, where an older one counted them."""

from dataclasses import dataclass

from calendars import last_day_before
from engine.commands.casework.moving import put_term
from engine.commands.casework.opening import OpenCase
from engine.core.recount import recount
from engine.core.workflow import Term
from engine.effects.telling import Telling, tell
from engine.mail.letters import letter
from engine.store.calendar import is_named
from engine.store.clock_terms import term_of
from engine.store.tables import ClockRow, Task, Unit

#: The mail that says so: the pack's own of this name, or else the one that stands in the program.
TEMPLATE = "term-recounted"


@dataclass(frozen=True)
class Moved:
    """A term whose last day changed, as the mail says it."""

    clock: ClockRow
    was: str
    due: str


def recount_clocks(work: OpenCase) -> None:
    """Give each running clock the end that the calendar in force counts, once per calendar.

    A clock of which anything changes gets an event; where a last day changes, those who have the
    steps under it in hand and whoever started the case are told, in one mail for the whole case.
    What has lapsed or stopped stays as it was. A node of an older release, which lacks notices
    that are in force, counts nothing anew: it would count back.
    """
    if not is_named(work.session):
        return
    moved = []
    for clock in _stale(work):
        was = last_day_before(clock.due_at)
        term = recount(
            work.calendar, term_of(clock), work.now, work.pack.limits.working_days_after_outage
        )
        clock.calendar_seen = work.calendar.revision
        if term.due_at == clock.due_at and term.trace is clock.trace:
            continue
        _note(work, clock, term)
        put_term(work, clock, term)
        if last_day_before(term.due_at) != was:
            moved.append(Moved(clock, was.isoformat(), last_day_before(term.due_at).isoformat()))
    if moved:
        _tell(work, moved)


def _stale(work: OpenCase) -> list[ClockRow]:
    revision = work.calendar.revision
    return [
        clock
        for clock in work.clocks
        if clock.state == "running" and clock.calendar_seen != revision
    ]


def _note(work: OpenCase, clock: ClockRow, term: Term) -> None:
    was, due = last_day_before(clock.due_at), last_day_before(term.due_at)
    work.note(
        "term_recounted",
        at=work.now,
        element=clock.element,
        actor=None,
        via="system",
        data={"clock": clock.id, "term": clock.term, "clause": clock.clause, "kind": clock.kind,
              "host": clock.host_element, "was": was.isoformat(), "due": due.isoformat(),
              "was_provisional": clock.provisional, "provisional": term.provisional,
              "notices": term.trace["notices"], "calendar": term.calendar_revision},
    )  # fmt: skip


def _tell(work: OpenCase, moved: list[Moved]) -> None:
    ids = {each.clock.id for each in moved}
    under = [task for task in work.open_tasks() if task.clock_id in ids]
    data = work.run.innermost_data()
    telling = Telling(
        template=TEMPLATE,
        process=work.case.process,
        data={**data, "moves": [_in_mail(each) for each in moved], "notices": _notices(moved)},
        at=work.now,
        to=[*_holders(work, under), {"person": work.case.starter_id}],
        # The same calendar may come into force again, after it was taken back.
        key=f"recount:{work.case.id}:{work.case.event_seq}",
        standing=letter(TEMPLATE),
    )
    work.events.append(tell(work.effect_context(), telling))


def _notices(moved: list[Moved]) -> str:
    numbers = (number for each in moved for number in each.clock.trace["notices"])
    return "、".join(dict.fromkeys(numbers))


def _in_mail(each: Moved) -> dict[str, object]:
    clock = each.clock
    return {
        "term": clock.term,
        "clause": clock.clause,
        "was": each.was,
        "due": each.due,
        "provisional": clock.provisional,
    }


def _holders(work: OpenCase, tasks: list[Task]) -> list[dict[str, object]]:
    return [
        {"person": task.assignee_id}
        if task.assignee_id is not None
        else {"unit": work.session.get_one(Unit, task.unit_id).code, "role": task.role}
        for task in tasks
    ]
