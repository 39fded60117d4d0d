"""For which of my units I may ask for a resource, and why not for the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.eligibility import ResourceFacts, UnitFacts, dedicated_note, refusals
from engine.store.standing import is_live
from engine.store.tables import AccessGrant, Resource, Unit


@dataclass(frozen=True)
class Applicant:
    """One of my posts as 经办人, and whether its unit may ask for the resource.

    `why_not`: sentences; empty when it may. `note`: what 专用 means for this unit. `listed`: on
    the dedicated list. `grants`: numbers of grants the unit already holds.
    """

    post_id: str
    unit_code: str
    unit_name: str
    why_not: tuple[str, ...]
    note: str
    listed: bool
    grants: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether the unit may ask."""
        return not self.why_not


def applicants_of(
    session: Session, actor: Actor, resource: Resource, listed: frozenset[str], today: date
) -> tuple[Applicant, ...]:
    """Return the actor's posts as 经办人 with what speaks for or against asking.

    `listed`: ids of the units on the resource's 专用 list; `today` in Asia/Shanghai. At most two
    statements.
    """
    posts = {post.unit_id: post for post in actor.posts if post.role == "handler"}
    if not posts:
        return ()
    facts = resource_facts(resource, listed)
    units = session.scalars(select(Unit).where(Unit.id.in_(posts)).order_by(Unit.position)).all()
    held = _held(session, resource, list(posts), today)
    return tuple(
        _applicant(posts[unit.id].id, facts, unit, held.get(unit.id, ())) for unit in units
    )


def _held(
    session: Session, resource: Resource, units: Sequence[str], today: date
) -> dict[str, tuple[str, ...]]:
    rows = session.execute(
        select(AccessGrant.unit_id, AccessGrant.number).where(
            AccessGrant.resource_id == resource.id,
            AccessGrant.unit_id.in_(units),
            is_live(today),
        )
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row.unit_id] = (*found.get(row.unit_id, ()), row.number)
    return found


def _applicant(post_id: str, facts: ResourceFacts, unit: Unit, held: tuple[str, ...]) -> Applicant:
    who = UnitFacts(unit.id, unit.name, unit.rule_scope, unit.is_gov_department)
    return Applicant(
        post_id=post_id,
        unit_code=unit.code,
        unit_name=unit.name,
        why_not=refusals(facts, who),
        note=dedicated_note(facts, who),
        listed=unit.id in facts.listed,
        grants=held,
    )


def resource_facts(resource: Resource, listed: frozenset[str]) -> ResourceFacts:
    """Return what the rules ask of a resource row; `listed`: ids of the units on its list."""
    return ResourceFacts(
        provider_unit_id=resource.provider_unit_id,
        share_type=resource.share_type,
        dedicated=resource.dedicated,
        listed=listed,
        state=resource.state,
        not_share_basis=resource.not_share_basis,
    )
