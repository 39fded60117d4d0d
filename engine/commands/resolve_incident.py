"""Closing an incident: an administrator has looked at it."""

from engine.commands.incident_acts import changing_incident
from engine.core.access import Actor
from engine.store.database import Store


def resolve_incident(store: Store, actor: Actor, incident_id: str) -> None:
    """Mark an incident as dealt with by `actor`.

    Raises Forbidden unless the actor is the system administrator, NotFound when there is no such
    incident, Conflict when somebody else was faster.
    """
    now = store.clock.now()
    with changing_incident(store, actor, incident_id, "incident_resolved") as incident:
        incident.resolved_at, incident.resolved_by = now, actor.name
