"""Resources on their way out (Art. 18): the plan, and the transition as the rows have it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.pack import Pack
from engine.core.transition import LEAST_DAYS, Transition
from engine.store.tables import HolderNotice, Retirement


def running(session: Session, resource_id: str | None) -> Retirement | None:
    """Return the plan by which the resource is in transition, None when it is in none."""
    return session.scalar(
        select(Retirement).where(
            Retirement.resource_id == resource_id,
            Retirement.offline_at.is_(None),
            Retirement.cancelled_at.is_(None),
        )
    )


def least_days(pack: Pack, process: str) -> int:
    """Return how many natural days the pack asks of the transition, at least what the law does."""
    stated = (
        bound.min
        for bound in pack.bounds
        if bound.process == process and bound.unit == "natural_day"
    )
    return max([LEAST_DAYS, *(days for days in stated if days is not None)])


def finished(session: Session, resource_id: str | None) -> Retirement | None:
    """Return the plan by which the resource went offline, None when it did by none."""
    return session.scalar(
        select(Retirement)
        .where(Retirement.resource_id == resource_id, Retirement.offline_at.is_not(None))
        .order_by(Retirement.offline_at.desc())
        .limit(1)
    )


def of_case(session: Session, case_id: str) -> Retirement | None:
    """Return the plan that a case registered, however it ended."""
    return session.scalar(select(Retirement).where(Retirement.case_id == case_id))


def notices_of(session: Session, plan: Retirement) -> Sequence[HolderNotice]:
    """Return all notices of the plan, in the order in which they were written."""
    return session.scalars(
        select(HolderNotice)
        .where(HolderNotice.retirement_id == plan.id)
        .order_by(HolderNotice.round, HolderNotice.id)
    ).all()


def transition_of(
    session: Session, plan: Retirement, days: int = LEAST_DAYS, fresh: Sequence[HolderNotice] = ()
) -> Transition:
    """Return the transition of `plan`; `fresh` are notices that this transaction will write.

    Where nobody holds a grant there is nobody to be told, and the plan alone counts.
    """
    notices = [*notices_of(session, plan), *fresh]
    placed = [each.placed_at for each in notices if each.placed_at is not None]
    told = max([*placed, plan.registered_at])
    return Transition(
        usable_at=plan.usable_at,
        registered_at=plan.registered_at,
        notified_at=told if len(placed) == len(notices) else None,
        extended_until=plan.extended_until,
        days=days,
    )
