"""What somebody must look at."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.note_incident import note_incident
from engine.commands.resolve_incident import resolve_incident
from engine.commands.retry_incident import retry_incident
from engine.errors import FormError
from engine.queries.admin.incidents import get_incident, incident_processes, list_incidents
from engine.queries.words import INCIDENTS
from webui.admin import blueprint
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import printed

Answer = str | Response | tuple[str, int]


@blueprint.get("/incidents")
def incidents() -> str:
    """List incidents, the open ones first of all."""
    asked, store, actor = request.args, current_store(), current_actor()
    resolved = asked.get("list") == "resolved"
    page = list_incidents(
        store, actor, resolved=resolved, kind=asked.get("kind"), process=asked.get("process"),
        after=asked.get("after"),
    )  # fmt: skip
    return render_template(
        "admin/incidents.html", page=page, resolved=resolved, kinds=tuple(INCIDENTS),
        processes=incident_processes(store, actor),
    )  # fmt: skip


@blueprint.get("/incidents/<incident_id>")
def incident(incident_id: str) -> str:
    """Show an incident: its cause, what to do about it, what was noted."""
    return _page(incident_id)


@blueprint.post("/incidents/<incident_id>/resolve")
def incident_resolve(incident_id: str) -> Response:
    """Mark an incident as dealt with."""
    resolve_incident(current_store(), current_actor(), incident_id)
    flash(_("已标记为处理完毕。"), "success")
    return redirect(url_for("admin.incidents"))


@blueprint.post("/incidents/<incident_id>/retry")
def incident_retry(incident_id: str) -> Response:
    """Let what is due in the case of an incident happen now, and say what came of it."""
    result = retry_incident(current_store(), current_actor(), incident_id)
    flash(printed(result.message), "success" if result.moved else "warning")
    return redirect(url_for("admin.incident", incident_id=incident_id))


@blueprint.post("/incidents/<incident_id>/notes")
@shows_again
def incident_note(incident_id: str) -> Answer:
    """Write a note about an incident."""
    if is_shown_again():
        return _page(incident_id)
    try:
        note_incident(current_store(), current_actor(), incident_id, request.form.get("text", ""))
    except FormError as error:
        return _page(incident_id, error.errors), error.status
    flash(_("备注已保存。"), "success")
    return redirect(url_for("admin.incident", incident_id=incident_id))


def _page(incident_id: str, errors: dict[str, Any] | None = None) -> str:
    g.menu_entry = "admin.incidents"
    row = get_incident(current_store(), current_actor(), incident_id)
    return render_template("admin/incident.html", incident=row, errors=errors or {})
