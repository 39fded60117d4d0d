"""The first page: my numbers and what to do next."""

from flask import Blueprint, render_template

from engine.queries import inbox
from webui.context import current_actor, current_store

blueprint = Blueprint("home", __name__, template_folder="templates")

NEXT_TASKS = 8


@blueprint.get("/")
def index() -> str:
    """Show my numbers and the most urgent tasks."""
    page = inbox.list_tasks(current_store(), current_actor(), "todo", limit=NEXT_TASKS)
    return render_template("home/index.html", tasks=page.items)
