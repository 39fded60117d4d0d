"""Cases with a trail of events, without running a process."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from engine.store.audit import NewEvent, append
from engine.store.database import Store
from engine.store.record import changes
from engine.store.tables import Case, PackVersion, Person, Unit
from engine.store.types import new_id


def happened(store: Store, kind: str = "noted", **more: Any) -> NewEvent:
    """An event of now."""
    return NewEvent(
        kind=kind, effective_at=store.clock.now(), recorded_at=store.clock.now(), **more
    )


def new_case(store: Store, number: str, events: int = 3) -> str:
    """Write a case with `events` events and return its id."""
    now = store.clock.now()
    with store.transaction() as session:
        case = Case(
            id=new_id(),
            number=number,
            process="test",
            entry="test",
            title="测试",
            pack_version_id=_pack_version(session, now),
            document=b"",
            grants_given=0,
            state_code="",
            state_label="",
            legal=True,
            starter_id=session.scalars(select(Person.id).limit(1)).one(),
            applicant_unit_id=session.scalars(select(Unit.id).limit(1)).one(),
            started_at=now,
            recorded_at=now,
        )
        session.add(case)
        noted = [happened(store, data={"n": n}) for n in range(events)]
        append(session, case, noted, changes([case]))
    return case.id


def _pack_version(session: Session, now: datetime) -> str:
    found = session.scalar(select(PackVersion.id).limit(1))
    if found:
        return found
    version = PackVersion(
        id=new_id(),
        pack="test",
        number=1,
        sha256="",
        files={},
        deployed_at=now,
        deployed_by="",
        reason="",
    )
    session.add(version)
    session.flush()
    return version.id


def add_events(store: Store, case_id: str | None, count: int = 1) -> None:
    """Add events to a case, or without one."""
    with store.transaction() as session:
        case = session.get(Case, case_id, with_for_update=True) if case_id else None
        append(session, case, [happened(store, data={"more": n}) for n in range(count)])


def without_events(store: Store) -> Store:
    """Forget what loading the bureau left in the trail."""
    tamper(store, "DELETE FROM event")
    return store


def tamper(store: Store, statement: str, **values: Any) -> None:
    """Change the database behind the program's back."""
    with store.transaction() as session:
        session.execute(text(statement), values)
