"""The rules of who sees and who may take what, as conditions for lists.

They say the same as engine.core.access says of one case; tests hold the two together.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from engine.core.access import APPLICANT_ROLES, OVERSEEING_ROLES, Actor
from engine.store.tables import Case, Event, Message, Task

#: Events that prove that a person had a task in hand, even if it moved on later.
HOLDING_EVENTS = ("task_claimed", "task_released", "task_transferred", "task_completed")


def visible(actor: Actor) -> ColumnElement[bool]:
    """Condition on Case: `actor` sees the whole of it, answers included."""
    if actor.is_admin:
        return false()
    if actor.has_role(*OVERSEEING_ROLES):
        return true()
    units = [post.unit_id for post in actor.posts if post.role in APPLICANT_ROLES]
    reviews = [post.unit_id for post in actor.posts if post.role == "provider_reviewer"]
    return or_(
        Case.starter_id == actor.person_id,
        Case.applicant_unit_id.in_(units) if units else false(),
        and_(Case.provider_unit_id.in_(reviews), Case.provider_sees_at.is_not(None)),
        _holds(actor),
        _was_told(actor),
    )


def _holds(actor: Actor) -> ColumnElement[bool]:
    me = actor.person_id
    own = or_(Task.assignee_id == me, Task.completed_by_id == me, _waiting(actor))
    acted = and_(Event.actor_id == me, Event.kind.in_(HOLDING_EVENTS))
    return or_(
        exists(select(1).where(Task.case_id == Case.id, own)),
        exists(select(1).where(Event.case_id == Case.id, acted)),
    )


def _was_told(actor: Actor) -> ColumnElement[bool]:
    mine = and_(Message.case_id == Case.id, Message.person_id == actor.person_id)
    return exists(select(1).where(mine))


def _waiting(actor: Actor) -> ColumnElement[bool]:
    """Condition on Task: open, nobody's yet, and for one of the actor's posts."""
    pools = _pools(actor)
    return and_(Task.state == "open", Task.assignee_id.is_(None), or_(false(), *pools))


def _pools(actor: Actor) -> Iterable[ColumnElement[bool]]:
    for post in actor.posts:
        yield and_(Task.unit_id == post.unit_id, Task.role == post.role)


def mine(actor: Actor) -> ColumnElement[bool]:
    """Condition on Task joined with Case: open and this person's work.

    Two branches, each led by an index: given to me; or waiting for one of my posts.
    """
    if actor.is_admin:
        return false()
    given = and_(Task.state == "open", Task.assignee_id == actor.person_id)
    return and_(or_(given, _waiting(actor)), ~_barred(actor))


def _barred(actor: Actor) -> ColumnElement[bool]:
    other = aliased(Task)
    step = or_(other.process != Task.process, other.element != Task.element)
    approved = exists(
        select(1).where(
            other.case_id == Task.case_id,
            other.state == "done",
            other.approving,
            other.completed_by_id == actor.person_id,
            step,
        )
    )
    return and_(Task.approving, or_(Case.starter_id == actor.person_id, approved))
