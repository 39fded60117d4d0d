"""A year of the calendar."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from calendars import local_date
from engine.queries.calendar.notices import NoticeItem, keeps_calendar, list_notices
from engine.queries.calendar.year import YearView, get_year
from webui.calendar import blueprint
from webui.calendar.runs import runs
from webui.context import current_actor, current_settings, current_store


@blueprint.get("")
def index() -> Response:
    """Go to the year that was chosen, to this one without a choice."""
    today = local_date(current_store().clock.now())
    chosen = request.args.get("year", today.year, type=int)
    return redirect(url_for("calendar.year", year=chosen))


@blueprint.get("/<int:year>")
def year(year: int) -> str:
    """Show twelve months with 休 and 班, and the notices they rest on."""
    view = get_year(current_store(), year)
    g.menu_entry = "calendar.index"
    return render_template(
        "calendar/year.html",
        view=view,
        runs=runs(view.days),
        notices=_notices(view),
        keeps=keeps_calendar(current_actor()),
        subscription=current_settings().base_url.rstrip("/") + url_for("calendar.subscription"),
    )


def _notices(view: YearView) -> list[NoticeItem]:
    """The notices that the year rests on, as they came into the calendar."""
    in_force = {"shipped", "confirmed"}
    found = list_notices(current_store(), current_actor())
    return [each for each in found if each.number in view.notices and each.state in in_force]
