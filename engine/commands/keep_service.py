"""Note that the program serves; after an outage, keep the rights that it would have cost."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from engine.commands.casework import keep_rights, lock_case, save_case
from engine.core.outage import Gap
from engine.store.database import Store
from engine.store.outages import PATIENCE, beat
from engine.store.tables import ClockRow

log = logging.getLogger(__name__)

#: No full working day of service is further away than this, whatever the holidays.
FURTHEST = timedelta(days=60)


def keep_service(store: Store, patience: timedelta = PATIENCE) -> int:
    """Renew the heartbeat. Where it was silent for longer than `patience`, move the terms that
    would otherwise take a right away, and return how many cases have one.

    What this does not come to is done when the term is due, or before the next act on the case.
    """
    with store.transaction() as session:
        gap = beat(session, store.clock.now(), patience)
    if gap is None:
        return 0
    log.debug("no service from %s to %s", gap.began_at, gap.ended_at)
    return sum(_keep(store, case_id, gap) for case_id in _touched(store, gap))


def _touched(store: Store, gap: Gap) -> Sequence[str]:
    with store.reading() as session:
        return session.scalars(
            select(ClockRow.case_id)
            .where(
                ClockRow.forfeits,
                ClockRow.state == "running",
                ClockRow.started_at < gap.ended_at,
                ClockRow.due_at > gap.began_at,
                ClockRow.due_at < gap.ended_at + FURTHEST,
            )
            .distinct()
        ).all()


def _keep(store: Store, case_id: str, gap: Gap) -> int:
    try:
        with store.transaction() as session:
            work = lock_case(store, session, None, case_id)
            keep_rights(work, gap)
            if not work.events:
                return 0
            save_case(work)
    except Exception:  # one failing case must not stop the others; it is looked at when due
        log.exception("the terms of case %s could not be moved", case_id)
        return 0
    return 1
