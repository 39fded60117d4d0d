"""Who may know of which resource, as conditions for lists, for one resource and for a start.

docs/decisions/who-may-do-what.md: drafts are the provider's own people's and the overseers'; what
is offline is no longer listed for others, but whoever has its address is told that it is offline.
"""

from sqlalchemy import ColumnElement, or_, true

from engine.core.access import OVERSEEING_ROLES, Actor
from engine.store.tables import Resource

#: What everybody finds in the catalogue.
LISTED_STATES = ("published", "deprecated")
#: What everybody may know of: it was published once, and grants and cases still name it.
KNOWN_STATES = (*LISTED_STATES, "offline")


def listed_to(actor: Actor) -> ColumnElement[bool]:
    """Condition on Resource: `actor` finds it in the catalogue."""
    return _open_to(actor, LISTED_STATES)


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Condition on Resource: `actor` may know of it, by its code."""
    return _open_to(actor, KNOWN_STATES)


def _open_to(actor: Actor, states: tuple[str, ...]) -> ColumnElement[bool]:
    if actor.has_role(*OVERSEEING_ROLES):
        return true()
    own = Resource.provider_unit_id.in_([post.unit_id for post in actor.posts])
    return or_(Resource.state.in_(states), own)
