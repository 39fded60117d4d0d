"""What a person has to do with a case, read from the rows in one statement.

The rules that use it are in engine.core.access; commands and queries ask here for the facts.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from engine.core.access import Actor, CaseFacts, Involvement, TaskFacts
from engine.store.separation import approved_other_step
from engine.store.tables import Case, Event, Message, Task

#: Events that prove that a person had a task in hand, even if it moved on later.
HOLDING_EVENTS = ("task_claimed", "task_released", "task_transferred", "task_completed")


def case_facts(case: Case) -> CaseFacts:
    """Return what the rules ask of a case row."""
    return CaseFacts(
        starter_id=case.starter_id,
        applicant_unit_id=case.applicant_unit_id,
        provider_unit_id=case.provider_unit_id,
        provider_sees=case.provider_sees_at is not None,
        ended=case.ended_at is not None,
    )


def task_facts(task: Task) -> TaskFacts:
    """Return what the rules ask of a task row."""
    return TaskFacts(
        open=task.state == "open",
        unit_id=task.unit_id,
        role=task.role,
        approving=task.approving,
        assignee_id=task.assignee_id,
    )


def involvement_of(
    session: Session, actor: Actor, case_id: str, task: Task | None = None
) -> Involvement:
    """Return what `actor` has to do with the case, seen from `task` if one is given."""
    approved = false() if task is None else approved_other_step(actor.person_id, task)
    facts = select(
        _holds_task(actor, Task.case_id == case_id) | _held_task(actor, Event.case_id == case_id),
        _told(actor, Message.case_id == case_id),
        approved,
    )
    held, notified, approved_elsewhere = session.execute(facts).one()
    return Involvement(bool(held), bool(notified), bool(approved_elsewhere))


def holds_any(actor: Actor) -> ColumnElement[bool]:
    """Condition on Case: the actor holds or held a task of it, or may take one that is open."""
    return or_(
        _holds_task(actor, Task.case_id == Case.id), _held_task(actor, Event.case_id == Case.id)
    )


def was_told(actor: Actor) -> ColumnElement[bool]:
    """Condition on Case: the program has written to the actor about it."""
    return _told(actor, Message.case_id == Case.id)


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """Condition on Task: open, nobody's yet, and for one of the actor's posts."""
    return and_(Task.state == "open", Task.assignee_id.is_(None), or_(false(), *_pools(actor)))


def _pools(actor: Actor) -> Iterable[ColumnElement[bool]]:
    for post in actor.posts:
        yield and_(Task.unit_id == post.unit_id, Task.role == post.role)


def _holds_task(actor: Actor, of_case: ColumnElement[bool]) -> ColumnElement[bool]:
    me = actor.person_id
    own = or_(Task.assignee_id == me, Task.completed_by_id == me, waiting_for(actor))
    return exists(select(1).where(of_case, own))


def _held_task(actor: Actor, of_case: ColumnElement[bool]) -> ColumnElement[bool]:
    acted = and_(Event.actor_id == actor.person_id, Event.kind.in_(HOLDING_EVENTS))
    return exists(select(1).where(of_case, acted))


def _told(actor: Actor, of_case: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(1).where(of_case, Message.person_id == actor.person_id))
