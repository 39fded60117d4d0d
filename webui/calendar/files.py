"""The calendar as files, and as an address that calendar programs subscribe to."""

from datetime import datetime
from functools import lru_cache

from flask import Response, abort, g, request

from calendars import ChinaCalendar, midnight
from engine.queries.calendar.exchange import FORMATS, CalendarFile, calendar_of, export
from webui.calendar import blueprint
from webui.context import current_store
from webui.session import public

#: For how long a calendar program need not ask again, in seconds.
FRESH = 6 * 3600


@blueprint.get("/<int:year>.<kind>")
def of_year(year: int, kind: str) -> Response:
    """Hand out one year."""
    return _attached(_file(kind, [year]))


@blueprint.get("/all.<kind>")
def whole(kind: str) -> Response:
    """Hand out all years that a notice covers."""
    return _attached(_file(kind, []))


@blueprint.get("/china.ics")
@public
def subscription() -> Response:
    """Hand out all years to calendar programs, which cannot sign in; holidays are no secret."""
    response = Response(_whole(calendar_of(current_store())), content_type=FORMATS["ics"][0])
    response.add_etag()
    g.fresh_for = FRESH
    response.make_conditional(request)
    return response


@lru_cache(maxsize=2)
def _whole(calendar: ChinaCalendar) -> bytes:
    """Written once per revision: it takes half a second, and anybody may ask for it."""
    return export(calendar, "ics", [], made_of(calendar)).content


def made_of(calendar: ChinaCalendar) -> datetime:
    """When what the calendar says became known: the same answer carries the same stamp."""
    return midnight(max(notice.source.published for notice in calendar.notices))


def _file(kind: str, years: list[int]) -> CalendarFile:
    if kind not in FORMATS:
        abort(404)
    calendar = calendar_of(current_store())
    return export(calendar, kind, years, made_of(calendar))


def _attached(file: CalendarFile) -> Response:
    response = Response(file.content, content_type=file.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=file.name)
    return response
