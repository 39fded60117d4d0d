"""The scripts lead from nothing to the tables and back, on both databases, one node at a time."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, inspect, text

from engine.errors import DatabaseUnready
from engine.store import migrate
from engine.store.database import open_engine
from engine.store.tables import Table


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    opened = open_engine(empty_database_url)
    yield opened
    opened.dispose()


def _write(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(statement))


def _refusal(engine: Engine) -> str:
    with pytest.raises(DatabaseUnready) as caught:
        migrate.require_current(engine)
    assert re.fullmatch(r"[^\n]+。", caught.value.message)
    return caught.value.message


def test_the_scripts_lead_to_the_tables(engine: Engine) -> None:
    migrate.upgrade(engine)
    assert migrate.differences(engine) == []
    migrate.require_current(engine)


def test_a_column_too_many_is_a_difference(engine: Engine) -> None:
    migrate.upgrade(engine)
    _write(engine, "ALTER TABLE unit ADD COLUMN odd INTEGER")
    assert [each for each in migrate.differences(engine) if "odd" in each]


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.upgrade(engine)
    assert migrate.differences(engine) == []


def test_the_way_back_leaves_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.downgrade(engine)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    migrate.upgrade(engine)
    assert migrate.differences(engine) == []


def test_an_empty_database_is_refused_with_the_command_to_run(engine: Engine) -> None:
    assert "gongxiang db migrate" in _refusal(engine)


def test_an_old_database_is_refused_with_the_command_to_run(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(engine)
    monkeypatch.setattr(migrate, "newest", lambda: "9999")
    assert "gongxiang db migrate" in _refusal(engine)


def test_a_newer_database_is_refused(engine: Engine) -> None:
    migrate.upgrade(engine)
    _write(engine, "UPDATE alembic_version SET version_num = '9999'")
    assert "升级程序" in _refusal(engine)


def test_a_newer_database_is_not_migrated(engine: Engine) -> None:
    migrate.upgrade(engine)
    _write(engine, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnready, match="升级程序"):
        migrate.upgrade(engine)


def test_foreign_tables_are_not_touched(engine: Engine) -> None:
    _write(engine, "CREATE TABLE person (id INTEGER)")
    with pytest.raises(DatabaseUnready, match="空的数据库"):
        migrate.upgrade(engine)
    assert inspect(engine).get_table_names() == ["person"]


def test_a_file_of_another_program_is_not_touched(empty_sqlite_url: str) -> None:
    engine = open_engine(empty_sqlite_url)
    _write(engine, "CREATE TABLE notes (id INTEGER)")
    with pytest.raises(DatabaseUnready, match="空的数据库"):
        migrate.upgrade(engine)
    assert inspect(engine).get_table_names() == ["notes"]
    engine.dispose()


def test_a_failed_step_leaves_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise DatabaseUnready("不行。")

    monkeypatch.setattr(migrate, "_refuse_broken_keys", refuse)
    with pytest.raises(DatabaseUnready):
        migrate.upgrade(engine)
    assert inspect(engine).get_table_names() == []


def test_several_nodes_may_start_at_once(empty_database_url: str) -> None:
    barrier = threading.Barrier(3)

    def start(_number: int) -> list[str]:
        engine = open_engine(empty_database_url)
        barrier.wait()
        migrate.upgrade(engine)
        found = migrate.differences(engine)
        engine.dispose()
        return found

    with ThreadPoolExecutor(3) as nodes:
        assert list(nodes.map(start, range(3))) == [[], [], []]


def test_broken_references_stop_an_upgrade_on_sqlite(empty_sqlite_url: str) -> None:
    engine = open_engine(empty_sqlite_url)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("INSERT INTO dedicated_unit VALUES ('none', 'none')")
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(DatabaseUnready, match="2 处引用"):
        migrate.upgrade(engine)
    engine.dispose()


def test_foreign_keys_are_on_again_after_an_upgrade(empty_sqlite_url: str) -> None:
    engine = open_engine(empty_sqlite_url)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_scripts_hold_plain_types_only() -> None:
    sources = [path.read_text("utf-8") for path in (migrate.SCRIPTS / "versions").glob("0*.py")]
    assert sources
    assert not [source for source in sources if "from engine" in source]


def test_every_table_has_a_primary_key_of_its_own_name() -> None:
    names = {str(table.primary_key.name) for table in Table.metadata.tables.values()}
    assert len(names) == len(Table.metadata.tables)
