"""时限计算: when a term ends and why, and how much of it is left, for whoever wants to check."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from flask import Blueprint, render_template, request

from calendars import local_date
from engine.errors import FormError
from engine.queries.calculator import answers
from engine.queries.calendar.exchange import calendar_of
from engine.queries.days_left import days_left
from engine.queries.deadline import UNITS
from webui.calculator.questions import Typed, left_asked, term_asked
from webui.context import current_store
from webui.i18n import translated

blueprint = Blueprint("calculator", __name__, template_folder="templates")


@blueprint.get("/calculator")
def index() -> str | tuple[str, int]:
    """Answer one of two questions; it stands in the address, so that an answer can be passed on."""
    typed = Typed(request.args)
    try:
        return _page(typed, **_answered(typed))
    except FormError as error:
        return _page(typed, errors=error.errors, refused=error.message), error.status


def _answered(typed: Typed) -> dict[str, Any]:
    if "due" in typed.sent:
        due, today = left_asked(typed, _today())
        return {"left": days_left(calendar_of(current_store()), due, today)}
    if "received" in typed.sent:
        return {"found": answers(calendar_of(current_store()), term_asked(typed))}
    return {}


def _page(typed: Typed, **more: Any) -> str:
    blank: dict[str, Any] = {"found": None, "left": None, "errors": {}, "refused": ""}
    shown = {"asked": typed, "today": _today(), "units": UNITS, "said": cache(translated)}
    return render_template("calculator/index.html", **shown, **{**blank, **more})


def _today() -> date:
    return local_date(current_store().clock.now())
