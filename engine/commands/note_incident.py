"""Noting something about an incident: what was found, what was tried."""

from engine.commands.casework.wording import worded
from engine.commands.incident_acts import add_note, changing_incident
from engine.core.access import Actor
from engine.store.database import Store


def note_incident(store: Store, actor: Actor, incident_id: str, text: str) -> None:
    """Add a note, kept with who wrote it and when; a settled incident may be noted on too.

    Raises Forbidden unless the actor is the system administrator, NotFound, FormError on `text`,
    Conflict when there is no room for more.
    """
    words, now = worded(text, "text", ["请填写备注内容。"]), store.clock.now()
    with changing_incident(
        store, actor, incident_id, "incident_noted", resolved_too=True
    ) as incident:
        add_note(incident, now, actor.name, words)
