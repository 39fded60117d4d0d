"""`register_plan`, `cancel_plan`: a resource goes into its transition, or comes back (Art. 18)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from calendars import midnight
from engine.core.succession import Candidate, succession_refusals
from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.retirement_rows import plan_of_case, told_of
from engine.errors import Conflict, RuleRefused
from engine.store.audit import NewEvent
from engine.store.retirements import running
from engine.store.standing import lock_resource
from engine.store.tables import Resource, ResourceItem, Retirement, Unit
from engine.store.types import new_id


def register_plan(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Register the plan: from now on the resource takes no new request and no new grant.

    Parameters: `planned_on` (ISO date, what the provider intends), `mapping` (rows of `code` and
    `new_item`). The new resource is the case's successor, and must be usable now, as its rows have
    it; RuleRefused when it is not, or the resource is in transition already.
    """
    state = lock_resource(context.session, context.case.resource_id)
    if state != "published" or running(context.session, context.case.resource_id) is not None:
        raise Conflict("本资源已经不在发布状态，或者已有停用计划，不能再登记停用计划。")
    old, new = _both(context, asked)
    _refuse_unusable(context, old, new)
    plan = Retirement(
        id=new_id(),
        case_id=context.case.id,
        resource_id=old.id,
        successor_id=new.id,
        mapping=_mapping(context, new, asked.params.get("mapping") or []),
        planned_on=_day(asked.params.get("planned_on")),
        usable_at=_usable_at(new, context.now),
        registered_at=context.now,
    )
    context.rows.append(plan)
    old.state = "deprecated"
    return [
        told_of(context, asked, "retirement_planned", plan=plan.id, resource=old.code, new=new.code)
    ]


def _both(context: EffectContext, asked: EffectAsked) -> tuple[Resource, Resource]:
    code = (asked.data["case"].get("successor") or {}).get("code")
    old = context.session.get_one(Resource, context.case.resource_id, populate_existing=True)
    new = context.session.scalar(
        select(Resource).where(Resource.code == code).execution_options(populate_existing=True)
    )
    if new is None:
        raise RuleRefused("新资源已不在目录中，请另选新资源。", "successor")
    return old, new


def _refuse_unusable(context: EffectContext, old: Resource, new: Resource) -> None:
    for sentence in succession_refusals(_candidate(context, old), _candidate(context, new)):
        raise RuleRefused(sentence, "successor")


def _candidate(context: EffectContext, resource: Resource) -> Candidate:
    provider = context.session.get_one(Unit, resource.provider_unit_id)
    return Candidate(
        resource.code, provider.code, resource.share_type, resource.state, resource.dedicated
    )


def _mapping(
    context: EffectContext, new: Resource, rows: Sequence[Mapping[str, Any]]
) -> dict[str, str | None]:
    codes = set(
        context.session.scalars(select(ResourceItem.code).where(ResourceItem.resource_id == new.id))
    )
    return {row["code"]: row.get("new_item") if row.get("new_item") in codes else None
            for row in rows}  # fmt: skip


def _usable_at(new: Resource, now: datetime) -> datetime:
    return min(midnight(new.published_on), now) if new.published_on is not None else now


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def cancel_plan(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Give the plan up: the resource may be asked for again."""
    lock_resource(context.session, context.case.resource_id)
    plan = plan_of_case(context)
    resource = context.session.get_one(Resource, plan.resource_id, populate_existing=True)
    plan.cancelled_at, resource.state = asked.at, "published"
    return [told_of(context, asked, "retirement_cancelled", plan=plan.id, resource=resource.code)]
