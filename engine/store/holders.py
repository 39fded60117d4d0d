"""Who may use a resource: the units that hold a grant on it, and whom of them a mail reaches."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.directory import Directory, PersonInfo
from engine.store.standing import HELD_GRANTS
from engine.store.tables import AccessGrant, Unit

#: Whose posts are told what concerns a unit's grants, in this order.
CONTACTS = ("responsible", "handler", "principal_head")


def holding_units(
    session: Session, resource_id: str | None, today: date
) -> list[tuple[Unit, list[str]]]:
    """Return each unit that holds a grant on the resource on `today`, with the grants' numbers."""
    rows = session.execute(
        select(Unit, AccessGrant.number)
        .join(AccessGrant, AccessGrant.unit_id == Unit.id)
        .where(AccessGrant.resource_id == resource_id, AccessGrant.state.in_(HELD_GRANTS))
        .where((AccessGrant.period_end.is_(None)) | (AccessGrant.period_end >= today))
        .order_by(Unit.position, Unit.code, AccessGrant.number)
    ).all()
    found: dict[str, tuple[Unit, list[str]]] = {}
    for unit, number in rows:
        found.setdefault(unit.id, (unit, []))[1].append(number)
    return list(found.values())


def reachable_people(directory: Directory, unit: str) -> list[PersonInfo]:
    """Return the people of a unit (its code) who are told of its grants and have an address."""
    people = {
        each.id: each for role in CONTACTS for each in directory.holders(unit, role) if each.email
    }
    return list(people.values())
