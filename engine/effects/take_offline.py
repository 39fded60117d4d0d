"""`extend_transition`, `take_offline`: the gate of Art. 18, computed from the rows at the act."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from calendars import first_working_day, local_date
from engine.clock import SHANGHAI
from engine.core.succession import NOT_USABLE
from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.grant_changes import end_grant
from engine.effects.retirement_rows import (
    align_clock,
    last_day,
    least_days,
    plan_of_case,
    told_of,
    transition,
)
from engine.errors import RuleRefused
from engine.sentence import say
from engine.store.audit import NewEvent
from engine.store.standing import HELD_GRANTS, lock_resource
from engine.store.tables import AccessGrant, Resource, Retirement


def extend_transition(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Make the transition longer. Parameter: `until` (ISO date), its last day.

    It moves later, never earlier: RuleRefused when it ends later than that already.
    """
    plan = plan_of_case(context)
    wanted = asked.params.get("until")
    if wanted:
        until = date.fromisoformat(wanted)
        _refuse_shorter(last_day(transition(context, plan)), until)
        plan.extended_until = until
    found = transition(context, plan)
    align_clock(context, found, asked)
    return [told_of(context, asked, "transition_extended", plan=plan.id, last_day=last_day(found))]


def _refuse_shorter(now_until: str | None, until: date) -> None:
    if now_until is not None and until <= date.fromisoformat(now_until):
        words = say(
            "过渡期现在的最后一日是 %(now)s，只能延长，不能缩短；请填写在它以后的日期。",
            now=now_until,
        )
        raise RuleRefused(words, "until")


def take_offline(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Take the resource offline, end every grant on it, and see to the destruction of the data.

    RuleRefused before the earliest instant that the rows give (00:00 of D+21, D the latest of: new
    resource usable, plan registered, last holder notified; later where it was extended), whoever
    asks and by whatever way; and when the new resource cannot be used any more.
    """
    plan = plan_of_case(context)
    # Grants before the resource, as everybody locks them; none can be added in between, since a
    # resource in transition takes no new grant.
    held = context.grants.hold(_grants_on(context, plan))
    lock_resource(context.session, plan.resource_id)
    _refuse_early(context, plan, asked.at)
    _refuse_without_successor(context, plan)
    resource = context.session.get_one(Resource, plan.resource_id, populate_existing=True)
    resource.state, plan.offline_at = "offline", asked.at
    events = [
        end_grant(context, asked, each, "offline")
        for each in held
        if each.grant.state in HELD_GRANTS
    ]
    return [
        *events,
        told_of(context, asked, "resource_offline", plan=plan.id, resource=resource.code),
    ]


def _grants_on(context: EffectContext, plan: Retirement) -> Iterable[str]:
    return context.session.scalars(
        select(AccessGrant.id)
        .where(AccessGrant.resource_id == plan.resource_id, AccessGrant.state.in_(HELD_GRANTS))
        .order_by(AccessGrant.id)
    ).all()


def _refuse_early(context: EffectContext, plan: Retirement, at: datetime) -> None:
    found = transition(context, plan)
    if found.earliest is None or found.starts_on is None:
        raise RuleRefused(
            "还有使用部门没有收到停用通知，通知全部送达之前过渡期没有开始，不能下线（第十八条）。"
        )
    if at < found.earliest:
        raise RuleRefused(
            say(
                "过渡期不少于 %(days)s 个自然日（第十八条），自 %(start)s 的次日起算，"
                "最早可于 %(moment)s 下线，建议在 %(day)s 办理；在此之前任何人都不能下线。",
                days=least_days(context),
                start=found.starts_on.isoformat(),
                moment=f"{found.earliest.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
                day=first_working_day(context.calendar, local_date(found.earliest)).isoformat(),
            )
        )


def _refuse_without_successor(context: EffectContext, plan: Retirement) -> None:
    state = context.session.scalar(select(Resource.state).where(Resource.id == plan.successor_id))
    if state != "published":
        raise RuleRefused(NOT_USABLE)
