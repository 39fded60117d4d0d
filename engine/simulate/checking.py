"""Comparing what is true after a step with what the scenario says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.workflow import Run
from engine.simulate.acting import Play
from engine.simulate.called import Called
from engine.simulate.unlike import unlike
from engine.store.calendar import calendar_in
from engine.store.packs import pack_of
from engine.store.tables import (
    AccessGrant,
    Case,
    ClockRow,
    Incident,
    Message,
    Person,
    Resource,
    Task,
)

Row = TypeVar("Row", Message, Incident, Case)


class Seen:
    """The ids of messages and incidents of earlier steps, which a step is not asked about."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def unseen(self, rows: Iterable[Row]) -> list[Row]:
        """Return those of `rows` that no earlier step had."""
        return [row for row in rows if row.id not in self.ids]


def differences(play: Play, then: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    """Yield a sentence for each thing that is not as `then` says.

    An incident that `then` does not speak of is a difference too. What this step wrote is `seen`
    from then on.
    """
    with play.store.reading() as session:
        case = session.get(Case, play.case_id) if play.case_id else None
        facts = _Facts(play, session, case, seen)
        wanted = {"incidents": [], **then}
        found = {name: FOUND[name](facts) for name in wanted}
        facts.note_seen()
    yield from unlike(found, wanted, Called(play))


def found_in(play: Play, seen: Seen) -> dict[str, Any]:
    """Return all that `then` can speak of, as it is now; what was written is `seen` after that."""
    with play.store.reading() as session:
        case = session.get(Case, play.case_id) if play.case_id else None
        facts = _Facts(play, session, case, seen)
        found = {name: look(facts) for name, look in FOUND.items()}
        facts.note_seen()
        return found


class _Facts:
    """The case as it stands, read as far as checks ask."""

    def __init__(self, play: Play, session: Session, case: Case | None, seen: Seen) -> None:
        self.play = play
        self.session = session
        self.case = case
        self.seen = seen
        case_id = case.id if case is not None else None
        messages = session.scalars(select(Message).where(Message.case_id == case_id))
        self.messages = seen.unseen(messages)
        incidents = session.scalars(select(Incident).where(Incident.case_id == case_id))
        self.incidents = seen.unseen(incidents)
        self.opened = seen.unseen(session.scalars(select(Case).where(Case.automatic)))
        self.tasks = session.scalars(
            select(Task).where(Task.case_id == case_id, Task.state == "open").order_by(Task.element)
        ).all()

    def note_seen(self) -> None:
        """What is new here is not new any more for the next step."""
        for rows in (self.messages, self.incidents, self.opened):
            self.seen.ids |= {each.id for each in rows}

    def given(self) -> list[AccessGrant]:
        """The grants that stood in the register before the story."""
        wanted = select(AccessGrant).where(AccessGrant.number.in_(self.play.given))
        return list(self.session.scalars(wanted))

    def resource(self) -> str | None:
        """The state of the resource that the case is about."""
        resource_id = self.case.resource_id if self.case is not None else None
        return self.session.scalar(select(Resource.state).where(Resource.id == resource_id))

    def clocks(self) -> dict[str, ClockRow]:
        """The clock of each open task, by the task's element."""
        return {
            task.element: clock
            for task in self.tasks
            if (clock := self.session.get(ClockRow, task.clock_id or "")) is not None
        }

    def grants(self) -> list[AccessGrant]:
        """The grants of the case."""
        wanted = select(AccessGrant).where(AccessGrant.case_id == (self.case and self.case.id))
        return list(self.session.scalars(wanted.order_by(AccessGrant.number)))


def _due(facts: _Facts) -> dict[str, str]:
    return {
        element: (clock.due_at - timedelta(microseconds=1)).astimezone(SHANGHAI).date().isoformat()
        for element, clock in facts.clocks().items()
    }


def _told(facts: _Facts) -> list[str]:
    people = {person.id: person.username for person in facts.session.scalars(select(Person))}
    return sorted({people[each.person_id] for each in facts.messages if each.person_id})


def _assignees(facts: _Facts) -> dict[str, str]:
    people = {person.id: person.username for person in facts.session.scalars(select(Person))}
    return {task.element: people.get(task.assignee_id or "", "") for task in facts.tasks}


def _warned(facts: _Facts) -> list[str]:
    """The fields that the form handed in last is to be looked at for, as its reviewer sees them."""
    case = facts.case
    if case is None:
        return []
    handed_in = select(Task.form).where(Task.case_id == case.id, Task.state == "done")
    form = facts.session.scalar(handed_in.order_by(Task.completed_at.desc(), Task.id.desc()))
    warnings = _data(facts, case).get(f"{(form or '').replace('-', '_')}_warnings", [])
    return sorted(each["field"] for each in warnings)


def _data(facts: _Facts, case: Case) -> dict[str, Any]:
    store = facts.play.store
    blueprint = pack_of(facts.session, store, case.pack_version_id).blueprint(case.process)
    run = Run.load(blueprint, case.document, case.started_at, calendar_in(store, facts.session), {})
    return run.innermost_data()


FOUND: dict[str, Callable[[_Facts], Any]] = {
    "state": lambda facts: facts.case and facts.case.state_code,
    "outcome": lambda facts: facts.case and facts.case.outcome,
    "legal": lambda facts: facts.case and facts.case.legal,
    "open": lambda facts: [task.element for task in facts.tasks],
    "recorded": lambda facts: [task.element for task in facts.tasks if task.recorded],
    "assignee": _assignees,
    "due": _due,
    "kind": lambda facts: {key: clock.kind for key, clock in facts.clocks().items()},
    "provisional": lambda facts: {key: c.provisional for key, c in facts.clocks().items()},
    "mails": lambda facts: sorted({each.template for each in facts.messages}),
    "told": _told,
    "grants": lambda facts: sorted(grant.state for grant in facts.grants()),
    "items": lambda facts: sorted(code for grant in facts.grants() for code in grant.items),
    "incidents": lambda facts: sorted(each.kind for each in facts.incidents),
    "warned": _warned,
    "given": lambda facts: sorted(grant.state for grant in facts.given()),
    "resource": lambda facts: facts.resource(),
    "opened": lambda facts: sorted(case.process for case in facts.opened),
}
