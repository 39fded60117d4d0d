"""Who may know of a grant, and who registers what the platform says of its use.

docs/decisions/who-may-do-what.md; engine/queries/grants.py says the first as a condition for lists.
"""

from itertools import chain

from engine.core.access import OVERSEEING_ROLES, Actor, PostRef


def may_know(actor: Actor, using_unit_id: str, providing_unit_id: str) -> bool:
    """Tell whether `actor` sees a grant: of either unit, or one who oversees, no administrator."""
    if actor.is_admin:
        return False
    of_either = any(post.unit_id in (using_unit_id, providing_unit_id) for post in actor.posts)
    return of_either or actor.has_role(*OVERSEEING_ROLES)


def may_know_holders(actor: Actor, providing_unit_id: str) -> bool:
    """Tell whether `actor` sees who holds what a unit provides."""
    return may_know(actor, providing_unit_id, providing_unit_id)


def registering_post(actor: Actor, using_unit_id: str) -> PostRef | None:
    """Return the post in which `actor` registers vouchers of a grant, or None.

    One of the using unit, whatever its role (Art. 15(5): 使用部门), else one of 信息中心.
    """
    if actor.is_admin:
        return None
    own = (post for post in actor.posts if post.unit_id == using_unit_id)
    center = (post for post in actor.posts if post.role == "info_center")
    return next(chain(own, center), None)
