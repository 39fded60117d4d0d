"""What I may start, and the form that starts it."""

from __future__ import annotations

from typing import Any

from engine.queries import processes as queries
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas.starting import ProcessesSchema, StartFormQuery, StartFormSchema
from webui.context import current_store

blueprint = group("processes", "可以发起的事项")


@blueprint.get("/processes")
@blueprint.response(200, ProcessesSchema)
def startable() -> dict[str, Any]:
    """The processes that I may start, with the ways in and the posts for each."""
    return {"items": queries.startable(current_store(), acting())}


@blueprint.get("/processes/<key>/form")
@blueprint.arguments(StartFormQuery, location="query")
@blueprint.response(200, StartFormSchema)
def start_form(asked: dict[str, Any], key: str) -> queries.StartView:
    """The form that starts a process about a resource or a grant, with its starting values."""
    return queries.get_start(
        current_store(), acting(), key,
        entry=asked.get("entry"), resource=asked.get("resource"), grant=asked.get("grant"),
        successor=asked.get("successor"), post_id=asked.get("post"),
    )  # fmt: skip
