"""Keeping a session awake: a request was made with it."""

from sqlalchemy import update

from engine.store.database import Store
from engine.store.tables import SignInSession


def touch_session(store: Store, digest: str) -> None:
    """Note that the session with `digest` is in use now."""
    with store.transaction() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.digest == digest)
            .values(seen_at=store.clock.now())
        )
