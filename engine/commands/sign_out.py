"""Signing out: the session row goes, so the cookie is worth nothing any more."""

from sqlalchemy import delete

from engine.core.access import Actor
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.secrets import digest_of
from engine.store.tables import SignInSession


def sign_out(store: Store, actor: Actor, secret: str) -> None:
    """End the session of `actor` that `secret` belongs to; nothing happens when it has ended."""
    with store.transaction() as session:
        mine = (SignInSession.digest == digest_of(secret)) & (
            SignInSession.person_id == actor.person_id
        )
        ended = session.execute(delete(SignInSession).where(mine).returning(SignInSession.digest))
        if ended.first() is not None:
            note_account_event(session, store.clock.now(), "signed_out", actor, {})
