"""第二意见: the calendar that others made held against ours, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, render_template, request
from flask_babel import gettext as _

from engine.errors import FormError
from engine.queries.calendar.draft import require_keeper
from engine.queries.calendar.exchange import calendar_of, compare, second_opinion
from webui.admin import blueprint
from webui.context import current_actor, current_store

if TYPE_CHECKING:
    from calendars import ChinaCalendar, Comparison

#: The 5 MB that a calendar may have, and a little: the reader says what is too large.
MOST = 5_000_001


@blueprint.get("/calendar/compare")
def calendar_compare() -> str:
    """Show where a file is given."""
    require_keeper(current_actor())
    return _page(None, {})


@blueprint.post("/calendar/compare")
def calendar_compared() -> str | tuple[str, int]:
    """Show what the file says other than the calendar in force."""
    store, actor = current_store(), current_actor()
    try:
        found = second_opinion(store, actor, *_sent(), _year())
    except FormError as wrong:
        return _page(None, wrong.errors), wrong.status
    return _page(found, {})


def opinion_on(calendar: ChinaCalendar, year: int) -> Comparison | None:
    """Hold the file that came with the page, if any, against `calendar`; FormError on `file`."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return compare(calendar, sent.stream.read(MOST), sent.filename, year)


def _sent() -> tuple[bytes, str]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise FormError({"file": [_("请选择一个日历文件。")]})
    return sent.stream.read(MOST), sent.filename


def _year() -> int | None:
    text = request.form.get("year", "").strip()
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise FormError({"year": [_("请填写四位数的年份，例如 2027。")]})
    return int(text)


def _page(found: Comparison | None, errors: dict[str, list[str]]) -> str:
    g.menu_entry = "admin.calendar"
    last = calendar_of(current_store()).last_covered.year
    return render_template("admin/calendar_compare.html", found=found, errors=errors, last=last)
