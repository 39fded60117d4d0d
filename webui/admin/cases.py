"""All cases, and where they stand."""

from flask import render_template, request

from engine.queries.admin.cases import list_cases
from webui.admin import blueprint
from webui.context import current_actor, current_store


@blueprint.get("/cases")
def cases() -> str:
    """List cases without anything that was filled in."""
    asked = request.args
    page = list_cases(
        current_store(),
        current_actor(),
        state=asked.get("state"),
        process=asked.get("process"),
        q=asked.get("q"),
        after=asked.get("after"),
    )
    return render_template("admin/cases.html", page=page)
