"""`open_grant`: the right to use, as the answer gave it (Art. 14, 15(4))."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.store.audit import NewEvent
from engine.store.tables import AccessGrant
from engine.store.types import new_id


def open_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Add a grant in the state SUPPLYING.

    Parameters: `items` (codes; all of the resource's when null), `conditions` (text),
    `kind` ("request" or "dedicated"). Purpose and period come from the request's answers.
    """
    facts = asked.data["case"]
    data = asked.data
    request = data.get("request") or data.get("incoming") or data.get("use_terms") or {}
    period = request.get("period") or {}
    context.case.grants_given += 1
    grant = AccessGrant(
        id=new_id(),
        number=f"{context.case.number}-SQ{context.case.grants_given}",
        case_id=context.case.id,
        resource_id=context.case.resource_id,
        resource_version=facts["resource"]["version"],
        unit_id=context.case.applicant_unit_id,
        kind=asked.params.get("kind") or "request",
        items=asked.params.get("items") or [each["code"] for each in facts["resource"]["items"]],
        conditions=asked.params.get("conditions") or "",
        purpose=request.get("purpose") or "",
        period_start=_date(period.get("start")),
        period_end=None if period.get("long_term") else _date(period.get("end")),
        state="SUPPLYING",
        supply={},
        granted_at=asked.at,
    )
    context.rows.append(grant)
    yield NewEvent(
        kind="grant_opened",
        effective_at=asked.at,
        recorded_at=context.now,
        element=asked.element,
        data={"grant": grant.id, "number": grant.number, "items": grant.items,
              "kind": grant.kind, "conditions": grant.conditions},
    )  # fmt: skip


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
