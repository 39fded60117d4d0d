"""End grants whose period is over: from the day after its last day a grant gives no access."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import local_date, midnight
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.database import Store
from engine.store.record import changes
from engine.store.standing import LIVE_GRANTS
from engine.store.tables import AccessGrant, Case

log = logging.getLogger(__name__)


def expire_grants(store: Store) -> int:
    """Move every live grant whose period ended before today (Asia/Shanghai) to EXPIRED.

    Returns how many were ended. Each in a transaction of its own, effective at the end of the
    period, whenever it is noticed.
    """
    now = store.clock.now()
    return sum(_expire(store, grant_id, now) for grant_id in _over(store, now))


def _over(store: Store, now: datetime) -> Sequence[str]:
    with store.reading() as session:
        return session.scalars(
            select(AccessGrant.id)
            .where(AccessGrant.state.in_(LIVE_GRANTS), AccessGrant.period_end < local_date(now))
            .order_by(AccessGrant.period_end, AccessGrant.id)
        ).all()


def _expire(store: Store, grant_id: str, now: datetime) -> int:
    try:
        with store.transaction() as session:
            return _expire_locked(session, grant_id, now)
    except Exception:  # one failing grant must not stop the others
        log.exception("grant %s could not be ended", grant_id)
        return 0


def _expire_locked(session: Session, grant_id: str, now: datetime) -> int:
    case = session.scalars(
        select(Case)
        .join(AccessGrant, AccessGrant.case_id == Case.id)
        .where(AccessGrant.id == grant_id)
        .with_for_update(of=Case, key_share=True)
    ).one()
    grant = session.get_one(AccessGrant, grant_id, populate_existing=True)
    if grant.state not in LIVE_GRANTS or grant.period_end is None:
        return 0
    grant.state = "EXPIRED"
    event = NewEvent(
        kind="grant_expired",
        effective_at=midnight(grant.period_end + timedelta(days=1)),
        recorded_at=now,
        data={"grant": grant.id, "number": grant.number},
    )
    audit.append(session, case, [event], changes([grant]))
    return 1
