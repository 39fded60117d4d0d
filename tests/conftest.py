"""What every suite may ask for: a database of its own, on SQLite and on PostgreSQL, and a browser.

`sqlite_url`, `postgres_url` and `database_url` (both, one after the other) are migrated; with
`empty_` before the name they hold nothing yet. What cannot be had is said at the end of the run;
under CI=true it is a failure.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.database import open_engine
from engine.store.migrate import upgrade
from tests.bureau.fixtures import *  # noqa: F403
from tests.chromium import Browser, opened_browser
from tests.lacking import LACKING
from tests.postgres import Databases, found_server

BOTH = ("sqlite", "postgresql")


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy: much quicker than migrating for each test."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A PostgreSQL server for this worker; GONGXIANG_TEST_PG names one, else pip brought one."""
    with found_server() as address:
        yield Databases(address)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Databases) -> Iterator[str]:
    """The name of a migrated database that others are copied from."""
    with postgres.fresh() as template:
        _migrate(postgres.url(template))
        yield template


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    path = tmp_path / "test.sqlite3"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def empty_postgres_url(postgres: Databases) -> Iterator[str]:
    with postgres.fresh() as name:
        yield postgres.url(name)


@pytest.fixture
def postgres_url(postgres: Databases, migrated_postgres: str) -> Iterator[str]:
    with postgres.fresh(template=migrated_postgres) as name:
        yield postgres.url(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    name = "empty_sqlite_url" if request.param == "sqlite" else "empty_postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium driven by Playwright; open a context of your own in it."""
    with opened_browser() as browser:
        yield browser


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested for want of a part, so that nobody takes it for tested."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = {str(report.longrepr[2]) for report in reports if isinstance(report.longrepr, tuple)}
    for reason in sorted(reasons):
        if LACKING in reason:
            terminalreporter.write_line(reason.removeprefix("Skipped: "), red=True, bold=True)
