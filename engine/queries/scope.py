"""The rules of who sees and who may take what, as conditions for lists.

They say the same as engine.core.access says of one case; tests hold the two together.
"""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from engine.core.access import APPLICANT_ROLES, OVERSEEING_ROLES, Actor
from engine.store.involvement import holds_any, waiting_for, was_told
from engine.store.tables import Case, Task


def visible(actor: Actor) -> ColumnElement[bool]:
    """Condition on Case: `actor` sees the whole of it, answers included."""
    if actor.is_admin:
        return false()
    if actor.has_role(*OVERSEEING_ROLES):
        return true()
    reviews = [post.unit_id for post in actor.posts if post.role == "provider_reviewer"]
    return or_(
        Case.starter_id == actor.person_id,
        Case.applicant_unit_id.in_(_units(actor)),
        and_(Case.provider_unit_id.in_(reviews), Case.provider_sees_at.is_not(None)),
        holds_any(actor),
        was_told(actor),
    )


def _units(actor: Actor) -> list[str]:
    return [post.unit_id for post in actor.posts if post.role in APPLICANT_ROLES]


def mine(actor: Actor) -> ColumnElement[bool]:
    """Condition on Task joined with Case: open and this person's work.

    Two branches, each led by an index: given to me; or waiting for one of my posts.
    """
    if actor.is_admin:
        return false()
    given = and_(Task.state == "open", Task.assignee_id == actor.person_id)
    return and_(or_(given, waiting_for(actor)), ~_barred(actor))


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
