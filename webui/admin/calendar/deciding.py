"""An entry: everything about it, what it would move, and what a second person does about it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.decide_notice import confirm_notice, reject_notice
from engine.commands.propose_notice import propose_withdrawal
from engine.errors import Conflict, FormError
from engine.queries.calendar.entry import get_entry
from engine.queries.calendar.notices import list_notices
from engine.queries.calendar.outcome import outcome_of
from webui.admin import blueprint
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import translated

Answer = str | tuple[str, int] | Response


@blueprint.get("/calendar/notices/<notice_id>")
def calendar_entry(notice_id: str) -> str:
    """Show one entry."""
    return _page(notice_id, {})


@blueprint.post("/calendar/notices/<notice_id>/confirm")
@shows_again
def calendar_confirm(notice_id: str) -> Answer:
    """Put in force what another person entered."""
    if is_shown_again():
        return _page(notice_id, {})
    store, actor, form = current_store(), current_actor(), request.form
    revision = form.get("revision", "")
    number = int(revision) if revision.isascii() and revision.isdigit() else -1
    try:
        made = confirm_notice(store, actor, notice_id, number, form.get("note", ""))
    except FormError as wrong:
        return _page(notice_id, wrong.errors), wrong.status
    except Conflict as late:
        flash(translated(late.message), "warning")
        return _page(notice_id, {}), late.status
    told = _("已复核采用，工作日历第 %(n)s 版生效。未办结的期限正在重新计算。", n=made.number)
    flash(told, "success")
    return _back(notice_id)


@blueprint.post("/calendar/notices/<notice_id>/reject")
@shows_again
def calendar_reject(notice_id: str) -> Answer:
    """Turn an entry down, or take back one's own."""
    if is_shown_again():
        return _page(notice_id, {})
    try:
        reject_notice(current_store(), current_actor(), notice_id, request.form.get("reason", ""))
    except FormError as wrong:
        return _page(notice_id, wrong.errors), wrong.status
    flash(_("已记为不予采用，期限的计算不变。"), "success")
    return _back(notice_id)


@blueprint.post("/calendar/notices/<notice_id>/withdraw")
@shows_again
def calendar_withdraw(notice_id: str) -> Answer:
    """Ask for a confirmed entry to be taken back."""
    if is_shown_again():
        return _page(notice_id, {})
    store, reason = current_store(), request.form.get("reason", "")
    try:
        made = propose_withdrawal(store, current_actor(), notice_id, reason)
    except FormError as wrong:
        return _page(notice_id, wrong.errors), wrong.status
    flash(_("已提出撤销，请另一人复核。复核通过以前，期限的计算不变。"), "success")
    return _back(made)


def _back(notice_id: str) -> Response:
    return redirect(url_for("admin.calendar_entry", notice_id=notice_id))


def _page(notice_id: str, errors: dict[str, Any]) -> str:
    g.menu_entry = "admin.calendar"
    store, actor = current_store(), current_actor()
    entry = get_entry(store, actor, notice_id)
    others = [
        each
        for each in list_notices(store, actor)
        if each.kind == "withdrawal" and each.number == entry.file.item.number
    ]
    return render_template(
        "admin/calendar_entry.html",
        entry=entry,
        file=entry.file,
        notice=entry.file.item,
        impact=entry.impact,
        outcome=outcome_of(store, actor, notice_id),
        undoing=[each for each in others if each.state == "proposed"],
        errors=errors,
    )
