"""The databases that the suites are given: migrated, one's own, and gone afterwards."""

import shutil
from pathlib import Path

from sqlalchemy import create_engine, text

from engine.store.database import open_engine
from engine.store.migrate import require_current
from tests.postgres import PACKAGE, Databases, _reachable


def test_a_given_database_is_migrated(database_url: str) -> None:
    engine = open_engine(database_url)
    require_current(engine)
    engine.dispose()


def test_an_empty_database_holds_nothing(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    kind = "sqlite_master" if engine.dialect.name == "sqlite" else "pg_tables"
    where = "" if engine.dialect.name == "sqlite" else " WHERE schemaname = 'public'"
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {kind}{where}")).scalar() == 0
    engine.dispose()


def test_a_copy_does_not_write_into_its_template(postgres: Databases) -> None:
    with postgres.fresh() as template:
        with postgres.fresh(template) as copy:
            _execute(postgres, copy, "CREATE TABLE only_here (id int)")
        assert _count(postgres, template, "only_here") == 0


def test_a_database_is_gone_afterwards(postgres: Databases) -> None:
    with postgres.fresh() as name:
        pass
    query = f"SELECT count(*) FROM pg_database WHERE datname = '{name}'"
    assert _scalar(postgres, "postgres", query) == 0


def test_binaries_nobody_can_reach_are_copied(tmp_path: Path) -> None:
    package = tmp_path / "closed" / PACKAGE
    (package / "pginstall18").mkdir(parents=True)
    (package.parent / f"{PACKAGE}.libs").mkdir()
    package.parent.chmod(0o700)
    home = tmp_path / "home"
    assert _reachable(package, home, as_nobody=True) == home / PACKAGE
    assert (home / f"{PACKAGE}.libs").is_dir()
    assert _reachable(package, home, as_nobody=False) == package
    shutil.rmtree(home)


def _scalar(postgres: Databases, name: str, query: str) -> object:
    engine = create_engine(postgres.url(name))
    try:
        with engine.connect() as connection:
            return connection.execute(text(query)).scalar()
    finally:
        engine.dispose()


def _count(postgres: Databases, name: str, table: str) -> object:
    return _scalar(postgres, name, f"SELECT count(*) FROM pg_tables WHERE tablename = '{table}'")


def _execute(postgres: Databases, name: str, statement: str) -> None:
    engine = create_engine(postgres.url(name))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
