"""Searching the catalogue, and the page of a resource."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request

from engine.queries import catalogue, processes
from engine.queries.words import DATA_KINDS, DATA_TYPES, PROVIDE_MODES, RESOURCE_STATES, SHARE_TYPES
from webui.catalogue import blueprint
from webui.context import current_actor, current_store


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words for the codes of resources."""
    return {
        "SHARE_TYPES": SHARE_TYPES,
        "PROVIDE_MODES": PROVIDE_MODES,
        "DATA_KINDS": DATA_KINDS,
        "DATA_TYPES": DATA_TYPES,
        "RESOURCE_STATES": RESOURCE_STATES,
    }


@blueprint.get("/catalogue")
def index() -> str:
    """Search the catalogue."""
    wished = {name: request.args.get(name, "") for name in ("q", "unit", "share_type", "theme")}
    store, actor = current_store(), current_actor()
    page = catalogue.search(
        store,
        actor,
        wished["q"],
        unit=wished["unit"],
        share_type=wished["share_type"],
        theme=wished["theme"],
        after=request.args.get("after"),
    )
    return render_template(
        "catalogue/index.html",
        page=page,
        wished=wished,
        narrowed=any(wished.values()),
        facets=catalogue.facets(store, actor),
    )


@blueprint.get("/catalogue/<path:code>")
def show(code: str) -> str:
    """Show a resource, with what an applicant may know and the ways to ask for it."""
    g.menu_entry = "catalogue.index"
    store, actor = current_store(), current_actor()
    resource = catalogue.get(store, actor, code)
    ways = processes.offers(store, actor, code)
    return render_template("catalogue/show.html", resource=resource, line=resource.line, ways=ways)
