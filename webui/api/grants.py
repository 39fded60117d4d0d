"""使用授权."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.queries import grants as queries
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas.base import paged
from webui.api.schemas.grants import GrantSchema, GrantsQuery
from webui.context import current_store

if TYPE_CHECKING:
    from engine.queries.page import Page

blueprint = group("grants", "使用授权")


@blueprint.get("/grants")
@blueprint.arguments(GrantsQuery, location="query")
@blueprint.response(200, paged(GrantSchema))
def listed(asked: dict[str, Any]) -> Page[queries.Grant]:
    """Grants that I may see, newest first."""
    return queries.list_grants(
        current_store(), acting(), asked["side"],
        q=asked.get("q"), state=asked.get("state"), after=asked.get("after"), limit=asked["limit"],
    )  # fmt: skip


@blueprint.get("/grants/<number>")
@blueprint.response(200, GrantSchema)
def show(number: str) -> queries.Grant:
    """One grant by its number."""
    return queries.get(current_store(), acting(), number)
