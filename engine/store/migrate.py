"""The shape of the database: moving it to what this program needs, and refusing any other.

The alembic configuration is built here; there is no ini file. The scripts stand in `migrations/`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from engine.errors import DatabaseUnready
from engine.store.tables import Table

SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"
#: Any number, as long as no other program on the same database takes the same lock.
LOCK = 20220616


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision, in one transaction, one node at a time.

    Raises DatabaseUnready when the database is newer than the program or holds foreign tables.
    """
    with _changing(engine) as connection:
        _refuse_unknown(connection)
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the database back to `revision`; what later revisions added is lost."""
    with _changing(engine) as connection:
        command.downgrade(_config(connection), revision)


def require_current(engine: Engine) -> None:
    """Raise DatabaseUnready, saying what to do, unless the database is what this program needs."""
    with engine.connect() as connection:
        _refuse_unknown(connection)
        found = _revision(connection)
    if found is None:
        raise DatabaseUnready("数据库尚未建立，请先运行 gongxiang db migrate。")
    if found != newest():
        raise DatabaseUnready(
            f"数据库结构是旧的（{found}），本程序需要 {newest()}。"
            "请先备份，再运行 gongxiang db migrate。"
        )


def differences(engine: Engine) -> list[str]:
    """Return what would have to change for the database to equal the tables; empty when equal."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [repr(change) for change in compare_metadata(context, Table.metadata)]


def newest() -> str | None:
    """Return the revision that this program needs."""
    return _scripts().get_current_head()


def draft_revision(engine: Engine, message: str, number: str) -> Path:
    """Write a new script that makes the database equal the tables; a developer's tool."""
    with _changing(engine) as connection:
        config = _config(connection)
        command.revision(config, message, autogenerate=True, rev_id=number)
    _scripts.cache_clear()
    return Path(_scripts().get_revision(number).path)


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        writing = connection.execution_options(writes=True)
        lite = engine.dialect.name == "sqlite"
        # A table of SQLite is changed by making it anew, which its foreign keys would forbid.
        _switch_foreign_keys(writing, lite, on=False)
        try:
            with writing.begin():
                _lock(writing, lite)
                yield writing
                _refuse_broken_keys(writing, lite)
        finally:
            _switch_foreign_keys(writing, lite, on=True)


def _switch_foreign_keys(connection: Connection, lite: bool, on: bool) -> None:
    if lite:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _lock(connection: Connection, lite: bool) -> None:
    if lite:
        return
    # Another node may be at it for longer than we wait for the lock of a row.
    connection.execute(text("SET LOCAL lock_timeout = '10min'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _refuse_broken_keys(connection: Connection, lite: bool) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if lite else []
    if broken:
        raise DatabaseUnready(f"数据库中有 {len(broken)} 处引用已失效，升级已取消，数据未作改动。")


def _refuse_unknown(connection: Connection) -> None:
    found = _revision(connection)
    if found is None and _foreign(connection):
        raise DatabaseUnready("数据库中已有不是由本程序建立的表，请改用一个空的数据库。")
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseUnready(
            f"数据库由更新版本的程序建立（{found}），本程序只认识到 {newest()}，请升级程序。"
        )


def _foreign(connection: Connection) -> set[str]:
    """Return the tables that another program made; on a database server only those in our way: a
    schema may be shared, a file is somebody's own."""
    found = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return found if connection.dialect.name == "sqlite" else found & set(Table.metadata.tables)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _scripts() -> ScriptDirectory:
    # Read once: readiness is asked for every few seconds.
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
