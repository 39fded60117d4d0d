"""Opening the store that the settings name; the one place where both meet."""

from engine.clock import Clock
from engine.settings import Settings
from engine.store.database import Store

__all__ = ["Store", "open_store"]


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """Return the store of `settings.database_url`, with `clock` (the machine's when None)."""
    return Store(settings.database_url, clock, base_url=settings.base_url)
