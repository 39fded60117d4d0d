"""What somebody must look at."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.resolve_incident import resolve_incident
from engine.queries.admin.incidents import list_incidents
from webui.admin import blueprint
from webui.context import current_actor, current_store


@blueprint.get("/incidents")
def incidents() -> str:
    """List incidents, the open ones first of all."""
    resolved = request.args.get("list") == "resolved"
    page = list_incidents(
        current_store(), current_actor(), resolved=resolved, after=request.args.get("after")
    )
    return render_template("admin/incidents.html", page=page, resolved=resolved)


@blueprint.post("/incidents/<incident_id>/resolve")
def incident_resolve(incident_id: str) -> Response:
    """Mark an incident as dealt with."""
    resolve_incident(current_store(), current_actor(), incident_id)
    flash(_("已标记为处理完毕。"), "success")
    return redirect(url_for("admin.incidents"))
