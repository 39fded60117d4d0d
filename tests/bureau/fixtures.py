"""Fixtures around the test bureau: a store that holds it, and who acts in it.

`tests/conftest.py` imports them, so that every test has them:

- `bureau_store`: a `Store` on an SQLite file of the test's own, with the bureau loaded. A ready
  file is copied, so that it costs a few milliseconds.
- `each_bureau_store`: the same twice, on SQLite and on PostgreSQL, for what must hold on both.
- `moved_clock`: the `MovedClock` of these stores; it stands at `START`, Monday 2026-09-21 09:00 in
  Shanghai, until it is moved.

`acting(store, "zhangwei")` is that person as an actor. Everybody's password is `PASSWORD`.

Units (see `data/units.toml`): leading-office, info-center, registration, credit, special-equipment,
food-catering, enforcement, test-center (agent), development-zone (excluded), consumer-association
(no department), platform, approval and tax (work here), police (recorded).

People: registration zhangwei and liuyang handle, chenjianguo leads (also credit, enforcement),
wangfang is responsible and reviews, sunli reviews, zhaoming heads; credit lina handles and reviews,
hejing is responsible and reviews, guotao heads; special-equipment zhoujun reviews and handles,
wuting reviews and is responsible, zhengkai heads, linhai leads (also food-catering); food-catering
songyan handles and reviews, tangbo reviews and is responsible, xuhong heads; enforcement gaofei
handles, maliang is responsible; test-center fengxue and dengchao review as agent; info-center
yangfan and liangchen work, caoyu heads; leading-office pengli and dongqiang coordinate and manage,
yuanping heads; platform panyue and jiangnan review, yaowen heads; approval caiying handles, lushan
leads, weilan reviews; tax shenjie and renxia review, fangyuan heads; development-zone xiejun and
consumer-association hanmei are handlers who may not apply; sysadmin, secadmin, auditor.

Resources: the constants below.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import MovedClock
from engine.commands.load_bureau import load_bureau
from engine.core.access import Actor
from engine.queries.identity import actor_of
from engine.store.database import Store
from engine.store.migrate import upgrade
from tests.postgres import Databases

#: Monday 2026-09-21 09:00 in Shanghai.
START = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
PASSWORD = "Gxt-2026-ceshi"
__all__ = [
    "bureau_postgres",
    "bureau_postgres_url",
    "bureau_sqlite",
    "bureau_sqlite_url",
    "bureau_store",
    "each_bureau_store",
    "moved_clock",
]

DATA = Path(__file__).parent / "data"

OPEN_API = "307001/000001"  # registration: unconditional, by interface
OPEN_TABLE = "307002/000001"  # credit: unconditional, by table
CONTROLLED = "307002/000002"  # credit: unconditional, the interface's parameters are controlled
CONDITIONAL = "307003/000001"  # special-equipment: conditional, LXDH not shared
WITH_AGENT = "307003/000002"  # special-equipment: conditional, answered by test-center
CONDITIONAL_FILE = "307004/000001"  # food-catering: conditional, by file
DEDICATED = "307004/000002"  # food-catering: 专用 for enforcement and police
NOT_SHARED = "307002/000003"  # credit: not shared
OF_TAX = "307101/000001"  # tax, which works here: conditional
OF_POLICE = "307102/000001"  # police, which is recorded: conditional
OFFLINE = "307004/000003"  # food-catering: unconditional, taken offline


def bureau_files() -> dict[str, bytes]:
    """The files of the test bureau, as `load_bureau` takes them."""
    return {path.name: path.read_bytes() for path in DATA.glob("*.toml")}


@pytest.fixture
def moved_clock() -> MovedClock:
    """A clock that stands at START until the test moves it."""
    return MovedClock(START)


@pytest.fixture(scope="session")
def bureau_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the bureau, to copy."""
    path = tmp_path_factory.mktemp("bureau") / "template.sqlite3"
    _fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def bureau_postgres(postgres: Databases) -> Iterator[str]:
    """The name of a PostgreSQL database with the bureau, to copy."""
    with postgres.fresh() as name:
        _fill(postgres.url(name))
        yield name


@pytest.fixture
def bureau_sqlite_url(tmp_path: Path, bureau_sqlite: Path) -> str:
    """The address of an SQLite file of the test's own that holds the bureau."""
    path = tmp_path / "bureau.sqlite3"
    shutil.copyfile(bureau_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def bureau_postgres_url(postgres: Databases, bureau_postgres: str) -> Iterator[str]:
    """The address of a PostgreSQL database of the test's own that holds the bureau."""
    with postgres.fresh(template=bureau_postgres) as name:
        yield postgres.url(name)


@pytest.fixture
def bureau_store(bureau_sqlite_url: str, moved_clock: MovedClock) -> Iterator[Store]:
    """A store on SQLite that holds the test bureau."""
    yield from _open(bureau_sqlite_url, moved_clock)


@pytest.fixture(params=["bureau_sqlite_url", "bureau_postgres_url"])
def each_bureau_store(request: pytest.FixtureRequest, moved_clock: MovedClock) -> Iterator[Store]:
    """A store that holds the test bureau: on SQLite, then on PostgreSQL."""
    yield from _open(request.getfixturevalue(request.param), moved_clock)


def acting(store: Store, username: str, via: str = "web") -> Actor:
    """This person as an actor who came through the door `via`."""
    return actor_of(store, username=username, via=via)


def _open(url: str, clock: MovedClock) -> Iterator[Store]:
    store = Store(url, clock)
    yield store
    store.close()


def _fill(url: str) -> None:
    store = Store(url, MovedClock(START))
    upgrade(store.engine)
    load_bureau(store, bureau_files(), password=PASSWORD)
    store.close()
