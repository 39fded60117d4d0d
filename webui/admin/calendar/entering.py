"""录入: paste, look at what was read, enter. Nothing that was typed is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.propose_notice import propose_notice
from engine.errors import Conflict, FormError
from engine.queries.calendar.draft import OF_SOURCE, Draft, draft_of, require_keeper
from webui.admin import blueprint
from webui.admin.calendar.comparing import opinion_on
from webui.admin.calendar.typed import BY_CHANGE, BY_HAND, BY_TEXT, Typed, blank, typed_of
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import translated

Answer = str | tuple[str, int] | Response


@blueprint.get("/calendar/new")
def calendar_new() -> str:
    """Show where a notice is pasted, or with `?way=` typed in."""
    require_keeper(current_actor())
    return _page(blank(request.args.get("way", "")))


@blueprint.post("/calendar/new")
@shows_again
def calendar_enter() -> Answer:
    """Show what was read of the page, or enter what was shown the last time."""
    require_keeper(current_actor())
    typed, verb = typed_of(request.form), request.form.get("_verb", "read")
    if is_shown_again():
        return _page(typed)
    if verb in ("hand", "change", "text"):
        typed.way = {"hand": BY_HAND, "change": BY_CHANGE, "text": BY_TEXT}[verb]
        return _page(typed)
    seen = request.form.get("_seen", "")
    if verb == "enter" and seen == typed.digest:
        return _enter(typed)
    if verb == "enter":
        flash(_("内容在读取之后改过，已重新读取，请核对后再提交。"), "warning")
    return _read(typed)


def _enter(typed: Typed) -> Answer:
    entry = typed.entry()
    try:
        if typed.errors:
            raise FormError(dict(typed.errors))
        made = propose_notice(current_store(), current_actor(), entry)
    except FormError:
        return _read(typed)
    except Conflict as taken:
        flash(translated(taken.message), "warning")
        return _read(typed)[0], taken.status
    flash(_("已录入，请另一人复核。复核通过以前，期限的计算不变。"), "success")
    return redirect(url_for("admin.calendar_entry", notice_id=made))


def _read(typed: Typed) -> tuple[str, int]:
    if typed.way == BY_HAND and typed.only_text:  # the text was mended instead
        typed.way = BY_TEXT
    draft, proposing = _draft(typed), False
    if draft.proposed is not None and typed.way != BY_CHANGE:
        typed.propose(draft.proposed)
        draft, proposing = _draft(typed), True
    errors = {**draft.errors, **typed.errors}
    if "text" in errors and typed.way == BY_TEXT and typed.only_text:
        typed.way = BY_HAND
    errors, opinion = _with_opinion(draft, errors)
    return _page(typed, draft, errors, opinion, proposing), 422 if errors else 200


def _draft(typed: Typed) -> Draft:
    typed.errors.clear()
    draft = draft_of(current_store(), current_actor(), typed.entry())
    if not typed.days_wrong:
        return draft
    # Without a day that was typed, what would be shown is not what is meant.
    errors = {name: told for name, told in draft.errors.items() if name in OF_SOURCE}
    return replace(draft, shown=None, errors=errors)


def _with_opinion(draft: Draft, errors: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    if draft.shown is None:
        return errors, None
    try:
        return errors, opinion_on(draft.shown.calendar, draft.shown.year)
    except FormError as wrong:
        return {**errors, **wrong.errors}, None


def _page(
    typed: Typed,
    draft: Draft | None = None,
    errors: dict[str, Any] | None = None,
    opinion: Any = None,
    proposing: bool = False,
) -> str:
    g.menu_entry = "admin.calendar"
    # What the program proposes is looked through once more before it can be entered.
    ready = draft is not None and draft.shown is not None and not errors and not proposing
    return render_template(
        "admin/calendar_new.html", typed=typed, draft=draft, errors=errors or {},
        opinion_found=opinion, ready=ready,
    )  # fmt: skip
