"""The rules of who sees and who may take what, as conditions for lists.

They say the same as engine.core.access says of one case; tests hold the two together.
"""

from sqlalchemy import ColumnElement, and_, false, or_, true

from engine.core.access import APPLICANT_ROLES, OVERSEEING_ROLES, Actor
from engine.store.involvement import holds_any, waiting_for, was_told
from engine.store.separation import is_barred
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


def known(actor: Actor) -> ColumnElement[bool]:
    """Condition on Case: `actor` may open it; administrators any, its flow without answers."""
    return true() if actor.is_admin else visible(actor)


def _units(actor: Actor) -> list[str]:
    return [post.unit_id for post in actor.posts if post.role in APPLICANT_ROLES]


def mine(actor: Actor) -> ColumnElement[bool]:
    """Condition on Task joined with Case: open and this person's work.

    Two branches, each led by an index: given to me; or waiting for one of my posts.
    """
    if actor.is_admin:
        return false()
    given = and_(Task.state == "open", Task.assignee_id == actor.person_id)
    return and_(or_(given, waiting_for(actor)), ~is_barred(actor.person_id))
