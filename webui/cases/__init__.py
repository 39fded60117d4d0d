"""The page of a case: what was asked, what was answered, what happened, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.comment_case import comment_case
from engine.commands.withdraw_case import withdraw_case
from engine.errors import FormError
from engine.queries import case_lists, cases, processes
from engine.queries import diagram as drawings
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import in_words
from webui.posted import new_key, sent_key
from webui.sheets import laid_out

blueprint = Blueprint("cases", __name__, template_folder="templates")

Answer = str | Response | tuple[str, int]


@blueprint.app_template_filter("laid_out")
def laid_out_lines(lines: Sequence[Any]) -> list[tuple[Any, bool]]:
    """Give templates the lines of a data sheet with whether each takes a whole line."""
    return list(laid_out(lines))


@blueprint.app_context_processor
def clock() -> dict[str, Any]:
    """Give templates `now()`, which printed sheets carry."""
    return {"now": _now}


def _now() -> datetime:
    return current_store().clock.now()


@blueprint.get("/cases")
def index() -> str:
    """Show the cases of my units, and for those who oversee, all of them."""
    scope = request.args.get("scope") or "unit"
    page = case_lists.list_cases(
        current_store(),
        current_actor(),
        scope,
        q=request.args.get("q"),
        process=request.args.get("process") or None,
        open_only=bool(request.args.get("open")),
        after=request.args.get("after"),
    )
    titles = processes.titles(current_store())
    return render_template("cases/index.html", page=page, scope=scope, titles=titles)


@blueprint.get("/cases/<case_id>")
def show(case_id: str) -> str:
    """Show a case."""
    return _page(case_id, new_key())


@blueprint.get("/cases/<case_id>/diagram.json")
def diagram(case_id: str) -> Response:
    """Give the drawings of a case with where it stands, for the viewer."""
    levels = drawings.diagram(current_store(), current_actor(), case_id)
    return jsonify(in_words([level.to_json() for level in levels]))


@blueprint.post("/cases/<case_id>/withdraw")
@shows_again
def withdraw(case_id: str) -> Answer:
    """Withdraw my request."""
    reason, key = request.form.get("reason", ""), sent_key()
    if is_shown_again():
        return _page(case_id, new_key(), {"withdraw": {}})
    try:
        withdraw_case(current_store(), current_actor(), case_id, reason, key=key)
    except FormError as error:
        return _page(case_id, new_key(), {"withdraw": error.errors}), error.status
    flash(_("申请已撤回。"), "success")
    return redirect(url_for("cases.show", case_id=case_id))


@blueprint.post("/cases/<case_id>/comment")
@shows_again
def comment(case_id: str) -> Answer:
    """Say something about the case."""
    text, key = request.form.get("text", ""), sent_key()
    if is_shown_again():
        return _page(case_id, new_key(), {"comment": {}})
    try:
        comment_case(current_store(), current_actor(), case_id, text, key=key)
    except FormError as error:
        return _page(case_id, new_key(), {"comment": error.errors}), error.status
    flash(_("已留言。"), "success")
    return redirect(url_for("cases.show", case_id=case_id))


def _page(case_id: str, key: str, errors: dict[str, Any] | None = None) -> str:
    view = cases.get_case(current_store(), current_actor(), case_id)
    overseen = "admin.cases" if current_actor().is_admin else "cases.index"
    g.menu_entry = "work.started" if view.own else overseen
    # The diagram positions its shapes by style attributes.
    g.allow_inline_style = True
    return render_template(
        "cases/show.html", case=view, head=view.head, key=key, errors=errors or {},
        written=request.form,
    )  # fmt: skip
