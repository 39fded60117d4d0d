"""The shipped pack with its demo bureau, on an SQLite file and on PostgreSQL."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.clock import SHANGHAI, MovedClock
from engine.simulate.stage import furnish
from engine.store.database import Store

PACK = Path(__file__).parents[2] / "processes/jz-2022"
MONDAY = datetime(2022, 9, 26, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def pack_files() -> dict[str, bytes]:
    """The files of the shipped pack."""
    return {
        path.relative_to(PACK).as_posix(): path.read_bytes()
        for path in PACK.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["SQLite", "PostgreSQL"])
def office(request: pytest.FixtureRequest, pack_files: dict[str, bytes]) -> Iterator[Store]:
    """A store with the demo bureau and the pack, Monday 2022-09-26 09:00 in Shanghai."""
    store = Store(request.getfixturevalue(request.param), MovedClock(MONDAY))
    furnish(store, pack_files)
    yield store
    store.close()
