"""The rows that the start of a case rests on: resource, provider, agent, applicant, offices."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select, true
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.eligibility import ResourceFacts, UnitFacts
from engine.errors import NotFound
from engine.sentence import say
from engine.store.catalogue_sight import known_to
from engine.store.tables import (
    AgentAuthorization,
    DedicatedUnit,
    Resource,
    ResourceItem,
    Unit,
)

#: Kinds of unit that act for everybody -> the name under which process data knows them.
OFFICES = {"info_center": "info_center", "managing": "managing", "platform": "platform"}


@dataclass(frozen=True)
class ResourceRows:
    """A resource with everything that decides how it may be asked for."""

    resource: Resource
    items: list[ResourceItem]
    provider: Unit
    agent: tuple[AgentAuthorization, Unit] | None
    listed: frozenset[str]

    def facts(self) -> ResourceFacts:
        """Return what the rules of eligibility ask."""
        return ResourceFacts(
            provider_unit_id=self.resource.provider_unit_id,
            share_type=self.resource.share_type,
            dedicated=self.resource.dedicated,
            listed=self.listed,
            state=self.resource.state,
            not_share_basis=self.resource.not_share_basis,
        )

    def snapshot(self, unit_id: str) -> dict[str, Any]:
        """Return the resource as the case keeps it; `unit_id` is the applicant's."""
        resource = self.resource
        return {
            "code": resource.code,
            "name": resource.name,
            "summary": resource.summary,
            "share_type": resource.share_type,
            "share_condition": resource.share_condition,
            "provide_mode": resource.provide_mode,
            "api_param_controlled": resource.api_param_controlled,
            "dedicated": resource.dedicated,
            "on_dedicated_list": unit_id in self.listed,
            "grade": resource.grade,
            "version": resource.version,
            "items": [
                {"code": item.code, "name": item.name, "share_type": item.share_type,
                 "data_type": item.data_type}
                for item in self.items
            ],
        }  # fmt: skip

    def agent_facts(self) -> dict[str, Any] | None:
        """Return the authorised agent as process data, or None."""
        if self.agent is None:
            return None
        designation, unit = self.agent
        return {
            "unit": unit.code,
            "unit_name": unit.name,
            "works_here": unit.works_here,
            "document": designation.document_number,
            "valid_until": designation.valid_until.isoformat(),
        }


def resource_rows(
    session: Session, code: str, today: date, applicant_id: str, actor: Actor | None
) -> ResourceRows:
    """Read a resource by code in two statements. NotFound when `actor` (None: the program) may know
    of none such."""
    valid = and_(
        AgentAuthorization.provider_unit_id == Resource.provider_unit_id,
        AgentAuthorization.valid_from <= today,
        AgentAuthorization.valid_until >= today,
        AgentAuthorization.agent_unit_id.not_in([applicant_id, Resource.provider_unit_id]),
    )
    rows = session.execute(
        select(Resource, Unit, AgentAuthorization, DedicatedUnit.unit_id)
        .join(Unit, Unit.id == Resource.provider_unit_id)
        .outerjoin(AgentAuthorization, valid)
        .outerjoin(DedicatedUnit, DedicatedUnit.resource_id == Resource.id)
        .where(Resource.code == code, true() if actor is None else known_to(actor))
    ).all()
    if not rows:
        raise NotFound(say("目录中没有代码为“%(code)s”的资源。", code=code))
    resource, provider = rows[0][0], rows[0][1]
    items = session.scalars(
        select(ResourceItem)
        .where(ResourceItem.resource_id == resource.id)
        .order_by(ResourceItem.position)
    ).all()
    listed = frozenset(row[3] for row in rows if row[3] is not None)
    agent = _agent(session, resource, [row[2] for row in rows if row[2] is not None])
    return ResourceRows(resource, list(items), provider, agent, listed)


def _agent(
    session: Session, resource: Resource, designations: list[AgentAuthorization]
) -> tuple[AgentAuthorization, Unit] | None:
    """Return the designation that covers `resource`: conditional, named, within the grade cap."""
    for each in designations:
        named = resource.code in each.resource_codes
        if named and resource.share_type == "conditional" and resource.grade <= each.max_grade:
            unit = session.get(Unit, each.agent_unit_id)
            return (each, unit) if unit is not None else None
    return None


def offices_and(session: Session, applicant_id: str) -> tuple[dict[str, str], Unit]:
    """Return the codes of the offices and the applicant's unit, in one statement."""
    units = session.scalars(
        select(Unit).where(Unit.kind.in_(OFFICES) | (Unit.id == applicant_id))
    ).all()
    offices = {OFFICES[unit.kind]: unit.code for unit in units if unit.kind in OFFICES}
    return offices, next(unit for unit in units if unit.id == applicant_id)


def unit_facts(unit: Unit) -> UnitFacts:
    """Return what the rules of eligibility ask of a unit."""
    return UnitFacts(unit.id, unit.name, unit.rule_scope, unit.is_gov_department)
