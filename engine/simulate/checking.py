"""Comparing what is true after a step with what the scenario says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.simulate.acting import Play
from engine.store.tables import (
    AccessGrant,
    Case,
    ClockRow,
    Incident,
    Message,
    Person,
    Task,
)


def differences(play: Play, then: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    """Yield a sentence for each thing that is not as `then` says.

    `seen` holds the ids of messages of earlier steps; those of this step are added to it.
    """
    with play.store.reading() as session:
        case = session.get(Case, play.case_id) if play.case_id else None
        facts = _Facts(session, case, seen)
        for name, expected in then.items():
            found = FOUND[name](facts)
            wanted = _plain(expected)
            if found != wanted:
                yield f"{name} 应为 {wanted}，实为 {found}"
        seen |= {message.id for message in facts.messages}


class _Facts:
    """The case as it stands, read as far as checks ask."""

    def __init__(self, session: Session, case: Case | None, seen: set[str]) -> None:
        self.session = session
        self.case = case
        case_id = case.id if case is not None else None
        messages = session.scalars(select(Message).where(Message.case_id == case_id))
        self.messages = [each for each in messages if each.id not in seen]
        self.tasks = session.scalars(
            select(Task).where(Task.case_id == case_id, Task.state == "open").order_by(Task.element)
        ).all()

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


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(_plain(each) for each in value)
    return value.isoformat() if isinstance(value, date) else value


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


def _incidents(facts: _Facts) -> list[str]:
    wanted = select(Incident).where(Incident.case_id == (facts.case and facts.case.id))
    return sorted(each.kind for each in facts.session.scalars(wanted))


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
    "incidents": _incidents,
}
