"""Who I am."""

from __future__ import annotations

from engine.queries.sessions import Actor
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas.people import MeSchema

blueprint = group("me", "我是谁，有哪些岗位")


@blueprint.get("/me")
@blueprint.response(200, MeSchema)
def me() -> Actor:
    """The person behind the token, with the posts that are valid today."""
    return acting()
