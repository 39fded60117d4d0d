"""What a unit has of a resource already: live grants, and a request that is under way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from engine.core.access import Actor, may_see
from engine.sentence import Sentence, say
from engine.store.involvement import case_facts, involvement_of
from engine.store.tables import AccessGrant, Case, Resource, Unit

#: States of a grant that gives access now or will without a further step.
LIVE_GRANTS = ("SUPPLYING", "ACTIVE", "EXPIRING")
#: States in which a unit holds a grant: one that is suspended may be restored.
HELD_GRANTS = (*LIVE_GRANTS, "SUSPENDED")


@dataclass(frozen=True)
class Standing:
    """What `unit` has: the open case of its request, if any, and the items it holds by live
    grants (item code -> number of the grant)."""

    unit: Unit
    case: Case | None
    held: Mapping[str, str]


def is_live(today: date) -> ColumnElement[bool]:
    """Condition on AccessGrant: gives access on `today` (Asia/Shanghai), its last day included."""
    return and_(
        AccessGrant.state.in_(LIVE_GRANTS),
        or_(AccessGrant.period_end.is_(None), AccessGrant.period_end >= today),
    )


def holds(today: date) -> ColumnElement[bool]:
    """Condition on AccessGrant: its unit holds it on `today`, suspended or not."""
    return and_(
        AccessGrant.state.in_(HELD_GRANTS),
        or_(AccessGrant.period_end.is_(None), AccessGrant.period_end >= today),
    )


def standing_of(
    session: Session,
    unit: Unit,
    resource_id: str,
    today: date,
    *,
    processes: Collection[str],
    renewable: int = 0,
) -> Standing:
    """Read, in one statement, what `unit` has of the resource.

    A request (a case of one of `processes`) goes on until its case ends, negotiation and
    coordination included. What ends within `renewable` natural days may be asked for anew, so it
    does not count as held.
    """
    open_case = and_(
        Case.process.in_(processes),
        Case.applicant_unit_id == Unit.id,
        Case.resource_id == resource_id,
        Case.ended_at.is_(None),
    )
    live = and_(
        AccessGrant.unit_id == Unit.id, AccessGrant.resource_id == resource_id, holds(today)
    )
    rows = session.execute(
        select(AccessGrant.number, AccessGrant.items, AccessGrant.period_end, Case)
        .select_from(Unit)
        .outerjoin(AccessGrant, live)
        .outerjoin(Case, open_case)
        .where(Unit.id == unit.id)
        .order_by(AccessGrant.id, Case.id)
    ).all()
    soon = today + timedelta(days=renewable)
    kept = [
        row for row in rows if renewable == 0 or row.period_end is None or row.period_end > soon
    ]
    held = {item: row.number for row in kept for item in row.items or ()}
    return Standing(unit, rows[0].Case, held)


def under_way(session: Session, actor: Actor, standing: Standing) -> Sentence | None:
    """Return why another request has to wait, None when none is under way.

    The number of the open case is told to whoever may see it; that costs one statement.
    """
    case, name = standing.case, standing.unit.name
    if case is None:
        return None
    if may_see(case_facts(case), actor, involvement_of(session, actor, case.id)):
        return say(
            "%(name)s对本资源的申请（%(number)s）正在办理，办结之前不能再次申请。",
            name=name,
            number=case.number,
        )
    return say("%(name)s已有同事提出本资源的申请，正在办理，办结之前不能再次申请。", name=name)


def lock_resource(session: Session, resource_id: str | None) -> str | None:
    """Lock the resource's row and return its state as it is now; None when there is none."""
    return session.scalar(
        select(Resource.state).where(Resource.id == resource_id).with_for_update(key_share=True)
    )


def live_grants(
    session: Session, unit_id: str, resource_id: str | None, today: date
) -> Sequence[AccessGrant]:
    """Return the grants that the unit holds on the resource.

    Whoever grants locks the resource first (lock_resource): so of two cases that grant the same at
    the same moment the second sees the first one's grant.
    """
    return session.scalars(
        select(AccessGrant)
        .where(AccessGrant.unit_id == unit_id, AccessGrant.resource_id == resource_id)
        .where(holds(today))
        .order_by(AccessGrant.id)
    ).all()
