"""The shipped pack with its demo bureau, on SQLite and on PostgreSQL, its clock at 2022-09-15."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.clock import MovedClock
from engine.simulate.stage import DAWN, furnish
from engine.store.database import Store
from engine.store.migrate import upgrade
from tests.life.deeds import at
from tests.scenarios.shipped import FILES


def _furnish(url: str) -> None:
    store = Store(url, MovedClock(DAWN))
    upgrade(store.engine)
    furnish(store, FILES)
    store.close()


@pytest.fixture(scope="session")
def furnished_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("furnished") / "template.sqlite3"
    _furnish(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def furnished_postgres(postgres) -> Iterator[str]:
    with postgres.fresh() as name:
        _furnish(postgres.url(name))
        yield name


@pytest.fixture
def life_sqlite(tmp_path: Path, furnished_sqlite: Path) -> str:
    path = tmp_path / "life.sqlite3"
    shutil.copyfile(furnished_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def life_postgres(postgres, furnished_postgres) -> Iterator[str]:
    with postgres.fresh(template=furnished_postgres) as name:
        yield postgres.url(name)


@pytest.fixture(params=["life_sqlite", "life_postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with the shipped pack and its bureau; its clock stands at 2022-09-15 09:00."""
    store = Store(request.getfixturevalue(request.param), MovedClock(at("2022-09-15 09:00")))
    yield store
    store.close()
