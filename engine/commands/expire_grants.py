"""End grants whose period is over: from the day after its last day a grant gives no access."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import local_date, midnight
from engine.commands.casework.beginning import begin_case
from engine.commands.casework.saving import save_case
from engine.effects import Opening
from engine.store.audit import NewEvent
from engine.store.database import Store
from engine.store.grant_book import GrantBook, HeldGrant
from engine.store.packs import current_version_id
from engine.store.standing import HELD_GRANTS, is_live
from engine.store.tables import AccessGrant

log = logging.getLogger(__name__)


def expire_grants(store: Store) -> int:
    """Move every grant whose period ended before today (Asia/Shanghai) to EXPIRED.

    Returns how many were ended. Each in a transaction of its own, effective at the end of the
    period, whenever it is noticed. What was in use and is not renewed goes on to DESTROY_PENDING,
    and a case of destruction is opened (Art. 22(2)).
    """
    now = store.clock.now()
    return sum(_expire(store, grant_id, now) for grant_id in _over(store, now))


def _over(store: Store, now: datetime) -> Sequence[str]:
    with store.reading() as session:
        return session.scalars(
            select(AccessGrant.id)
            .where(AccessGrant.state.in_(HELD_GRANTS), AccessGrant.period_end < local_date(now))
            .order_by(AccessGrant.period_end, AccessGrant.id)
        ).all()


def _expire(store: Store, grant_id: str, now: datetime) -> int:
    try:
        with store.transaction() as session:
            return _expire_locked(store, session, grant_id, now)
    except Exception:  # one failing grant must not stop the others
        log.exception("grant %s could not be ended", grant_id)
        return 0


def _expire_locked(store: Store, session: Session, grant_id: str, now: datetime) -> int:
    book = GrantBook(session)
    held = book.hold([grant_id])[0]
    grant = held.grant
    if grant.state not in HELD_GRANTS or grant.period_end is None:
        return 0
    ended_at = midnight(grant.period_end + timedelta(days=1))
    grant.state, grant.ended_at, grant.end_reason = "EXPIRED", ended_at, "expired"
    _note(held, "grant_expired", ended_at, now)
    opening = Opening(grant.id, current_version_id(session), ended_at, "expired")
    destroys = grant.activated_at is not None and not _is_renewed(session, grant, now)
    case = begin_case(store, session, opening) if destroys else None
    if case is not None:
        grant.state = "DESTROY_PENDING"
        _note(held, "destruction_opened", ended_at, now)
    book.write()
    if case is not None:
        save_case(case)
    return 1


def _note(held: HeldGrant, kind: str, at: datetime, now: datetime) -> None:
    data = {"grant": held.grant.id, "number": held.grant.number}
    held.events.append(NewEvent(kind=kind, effective_at=at, recorded_at=now, data=data))


def _is_renewed(session: Session, grant: AccessGrant, now: datetime) -> bool:
    """Whether the unit goes on using every item by grants that are still open."""
    others = session.scalars(
        select(AccessGrant)
        .where(AccessGrant.unit_id == grant.unit_id, AccessGrant.id != grant.id)
        .where(AccessGrant.resource_id == grant.resource_id, is_live(local_date(now)))
    )
    return set(grant.items) <= {item for each in others for item in each.items}
