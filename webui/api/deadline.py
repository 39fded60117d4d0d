"""The calculator: when a term ends, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.queries.calendar.exchange import calendar_of
from engine.queries.deadline import explain, moment_of
from webui.api.blueprint import group
from webui.api.schemas.deadline import DeadlineQuery, DeadlineSchema
from webui.context import current_store

if TYPE_CHECKING:
    from calendars import Deadline

blueprint = group("deadline", "时限计算")

#: A plus sign in an address is a space once decoded.
LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")


@blueprint.get("/deadline")
@blueprint.arguments(DeadlineQuery, location="query")
@blueprint.response(200, DeadlineSchema)
def deadline(asked: dict[str, Any]) -> Deadline:
    """Count a term by the notices of the State Council, with every day counted and skipped."""
    return explain(
        calendar_of(current_store()),
        moment_of(LOST_PLUS.sub("+", asked["received"])),
        asked["n"],
        asked["unit"],
        asked["policy"],
        asked.get("as_of"),
        asked["strict"],
    )
