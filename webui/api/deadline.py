"""The calculator: when a term ends, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.errors import FormError
from engine.queries.deadline import explain
from webui.api.blueprint import group
from webui.api.schemas.deadline import DeadlineQuery, DeadlineSchema
from webui.context import current_store

if TYPE_CHECKING:
    from calendars import Deadline

blueprint = group("deadline", "时限计算")


@blueprint.get("/deadline")
@blueprint.arguments(DeadlineQuery, location="query")
@blueprint.response(200, DeadlineSchema)
def deadline(asked: dict[str, Any]) -> Deadline:
    """Count a term by the notices of the State Council, with every day counted and skipped."""
    received = moment_of(asked["received"])
    return explain(
        current_store(), received, asked["n"], asked["unit"], asked["policy"], asked.get("as_of")
    )


def moment_of(text: str) -> datetime | date:
    """Return a day, or a moment with its zone; raises FormError on `received` for all else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        # A plus sign in an address is a space once decoded.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise FormError({"received": ["应为日期（2026-09-21），或带时区的时刻。"]}) from None
    if moment.tzinfo is None:
        raise FormError({"received": ["时刻须带时区，例如 2026-09-21T09:00:00+08:00。"]})
    return moment
