"""使用授权: what my units may use, and what others may use of ours."""

from flask import Blueprint, g, render_template, request

from engine.queries import grants
from webui.context import current_actor, current_store

blueprint = Blueprint("grants", __name__, template_folder="templates")


@blueprint.get("/grants")
def index() -> str:
    """Show the grants of my units."""
    side = request.args.get("side") or "all"
    page = grants.list_grants(
        current_store(),
        current_actor(),
        side,
        q=request.args.get("q"),
        state=request.args.get("state") or None,
        after=request.args.get("after"),
    )
    return render_template("grants/index.html", page=page, side=side)


@blueprint.get("/grants/<path:number>")
def show(number: str) -> str:
    """Show one grant."""
    g.menu_entry = "grants.index"
    grant = grants.get(current_store(), current_actor(), number)
    return render_template("grants/show.html", grant=grant)
