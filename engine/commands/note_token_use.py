"""When a token was last used, so that its owner sees which ones are still needed."""

from datetime import timedelta

from sqlalchemy import or_, select, update

from engine.store.database import Store
from engine.store.secrets import digest_of
from engine.store.tables import ApiToken

#: A use is noted at most this often, so that reading through the API writes next to nothing.
EVERY = timedelta(hours=1)


def note_token_use(store: Store, token: str) -> None:
    """Note that `token` is in use now, unless that was noted within the last hour."""
    now, digest = store.clock.now(), digest_of(token)
    stale = or_(ApiToken.used_at.is_(None), ApiToken.used_at <= now - EVERY)
    with store.reading() as session:
        if session.scalar(select(ApiToken.digest).where(ApiToken.digest == digest, stale)) is None:
            return
    with store.transaction() as session:
        session.execute(update(ApiToken).where(ApiToken.digest == digest).values(used_at=now))
