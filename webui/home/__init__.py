"""The first page: my numbers and what to do next; for administrators what they watch."""

from flask import Blueprint, render_template

from engine.queries import inbox
from engine.queries.admin.overview import overview
from webui.context import current_actor, current_store
from webui.home.administrator import TILES
from webui.home.duties import calendar_duties

blueprint = Blueprint("home", __name__, template_folder="templates")

NEXT_TASKS = 8
LATEST_CASES = 5


@blueprint.get("/")
def index() -> str:
    """Show my numbers, the most urgent tasks, and how my own cases stand."""
    store, actor = current_store(), current_actor()
    calendar = calendar_duties(store, actor)
    if actor.is_admin:
        numbers = overview(store, actor)
        return render_template(
            "home/administrator.html", numbers=numbers, tiles=TILES, calendar=calendar
        )
    todo = inbox.list_tasks(store, actor, "todo", limit=NEXT_TASKS)
    started = inbox.list_tasks(store, actor, "started", limit=LATEST_CASES, sort="arrival")
    return render_template("home/index.html", todo=todo, started=started, calendar=calendar)
