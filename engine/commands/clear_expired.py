"""Housekeeping: rows that nothing asks for any more."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select

from engine.store.database import Store
from engine.store.tables import Answered, SignInFailure, SignInSession, Table

#: Failed attempts count for minutes; the audit trail keeps them for good.
FAILURES_KEPT = timedelta(days=1)
#: Whoever repeats a request later than this is no longer the same page or script.
ANSWERS_KEPT = timedelta(days=30)


def clear_expired(store: Store) -> int:
    """Delete ended sessions, old failed attempts to sign in and old answers kept for repeats.

    Return how many rows went.
    """
    now = store.clock.now()
    gone = _clear(store, SignInSession, SignInSession.expires_at <= now)
    gone += _clear(store, SignInFailure, SignInFailure.at <= now - FAILURES_KEPT)
    return gone + _clear(store, Answered, Answered.at <= now - ANSWERS_KEPT)


def _clear(store: Store, table: type[Table], which: ColumnElement[bool]) -> int:
    with store.reading() as session:
        count = session.scalar(select(func.count()).select_from(table).where(which)) or 0
    if count:
        with store.transaction() as session:
            session.execute(delete(table).where(which))
    return count
