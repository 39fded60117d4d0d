"""Who holds what: the units that may use a resource, for its provider and those who oversee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.grant_rules import may_know_holders
from engine.core.grant_words import HELD_STATES
from engine.store.tables import AccessGrant, Resource, Unit

#: More than these stand in the register alone.
MOST = 50


@dataclass(frozen=True)
class Holder:
    """A unit with a grant that has not ended: its items, its period, and since when.

    `since`: when the channel was opened, else when the grant was given.
    """

    number: str
    unit: str
    items: tuple[str, ...]
    period_start: date | None
    period_end: date | None
    state: str
    since: datetime


@dataclass(frozen=True)
class Holders:
    """Those who hold a resource; `more`: there are others, which the register shows."""

    lines: tuple[Holder, ...]
    more: bool


def holders_of(session: Session, actor: Actor, resource: Resource) -> Holders | None:
    """Return who holds `resource`, by unit; None when `actor` may not know. One statement."""
    if not may_know_holders(actor, resource.provider_unit_id):
        return None
    rows = session.execute(
        select(AccessGrant, Unit.name)
        .join(Unit, Unit.id == AccessGrant.unit_id)
        .where(AccessGrant.resource_id == resource.id, AccessGrant.state.in_(HELD_STATES))
        .order_by(Unit.position, Unit.code, AccessGrant.id)
        .limit(MOST + 1)
    ).all()
    names = {item.code: item.name for item in resource.items}
    lines = tuple(_holder(grant, unit, names) for grant, unit in rows[:MOST])
    return Holders(lines, more=len(rows) > MOST)


def _holder(grant: AccessGrant, unit: str, names: Mapping[str, str]) -> Holder:
    return Holder(
        number=grant.number,
        unit=unit,
        items=tuple(names.get(code, code) for code in grant.items),
        period_start=grant.period_start,
        period_end=grant.period_end,
        state=grant.state,
        since=grant.activated_at or grant.granted_at,
    )
