"""A small bureau as rows, for queries that need only the tables."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from engine.clock import SHANGHAI, MovedClock
from engine.store.database import Store
from engine.store.tables import Table
from tests.queries.world import World

#: A Monday; the 10th (Saturday) is worked, 1-7 October are off.
MONDAY = datetime(2026, 9, 21, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def world() -> Iterator[World]:
    """A store in memory, its clock on Monday 2026-09-21 09:00, with people and units."""
    store = Store("sqlite://", MovedClock(MONDAY))
    Table.metadata.create_all(store.engine)
    yield World(store)
    store.close()
