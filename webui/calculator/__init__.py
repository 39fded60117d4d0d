"""时限计算: when a term ends and why, for anybody who wants to check a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from calendars import explain
from engine.errors import FormError
from engine.queries import deadline
from engine.queries.terms import days_of
from webui.context import current_store

blueprint = Blueprint("calculator", __name__, template_folder="templates")

FIELDS = ("received", "n", "unit", "policy", "as_of")


@blueprint.get("/calculator")
def index() -> str | tuple[str, int]:
    """Count a term; the question stands in the address, so that an answer can be passed on."""
    asked = {name: request.args.get(name, "").strip() for name in FIELDS}
    if not asked["received"]:
        return _page(asked)
    try:
        answer = _count(asked)
    except FormError as error:
        return _page(asked, errors=error.errors), error.status
    return _page(asked, answer=answer, why=explain(answer), days=days_of(answer))


def _page(asked: dict[str, str], **more: Any) -> str:
    blank: dict[str, Any] = {"answer": None, "errors": {}, "why": [], "days": []}
    today = current_store().clock.now()
    return render_template("calculator/index.html", asked=asked, today=today, **{**blank, **more})


def _count(asked: dict[str, str]) -> Any:
    return deadline.explain(
        deadline.calendar_of(current_store()),
        _day(asked, "received"),
        _number(asked["n"]),
        asked["unit"] or "working_day",
        asked["policy"] or "statutory",
        _day(asked, "as_of") if asked["as_of"] else None,
    )


def _day(asked: dict[str, str], name: str) -> date:
    try:
        return datetime.fromisoformat(asked[name]).date()
    except ValueError:
        raise FormError({name: [_("请按 2026-09-21 的样子填写日期。")]}) from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise FormError({"n": [_("请填写 1 至 3650 的整数。")]}) from None
