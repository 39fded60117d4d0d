"""`notify_holders`, `record_delivery`: every unit that may use the resource is told (Art. 18)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import func, select

from calendars import local_date
from engine.clock import aware
from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.retirement_rows import align_clock, last_day, plan_of_case, told_of, transition
from engine.effects.telling import Telling, tell
from engine.store.audit import NewEvent
from engine.store.holders import CONTACTS, holding_units, reachable_people
from engine.store.retirements import notices_of
from engine.store.tables import HolderNotice, Retirement, Unit
from engine.store.types import new_id


def notify_holders(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Tell every unit that holds a grant, in the system and by mail, and keep that it was told.

    Parameter: `template`; in the mail `holder` is the unit (`unit_name`, `grants`: the numbers). Of
    a unit where nobody can be reached the notice stays undelivered until `record_delivery`.
    """
    plan = plan_of_case(context)
    number = _round(context, plan)
    today = local_date(context.now)
    fresh = []
    for unit, grants in holding_units(context.session, plan.resource_id, today):
        notice = _notice(context, plan, unit, number)
        if reachable_people(context.directory, unit.code):
            notice.placed_at = context.now
            yield tell(context, _telling(asked, unit, grants))
        context.rows.append(notice)
        fresh.append(notice)
    found = transition(context, plan, fresh)
    align_clock(context, found, asked)
    yield told_of(
        context, asked, "holders_notified", plan=plan.id, round=number, units=len(fresh),
        undelivered=sum(each.placed_at is None for each in fresh), last_day=last_day(found),
    )  # fmt: skip


def _round(context: EffectContext, plan: Retirement) -> int:
    last = context.session.scalar(
        select(func.max(HolderNotice.round)).where(HolderNotice.retirement_id == plan.id)
    )
    return (last or 0) + 1


def _notice(context: EffectContext, plan: Retirement, unit: Unit, number: int) -> HolderNotice:
    return HolderNotice(
        id=new_id(),
        case_id=context.case.id,
        retirement_id=plan.id,
        unit_id=unit.id,
        round=number,
        way="system",
        placed_at=None,
        recorded_at=context.now,
    )


def _telling(asked: EffectAsked, unit: Unit, grants: list[str]) -> Telling:
    holder = {"unit": unit.code, "unit_name": unit.name, "grants": "、".join(grants)}
    return Telling(
        template=asked.params["template"],
        process=asked.process,
        data={**asked.data, "holder": holder},
        at=asked.at,
        to=[{"unit": unit.code, "role": role} for role in CONTACTS],
        key=f"effect:{asked.task_id}:{asked.at.isoformat()}:{unit.code}",
        element=asked.element,
    )


def record_delivery(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Keep that the managing department has reached units by other means.

    Parameters: `units` (codes), `delivered_at` (ISO moment; the last of them was reached then).
    """
    plan = plan_of_case(context)
    delivered = _moment(asked.params.get("delivered_at"), context.now)
    reached = set(asked.params.get("units") or [])
    done = [each for each in _waiting(context, plan) if each[1] in reached]
    for notice, _ in done:
        notice.placed_at, notice.way = delivered, "other"
    found = transition(context, plan)
    align_clock(context, found, asked)
    return [
        told_of(
            context, asked, "delivery_recorded", plan=plan.id,
            units=[code for _, code in done], last_day=last_day(found),
        )
    ]  # fmt: skip


def _waiting(context: EffectContext, plan: Retirement) -> Iterator[tuple[HolderNotice, str]]:
    for notice in notices_of(context.session, plan):
        if notice.placed_at is None:
            yield notice, context.session.get_one(Unit, notice.unit_id).code


def _moment(text: str | None, now: datetime) -> datetime:
    return min(aware(datetime.fromisoformat(text)), now) if text else now
