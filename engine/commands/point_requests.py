"""Point the requests for resources that go out of use to those that take their place (Art. 18)."""

import logging
from collections.abc import Sequence

from sqlalchemy import exists, select

from engine.commands.casework import lock_case, save_case
from engine.commands.casework.pointing import LEFT, point_case
from engine.errors import NotFound
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.retirements import running
from engine.store.tables import Case, Event, Retirement

log = logging.getLogger(__name__)


def point_requests(store: Store) -> int:
    """Point every open request for a resource in transition to the new resource, once.

    Returns how many requests were looked at, each in a transaction of its own. Its terms stay as
    they are; applicant and whoever has it before them are told.
    """
    return sum(_point(store, case_id) for case_id in _pending(store))


def _pending(store: Store) -> Sequence[str]:
    left = exists(
        select(1).where(
            Event.case_id == Case.id,
            Event.kind == LEFT,
            Event.recorded_at >= Retirement.registered_at,
        )
    )
    with store.reading() as session:
        try:
            requests = pack_of(session, store, current_version_id(session)).requests
        except NotFound:  # a program without a pack has no requests
            return ()
        return session.scalars(
            select(Case.id)
            .join(Retirement, Retirement.resource_id == Case.resource_id)
            .where(Retirement.offline_at.is_(None), Retirement.cancelled_at.is_(None))
            .where(Case.ended_at.is_(None), Case.process.in_(requests), ~left)
            .order_by(Case.id)
        ).all()


def _point(store: Store, case_id: str) -> int:
    try:
        with store.transaction() as session:
            work = lock_case(store, session, None, case_id)
            plan = running(session, work.case.resource_id)
            if plan is None or work.case.ended_at is not None:
                return 0
            point_case(work, plan)
            save_case(work)
    except Exception:  # one failing case must not stop the others
        log.exception("case %s could not be pointed to the new resource", case_id)
        return 0
    return 1
