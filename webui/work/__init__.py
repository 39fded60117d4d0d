"""待办, 已办, 我发起的, and the page on which a task is done."""

from flask import Blueprint

blueprint = Blueprint("work", __name__, template_folder="templates")

from webui.work import lists, tasks, verbs  # noqa: E402, F401 - they add their views
