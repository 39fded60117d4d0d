"""Which administrator sees which page."""

from engine.core.access import Actor
from engine.errors import Forbidden

SYSTEM, SECURITY, AUDIT = "system_admin", "security_admin", "auditor"


def require(actor: Actor, *roles: str) -> None:
    """Raise Forbidden unless `actor` holds one of the posts `roles`."""
    if not actor.has_role(*roles):
        raise Forbidden("这一页面只对相应的管理员开放。")
