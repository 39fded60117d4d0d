"""工作日历: the years of the calendar for everybody, to look at, to keep, to subscribe to."""

from flask import Blueprint

blueprint = Blueprint("calendar", __name__, template_folder="templates", url_prefix="/calendar")

from webui.calendar import files, years  # noqa: E402, F401 - they add their views
