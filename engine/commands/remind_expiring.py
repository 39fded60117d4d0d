"""Tell units that a grant of theirs is about to expire: once early, once shortly before."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.pack import Limits, Pack
from engine.effects import EffectContext
from engine.effects.telling import Telling, tell
from engine.errors import NotFound
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.database import Store
from engine.store.directory import Directory
from engine.store.grant_book import GrantBook, HeldGrant
from engine.store.packs import current_version_id, pack_of
from engine.store.record import changes, kind_of
from engine.store.start_facts import offices_and
from engine.store.tables import AccessGrant, Resource, Table, Unit

log = logging.getLogger(__name__)

#: The mail of the pack that says so; a pack without it reminds nobody.
TEMPLATE = "grant-expiring"
ROLES = ("handler", "responsible")


def remind_expiring(store: Store) -> int:
    """Move grants that end soon from ACTIVE to EXPIRING and remind their units, twice.

    The pack in force says how many natural days before the last day (`expiring_days`,
    `last_call_days`). Returns how many grants were told of, each in a transaction of its own.
    """
    now = store.clock.now()
    with store.reading() as session:
        try:
            limits = pack_of(session, store, current_version_id(session)).limits
        except NotFound:  # a program without a pack has no grants
            return 0
        due = session.scalars(
            select(AccessGrant.id).where(_is_due(limits, local_date(now))).order_by(AccessGrant.id)
        ).all()
    return sum(_remind(store, grant_id, now) for grant_id in due)


def _is_due(limits: Limits, today: date) -> ColumnElement[bool]:
    soon, last = (
        today + timedelta(days=days) for days in (limits.expiring_days, limits.last_call_days)
    )
    return and_(
        AccessGrant.period_end >= today,
        or_(
            and_(AccessGrant.state == "ACTIVE", AccessGrant.period_end <= soon),
            and_(
                AccessGrant.state == "EXPIRING",
                AccessGrant.period_end <= last,
                AccessGrant.last_call_at.is_(None),
            ),
        ),
    )


def _remind(store: Store, grant_id: str, now: datetime) -> int:
    try:
        with store.transaction() as session:
            return _remind_locked(store, session, grant_id, now)
    except Exception:  # one failing grant must not stop the others
        log.exception("nobody could be reminded of grant %s", grant_id)
        return 0


def _remind_locked(store: Store, session: Session, grant_id: str, now: datetime) -> int:
    held = GrantBook(session).hold([grant_id])[0]
    pack, today = pack_of(session, store, current_version_id(session)), local_date(now)
    if not session.scalar(select(_is_due(pack.limits, today)).where(AccessGrant.id == grant_id)):
        return 0
    grant = held.grant
    assert grant.period_end is not None
    last = grant.period_end - today <= timedelta(days=pack.limits.last_call_days)
    grant.state = "EXPIRING"
    grant.last_call_at = now if last else grant.last_call_at
    _tell(store, session, pack, held, now)
    return 1


def _tell(store: Store, session: Session, pack: Pack, held: HeldGrant, now: datetime) -> None:
    rows: list[Table] = []
    events = [NewEvent(kind="grant_expiring", effective_at=now, recorded_at=now,
                       data={"grant": held.grant.id, "number": held.grant.number})]  # fmt: skip
    if f"mail/{TEMPLATE}.txt" in pack.files:
        context = EffectContext(
            store, session, held.case, pack, Directory(session, local_date(now)), now, [], rows,
            GrantBook(session), [],
        )  # fmt: skip
        events.append(tell(context, _telling(store, session, held, now)))
    session.add_all(rows)
    kept = [row for row in rows if kind_of(row) is not None]
    audit.append(
        session, held.case, events, changes([held.grant, *kept], {held.grant.id: held.before})
    )


def _telling(store: Store, session: Session, held: HeldGrant, now: datetime) -> Telling:
    grant = held.grant
    unit = session.get_one(Unit, grant.unit_id)
    resource = session.get_one(Resource, grant.resource_id)
    step = "last" if grant.last_call_at is not None else "first"
    return Telling(
        template=TEMPLATE,
        process=held.case.process,
        data={
            "case": _offices(session, unit),
            "expiry": _expiry(store, grant, unit, resource, local_date(now)),
        },
        at=now,
        to=[{"unit": unit.code, "role": role} for role in ROLES],
        key=f"expiry:{grant.id}:{step}",
    )


def _offices(session: Session, unit: Unit) -> dict[str, Any]:
    return dict(offices_and(session, unit.id)[0])


def _expiry(
    store: Store, grant: AccessGrant, unit: Unit, resource: Resource, today: date
) -> dict[str, Any]:
    assert grant.period_end is not None
    return {
        "grant": grant.number,
        "resource": resource.name,
        "unit_name": unit.name,
        "last_day": grant.period_end,
        "days": (grant.period_end - today).days,
        "link": f"{store.base_url}/grants/{grant.number}",
    }
