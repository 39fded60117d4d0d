"""What is under way about a resource that whoever sees the resource should know.

Its transition to a new one (Art. 18), and open cases of processes that give a notice to everybody
(Art. 16: while a record is being checked, business goes on as usual).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.errors import NotFound
from engine.store.database import Store
from engine.store.packs import pack_of
from engine.store.retirements import finished, least_days, running, transition_of
from engine.store.tables import Case, Resource


@dataclass(frozen=True)
class RunningTransition:
    """A resource on its way out: what takes its place, and when it may go offline.

    `process`: the one it is a case of. `days`: the least number of natural days. `starts_on`: the
    day from which they count; it and `earliest` (aware, the first instant) are None while a unit
    that uses the resource has not been told. `planned_on`: what the provider intends.
    `offline_at`: when it went offline; None while it is in transition.
    """

    process: str
    successor_code: str
    successor: str
    planned_on: date | None
    days: int
    starts_on: date | None
    earliest: datetime | None
    offline_at: datetime | None


@dataclass(frozen=True)
class UnderWay:
    """How many cases of a process are open about a resource, and what everybody is told of it."""

    process: str
    title: str
    notice: str
    cases: int


def running_transition(
    store: Store, session: Session, resource: Resource
) -> RunningTransition | None:
    """Return the transition that `resource` is in or came out of, None where there is none.

    At most three statements.
    """
    readers = {"deprecated": running, "offline": finished}
    reader = readers.get(resource.state)
    plan = reader(session, resource.id) if reader is not None else None
    if plan is None:
        return None
    new = session.execute(
        select(Resource.code, Resource.name, Case.process, Case.pack_version_id)
        .join(Case, Case.id == plan.case_id)
        .where(Resource.id == plan.successor_id)
    ).one()
    days = least_days(pack_of(session, store, new.pack_version_id), new.process)
    found = transition_of(session, plan, days)
    return RunningTransition(
        process=new.process, successor_code=new.code, successor=new.name,
        planned_on=plan.planned_on, days=found.days, starts_on=found.starts_on,
        earliest=found.earliest, offline_at=plan.offline_at,
    )  # fmt: skip


def under_way(store: Store, session: Session, resource_id: str) -> tuple[UnderWay, ...]:
    """Return what is open about the resource of which everybody is told, in one statement."""
    rows = session.execute(
        select(Case.process, func.max(Case.pack_version_id), func.count())
        .where(Case.resource_id == resource_id, Case.ended_at.is_(None))
        .group_by(Case.process)
        .order_by(Case.process)
    ).all()
    found = (_under_way(store, session, *row) for row in rows)
    return tuple(each for each in found if each is not None)


def _under_way(
    store: Store, session: Session, key: str, version_id: str, cases: int
) -> UnderWay | None:
    try:
        process = pack_of(session, store, version_id).process(key)
    except NotFound:
        return None
    return UnderWay(key, process.title, process.notice, cases) if process.notice else None
