"""The calendar in force, the notices behind it, and those who keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from calendars import Break
from engine.commands.decide_notice import confirm_notice, reject_notice
from engine.commands.propose_notice import Change, NoticeEntry, propose_notice, propose_withdrawal
from engine.queries.calendar import exchange
from engine.queries.calendar.entry import get_entry
from engine.queries.calendar.freshness import freshness
from engine.queries.calendar.notices import list_notices
from engine.queries.calendar.reading import read_pasted, reading
from engine.queries.calendar.year import get_year
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas import calendar as shapes
from webui.api.schemas import notices
from webui.api.schemas.cases import ReasonSchema
from webui.context import current_store

if TYPE_CHECKING:
    from calendars import Comparison
    from engine.commands.decide_notice import Revised
    from engine.queries.calendar.entry import Entry
    from engine.queries.calendar.freshness import Freshness
    from engine.queries.calendar.year import YearView

blueprint = group("calendar", "工作日历")

#: The 5 MB that a calendar may have, and a little for the envelope around it.
MAX_FEED = 5_100_000


def _allow_a_feed() -> None:
    if request.endpoint == f"{blueprint.name}.compare":
        request.max_content_length = MAX_FEED


blueprint.before(_allow_a_feed)


@blueprint.get("/calendar/status")
@blueprint.response(200, shapes.FreshnessSchema)
def status() -> Freshness:
    """Until which year there are notices, and whether the next one is missed by now."""
    return freshness(current_store())


@blueprint.get("/calendar/years/<int:year>")
@blueprint.response(200, shapes.YearSchema)
def show_year(year: int) -> YearView:
    """A year by the calendar in force, day by day."""
    return get_year(current_store(), year)


@blueprint.get("/calendar/export")
@blueprint.arguments(shapes.ExportQuery, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
def export(asked: dict[str, Any]) -> Response:
    """The days off and worked by notice, as iCalendar, CSV or JSON; nothing provisional."""
    store = current_store()
    file = exchange.export(
        exchange.calendar_of(store), asked["format"], asked.get("year", ()), store.clock.now()
    )
    response = Response(file.content, content_type=file.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename={file.name}"
    return response


@blueprint.post("/calendar/compare")
@blueprint.arguments(shapes.CompareQuery, location="query")
@blueprint.arguments(shapes.FeedSchema, location="files")
@blueprint.response(200, shapes.ComparisonSchema)
def compare(asked: dict[str, Any], sent: dict[str, Any]) -> Comparison:
    """Hold the calendar that others made against the one in force, day by day (keepers)."""
    data = sent["file"].stream.read()
    name = sent["file"].filename or ""
    return exchange.second_opinion(current_store(), acting(), data, name, asked.get("year"))


@blueprint.get("/calendar/notices")
@blueprint.response(200, notices.CalendarNoticesSchema)
def listed() -> dict[str, Any]:
    """The notices behind the calendar; for who keeps it also what waits and was turned down."""
    return {"items": list_notices(current_store(), acting())}


@blueprint.post("/calendar/notices/read")
@blueprint.arguments(notices.NoticeTextSchema)
@blueprint.response(200, notices.ReadingSchema)
def read(asked: dict[str, Any]) -> dict[str, Any]:
    """What the text of a notice says, keeping nothing (keepers); 422 names where it stopped."""
    return reading(read_pasted(current_store(), acting(), asked["text"]))


@blueprint.post("/calendar/notices")
@blueprint.arguments(notices.EntryGivenSchema)
@blueprint.response(201, notices.EnteredSchema)
def enter(asked: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Enter a notice for a second person to confirm (keepers); nothing is counted with it yet."""
    actor = acting(asked.pop("post", None))
    return _made(propose_notice(current_store(), actor, _entry(asked)))


@blueprint.get("/calendar/notices/<notice_id>")
@blueprint.response(200, notices.CalendarEntrySchema)
def show(notice_id: str) -> Entry:
    """An entry in full, and while it waits what its confirmation would change (keepers)."""
    return get_entry(current_store(), acting(), notice_id)


@blueprint.post("/calendar/notices/<notice_id>/confirm")
@blueprint.arguments(notices.ConfirmSchema)
@blueprint.response(200, notices.RevisedSchema)
def confirm(asked: dict[str, Any], notice_id: str) -> Revised:
    """Put in force what another keeper entered; open terms are counted anew afterwards."""
    actor = acting(asked.get("post"))
    return confirm_notice(current_store(), actor, notice_id, asked["revision"], asked["note"])


@blueprint.post("/calendar/notices/<notice_id>/reject")
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def reject(asked: dict[str, Any], notice_id: str) -> None:
    """Turn an entry down, or take back one's own (keepers)."""
    reject_notice(current_store(), acting(asked.get("post")), notice_id, asked["reason"])


@blueprint.post("/calendar/notices/<notice_id>/withdrawal")
@blueprint.arguments(ReasonSchema)
@blueprint.response(201, notices.EnteredSchema)
def withdraw(asked: dict[str, Any], notice_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Ask for a confirmed entry to be taken back; a second person confirms it (keepers)."""
    actor = acting(asked.get("post"))
    return _made(propose_withdrawal(current_store(), actor, notice_id, asked["reason"]))


def _made(notice_id: str) -> tuple[dict[str, str], dict[str, str]]:
    where = url_for(f"{blueprint.name}.show", notice_id=notice_id)
    return {"id": notice_id}, {"Location": where}


def _entry(asked: dict[str, Any]) -> NoticeEntry:
    breaks, change = asked.pop("breaks"), asked.pop("change", None)
    return NoticeEntry(
        **asked,
        breaks=tuple(map(_break, breaks)),
        change=None if change is None else _change(change),
    )


def _break(given: dict[str, Any]) -> Break:
    off, work = tuple(sorted(given["off"])), tuple(sorted(given["work"]))
    return Break(given["name"], given.get("days_declared", len(off)), off, work)


def _change(given: dict[str, Any]) -> Change:
    lists = ("off_add", "off_remove", "work_add", "work_remove")
    return Change(given["amends"], given["holiday"], *(tuple(given[name]) for name in lists))
