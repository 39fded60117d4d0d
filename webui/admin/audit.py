"""The audit trail, for the auditor."""

from __future__ import annotations

from datetime import date

from flask import g, render_template, request
from flask_babel import gettext as _

from engine.errors import BadRequest
from engine.queries.admin.audit_list import AuditWish, check_trail, list_events, list_kinds
from webui.admin import blueprint
from webui.context import current_actor, current_store


@blueprint.get("/audit")
def audit() -> str:
    """List events by the filter in the address."""
    store, actor, asked = current_store(), current_actor(), request.args
    wish = AuditWish(
        kind=asked.get("kind", ""),
        who=asked.get("who", ""),
        number=asked.get("number", ""),
        first_day=_day(asked.get("from")),
        last_day=_day(asked.get("to")),
    )
    page = list_events(store, actor, wish, after=asked.get("after"))
    return render_template("admin/audit.html", page=page, kinds=list_kinds(store, actor))


@blueprint.get("/audit/verify")
def audit_verify() -> str:
    """Recompute every chain and show what was found."""
    g.menu_entry = "admin.audit"
    report = check_trail(current_store(), current_actor())
    return render_template("admin/audit_verify.html", report=report)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest(_("日期应形如 2026-09-21。")) from None
