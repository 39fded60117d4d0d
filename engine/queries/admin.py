"""What administrators watch: flow and incidents, never answers."""

from sqlalchemy import func, select

from engine.store.database import Store
from engine.store.tables import Incident


def open_incidents(store: Store) -> int:
    """Return how many incidents nobody has resolved."""
    with store.reading() as session:
        unresolved = select(func.count()).where(Incident.resolved_at.is_(None))
        return session.scalar(unresolved) or 0
