"""Reading and writing when the program served."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.core.outage import Gap
from engine.store.tables import Heartbeat, OutageRow

#: A heart that was silent no longer than this was busy, or restarted; longer is an outage.
PATIENCE = timedelta(minutes=15)


def beat(session: Session, now: datetime, patience: timedelta = PATIENCE) -> Gap | None:
    """Renew the heartbeat at `now`; return the outage that ends with it, noted once, if any.

    The row's lock lets one node at a time find the heart silent.
    """
    heart = session.scalar(select(Heartbeat).with_for_update())
    if heart is None:
        _first_beat(session, now)
        return None
    before, heart.at = heart.at, max(heart.at, now)
    if now - before <= patience:
        return None
    session.add(OutageRow(began_at=before, ended_at=now))
    return Gap(before, now)


def _first_beat(session: Session, now: datetime) -> None:
    try:
        with session.begin_nested():
            session.add(Heartbeat(id=1, at=now))
    except IntegrityError:
        pass  # another node was first


def last_outage(session: Session, now: datetime) -> Gap | None:
    """Return the newest outage, the one that is just ending included: whoever acts first after an
    outage must not depend on how soon a scheduler is back."""
    newest = select(OutageRow).order_by(OutageRow.id.desc()).limit(1).subquery()
    row = session.execute(
        select(Heartbeat.at, newest.c.began_at, newest.c.ended_at).outerjoin(
            newest, newest.c.id.is_not(None)
        )
    ).first()
    if row is None:
        return None
    if now - row.at > PATIENCE:
        return Gap(row.at, now)
    return None if row.began_at is None else Gap(row.began_at, row.ended_at)
