"""The terms being counted."""

from flask import render_template, request

from engine.queries.admin.timers import list_timers
from webui.admin import blueprint
from webui.context import current_actor, current_store


@blueprint.get("/timers")
def timers() -> str:
    """List clocks: running, lapsed, stopped, or failing."""
    asked = request.args
    page = list_timers(
        current_store(),
        current_actor(),
        which=asked.get("list") or "running",
        q=asked.get("q"),
        after=asked.get("after"),
    )
    return render_template("admin/timers.html", page=page, which=asked.get("list") or "running")
