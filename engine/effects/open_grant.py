"""`open_grant`: the right to use, as the answer gave it (Art. 14, 15(4))."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from calendars import local_date
from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.happened import happened
from engine.errors import Conflict
from engine.store.audit import NewEvent
from engine.store.grant_facts import is_renewable
from engine.store.standing import live_grants, lock_resource
from engine.store.tables import AccessGrant
from engine.store.types import new_id


def open_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Add a grant in the state SUPPLYING.

    Parameters: `items` (codes; all of the resource's when null), `conditions` (text),
    `kind` ("request" or "dedicated"). Purpose and period come from the request's answers. Items
    that the unit holds already by a grant of another case, since two of its requests ran side by
    side, are not granted again; when none is left there is no grant, and the event says why. Where
    that grant is about to expire this one renews it. Conflict when the resource has gone into its
    transition meanwhile (Art. 18): whoever asks again asks for the new one.
    """
    refuse_in_transition(lock_resource(context.session, context.case.resource_id))
    resource = asked.data["case"]["resource"]
    wanted = asked.params.get("items") or [each["code"] for each in resource["items"]]
    numbers, held, expiring = _held(context)
    items = [item for item in wanted if item not in held]
    if wanted and not items:
        yield happened(context, asked, "grant_covered", {"number": "、".join(numbers)})
        return
    grant = _grant(context, asked, items)
    grant.renews_id = next((each.id for each in expiring if set(each.items) & set(items)), None)
    context.rows.append(grant)
    yield happened(
        context,
        asked,
        "grant_opened",
        {"grant": grant.id, "number": grant.number, "items": grant.items, "kind": grant.kind,
         "conditions": grant.conditions},
    )  # fmt: skip


def refuse_in_transition(state: str | None) -> None:
    """Raise Conflict unless a resource in `state` takes new grants."""
    if state != "published":
        raise Conflict("本资源已进入停用过渡期或者已经下线，不再开通新的授权；请刷新页面后再办理。")


def _held(context: EffectContext) -> tuple[list[str], set[str], list[AccessGrant]]:
    """Return the numbers of the grants of other cases that go on, the items that they cover, and
    the grants that are about to expire."""
    case = context.case
    today = local_date(context.now)
    live = live_grants(context.session, case.applicant_unit_id, case.resource_id, today)
    others = [grant for grant in live if grant.case_id != case.id]
    days = context.pack.limits.expiring_days
    expiring = [each for each in others if is_renewable(each, today, days)]
    staying = [each for each in others if each not in expiring]
    covered = {item for each in staying for item in each.items}
    return [each.number for each in staying], covered, expiring


def _grant(context: EffectContext, asked: EffectAsked, items: list[str]) -> AccessGrant:
    data, case = asked.data, context.case
    request = data.get("request") or data.get("incoming") or data.get("use_terms") or {}
    period = request.get("period") or {}
    case.grants_given += 1
    return AccessGrant(
        id=new_id(),
        number=f"{case.number}-SQ{case.grants_given}",
        case_id=case.id,
        resource_id=case.resource_id,
        resource_version=data["case"]["resource"]["version"],
        unit_id=case.applicant_unit_id,
        kind=asked.params.get("kind") or "request",
        items=items,
        conditions=asked.params.get("conditions") or "",
        purpose=request.get("purpose") or "",
        period_start=_date(period.get("start")),
        period_end=None if period.get("long_term") else _date(period.get("end")),
        state="SUPPLYING",
        supply={},
        granted_at=asked.at,
    )


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
