"""Audit events about accounts, which belong to no case; the sealer chains them."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.store.audit import NewEvent, append
from engine.store.tables import Json, Person


def note_account_event(
    session: Session, now: datetime, kind: str, who: Actor | Person | None, data: Json
) -> None:
    """Append the event `kind` by `who` (None: nobody known) at `now` (UTC) with `data`.

    A person who is not signed in yet has come through the web: there is no other door with a
    password. Call it last in a transaction: it flushes the session.
    """
    actor = _bare(who) if isinstance(who, Person) else who
    post = actor.posts[0].title if actor and actor.posts else ""
    event = NewEvent(
        kind=kind,
        effective_at=now,
        recorded_at=now,
        actor=actor,
        post=post,
        via=actor.via if actor else "web",
        data=data,
    )
    append(session, None, [event])


def _bare(person: Person) -> Actor:
    return Actor(person.id, person.username, person.name, posts=())
