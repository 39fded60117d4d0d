"""The register of grants, the page of one, its certificate, and the register as a workbook."""

from __future__ import annotations

from typing import Any

from flask import Response, g, render_template, request, url_for

from engine.queries import grants
from engine.queries.grant_file import get_certificate, get_file
from engine.queries.grant_sheet import export_grants
from engine.queries.grants import GrantFilter
from engine.queries.processes import grant_offers
from engine.queries.words import GRANT_ENDS, GRANT_KINDS, GRANT_STATES
from webui.context import current_actor, current_store
from webui.grants import blueprint
from webui.grants.sheet import sheet_response

WISHES = ("side", "q", "state", "resource", "unit")


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words for the codes of grants."""
    return {"GRANT_STATES": GRANT_STATES, "GRANT_ENDS": GRANT_ENDS, "GRANT_KINDS": GRANT_KINDS}


@blueprint.get("/grants")
def index() -> str:
    """Show the grants of my units."""
    store, actor, wanted = current_store(), current_actor(), _wanted()
    page = grants.list_grants(store, actor, wanted, after=request.args.get("after"))
    facets = grants.facets(store, actor, wanted.side)
    wished = {name: getattr(wanted, name) for name in WISHES if getattr(wanted, name)}
    return render_template(
        "grants/index.html", page=page, wanted=wanted, facets=facets,
        narrowed=bool(wished.keys() - {"side"}), export=url_for("grants.sheet", **wished),
    )  # fmt: skip


@blueprint.get("/grants.xlsx")
def sheet() -> Response:
    """Give the grants that the filter shows as a workbook."""
    return sheet_response(export_grants(current_store(), current_actor(), _wanted()))


@blueprint.get("/grants/<number>")
def show(number: str) -> str:
    """Show one grant."""
    g.menu_entry = "grants.index"
    store, actor = current_store(), current_actor()
    file = get_file(store, actor, number)
    ways = grant_offers(store, actor, number)
    return render_template("grants/show.html", file=file, grant=file.grant, ways=ways)


@blueprint.get("/grants/<number>/certificate")
def certificate(number: str) -> str:
    """Show, for printing, that what was used has been destroyed or is kept by law."""
    g.menu_entry = "grants.index"
    file = get_certificate(current_store(), current_actor(), number)
    return render_template("grants/certificate.html", file=file, grant=file.grant)


def _wanted() -> GrantFilter:
    given = {name: request.args[name] for name in WISHES if request.args.get(name)}
    return GrantFilter(**given)
