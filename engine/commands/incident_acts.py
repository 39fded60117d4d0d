"""What every act on an incident shares: who may, the lock, the audit event."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.errors import Conflict, Forbidden, NotFound
from engine.sentence import say
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.tables import Incident

#: So that the row stays one that a page can show.
MAX_NOTES = 100


@contextmanager
def changing_incident(
    store: Store, actor: Actor, incident_id: str, kind: str, *, resolved_too: bool = False
) -> Iterator[Incident]:
    """Give the locked incident; the event `kind` is written behind what is done with it.

    Raises Forbidden unless `actor` is the system administrator, NotFound when there is no such
    incident, Conflict when it has been dealt with (unless `resolved_too`).
    """
    require_keeper(actor)
    with store.transaction() as session:
        incident = open_incident(session, incident_id, resolved_too=resolved_too, locked=True)
        yield incident
        data = {"incident": incident.id, "case": incident.case_id, "kind": incident.kind}
        note_account_event(session, store.clock.now(), kind, actor, data)


def require_keeper(actor: Actor) -> None:
    """Raise Forbidden unless `actor` is the system administrator."""
    if not actor.has_role("system_admin"):
        raise Forbidden("只有系统管理员可以处理异常。")


def open_incident(
    session: Session, incident_id: str, *, resolved_too: bool = False, locked: bool = False
) -> Incident:
    """Return the incident; raises NotFound, and Conflict when it has been dealt with."""
    incident = session.get(Incident, incident_id, with_for_update=locked or None)
    if incident is None:
        raise NotFound("没有这条异常。")
    if incident.resolved_at is not None and not resolved_too:
        raise Conflict(say("这条异常已由%(resolved_by)s处理。", resolved_by=incident.resolved_by))
    return incident


def add_note(incident: Incident, at: datetime, by: str, text: str) -> None:
    """Write a note behind those that stand there; `at` in UTC. Raises Conflict when it is full."""
    if len(incident.notes) >= MAX_NOTES:
        raise Conflict(say("备注已满 %(most)s 条，不能再添加。", most=MAX_NOTES))
    note = {"at": at.isoformat(), "by": by, "text": text}
    incident.notes = [*incident.notes, note]  # a new list, or the change is not seen
