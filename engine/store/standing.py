"""What a unit has of a resource already: live grants, and a request that is under way."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from engine.core.access import Actor, may_see
from engine.sentence import say
from engine.store.involvement import case_facts, involvement_of
from engine.store.tables import AccessGrant, Case, Resource, Unit

#: Grants that give access now or will without a further step.
LIVE_GRANTS = ("SUPPLYING", "ACTIVE", "EXPIRING")


def has_or_asks(session: Session, actor: Actor, unit: Unit, resource_id: str) -> str:
    """Return why `unit` needs no further request of the resource, in Chinese; empty when it does.

    A request goes on until its case ends, negotiation and coordination included. Its number is
    told to whoever may see the case. One statement, one more to tell.
    """
    open_case = and_(
        Case.applicant_unit_id == Unit.id,
        Case.resource_id == resource_id,
        Case.ended_at.is_(None),
    )
    live = and_(
        AccessGrant.unit_id == Unit.id,
        AccessGrant.resource_id == resource_id,
        AccessGrant.state.in_(LIVE_GRANTS),
    )
    row: Any = session.execute(
        select(AccessGrant.number, Case)
        .select_from(Unit)
        .outerjoin(AccessGrant, live)
        .outerjoin(Case, open_case)
        .where(Unit.id == unit.id)
        .limit(1)
    ).one()
    held, case = row
    if held is not None:
        return say(
            "%(name)s已持有本资源的使用授权（%(held)s），无需重复申请。", name=unit.name, held=held
        )
    return _asks(session, actor, unit, case) if case is not None else ""


def _asks(session: Session, actor: Actor, unit: Unit, case: Case) -> str:
    part = involvement_of(session, actor, case.id)
    if not may_see(case_facts(case), actor, part):
        return say(
            "%(name)s已有同事提出本资源的申请，正在办理，办结之前不能再次申请。", name=unit.name
        )
    return say(
        "%(name)s对本资源的申请（%(number)s）正在办理，办结之前不能再次申请。",
        name=unit.name,
        number=case.number,
    )


def live_grants(session: Session, unit_id: str, resource_id: str | None) -> Sequence[AccessGrant]:
    """Return the unit's live grants on the resource, the resource's row locked.

    So of two cases that grant the same at the same moment the second sees the first one's grant.
    """
    session.execute(
        select(Resource.id).where(Resource.id == resource_id).with_for_update(key_share=True)
    )
    return session.scalars(
        select(AccessGrant)
        .where(AccessGrant.unit_id == unit_id, AccessGrant.resource_id == resource_id)
        .where(AccessGrant.state.in_(LIVE_GRANTS))
        .order_by(AccessGrant.id)
    ).all()
