"""What the effects of a retirement have in common: its rows, and the clock of the transition."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from calendars import last_day_before
from engine.clock import local_iso
from engine.core.transition import Transition
from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.happened import happened
from engine.errors import RuleRefused
from engine.store import retirements
from engine.store.audit import NewEvent
from engine.store.retirements import of_case, transition_of
from engine.store.tables import ClockRow, HolderNotice, Retirement

#: The unit in which a minimum is counted, as the trace of its clock has it.
MINIMUM = "full_natural_day"


def plan_of_case(context: EffectContext) -> Retirement:
    """Return the running plan of the case. RuleRefused when there is none any more."""
    fresh = [each for each in context.rows if isinstance(each, Retirement)]
    plan = fresh[-1] if fresh else of_case(context.session, context.case.id)
    if plan is None or plan.cancelled_at is not None or plan.offline_at is not None:
        raise RuleRefused("停用计划没有登记，或者已经撤销、已经下线。")
    return plan


def transition(
    context: EffectContext, plan: Retirement, fresh: Sequence[HolderNotice] = ()
) -> Transition:
    """Return the transition as the rows have it, with what this command adds to them."""
    return transition_of(context.session, plan, least_days(context), fresh)


def least_days(context: EffectContext) -> int:
    """Return how many natural days the pack asks for, at least what the law does."""
    return retirements.least_days(context.pack, context.case.process)


def align_clock(context: EffectContext, found: Transition, asked: EffectAsked) -> None:
    """Move the clock of the transition to the earliest moment that the rows give; never back."""
    if found.earliest is None:
        return
    for clock in context.clocks:
        minimum = clock.trace.get("unit") == MINIMUM and clock.trace["n"] >= least_days(context)
        if minimum and clock.state != "stopped" and clock.due_at < found.earliest:
            _move(clock, found.earliest, asked)


def _move(clock: ClockRow, due_at: datetime, asked: EffectAsked) -> None:
    move = {
        "from": local_iso(clock.due_at),
        "to": local_iso(due_at),
        "cause": "transition",
        "began_at": local_iso(asked.at),
        "ended_at": local_iso(asked.at),
    }
    clock.trace = {**clock.trace, "moved": [*clock.trace.get("moved", ()), move]}
    clock.due_at = due_at
    if clock.state == "running":
        clock.next_step, clock.next_at = "due", due_at


def told_of(context: EffectContext, asked: EffectAsked, kind: str, **data: Any) -> NewEvent:
    """Return the event that says what happened to the plan."""
    return happened(context, asked, kind, data)


def last_day(found: Transition) -> str | None:
    """Return the last day of the transition as ISO text, null while it is not known."""
    return None if found.earliest is None else last_day_before(found.earliest).isoformat()
