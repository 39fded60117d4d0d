"""The notices behind the calendar, and what is to be done about them."""

from flask import render_template

from engine.queries.calendar.draft import require_keeper
from engine.queries.calendar.freshness import freshness
from engine.queries.calendar.notices import list_notices
from webui.admin import blueprint
from webui.context import current_actor, current_store


@blueprint.get("/calendar")
def calendar() -> str:
    """List the notices, what waits for confirmation first of all."""
    store, actor = current_store(), current_actor()
    require_keeper(actor)
    notices = list_notices(store, actor)
    waiting = [each for each in notices if each.state == "proposed"]
    return render_template(
        "admin/calendar.html",
        fresh=freshness(store),
        waiting=waiting,
        notices=[each for each in notices if each.state != "proposed"],
    )
