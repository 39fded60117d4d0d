"""Closing an incident: an administrator has looked at it."""

from engine.core.access import Actor
from engine.errors import Conflict, Forbidden, NotFound
from engine.sentence import say
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.tables import Incident


def resolve_incident(store: Store, actor: Actor, incident_id: str) -> None:
    """Mark an incident as dealt with by `actor`.

    Raises Forbidden unless the actor is the system administrator, NotFound when there is no such
    incident, Conflict when somebody else was faster.
    """
    if not actor.has_role("system_admin"):
        raise Forbidden("只有系统管理员可以处理异常。")
    now = store.clock.now()
    with store.transaction() as session:
        incident = session.get(Incident, incident_id, with_for_update=True)
        if incident is None:
            raise NotFound("没有这条异常。")
        if incident.resolved_at is not None:
            raise Conflict(
                say("这条异常已由%(resolved_by)s处理。", resolved_by=incident.resolved_by)
            )
        incident.resolved_at, incident.resolved_by = now, actor.name
        data = {"incident": incident.id, "case": incident.case_id, "kind": incident.kind}
        note_account_event(session, now, "incident_resolved", actor, data)
