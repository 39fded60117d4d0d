"""The catalogue of resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.queries import catalogue
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas.base import paged
from webui.api.schemas.resources import ResourceLineSchema, ResourceSchema, ResourcesQuery
from webui.context import current_store

if TYPE_CHECKING:
    from engine.queries.page import Page

blueprint = group("resources", "资源目录")


@blueprint.get("/resources")
@blueprint.arguments(ResourcesQuery, location="query")
@blueprint.response(200, paged(ResourceLineSchema))
def listed(asked: dict[str, Any]) -> Page[catalogue.ResourceLine]:
    """Resources of the catalogue, by code."""
    return catalogue.search(
        current_store(), acting(), asked.get("q"),
        unit=asked.get("unit"), share_type=asked.get("share_type"), theme=asked.get("theme"),
        after=asked.get("after"), limit=asked["limit"],
    )  # fmt: skip


@blueprint.get("/resources/<path:code>")
@blueprint.response(200, ResourceSchema)
def show(code: str) -> catalogue.ResourceView:
    """One resource with its items, its review information, and whether my units may ask."""
    return catalogue.get(current_store(), acting(), code)
