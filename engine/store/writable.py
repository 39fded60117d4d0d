"""Whether the database can be written to; SQLite says so only at the first write."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, text

from engine.errors import DatabaseUnready


def require_writable(engine: Engine) -> None:
    """Raise DatabaseUnready, naming what is in the way, unless this process may write."""
    if engine.dialect.name == "sqlite":
        _refuse_locked_away(engine)
    else:
        _refuse_standby(engine)


def sqlite_file(engine: Engine) -> Path | None:
    """Return the file of an SQLite database; None for one in memory and for another database."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or name in (None, "", ":memory:"):
        return None
    return Path(name)


def _refuse_locked_away(engine: Engine) -> None:
    file = sqlite_file(engine)
    if file is None:
        return
    if file.parent.is_dir() and not os.access(file.parent, os.W_OK | os.X_OK):
        raise DatabaseUnready(
            f"数据库所在的目录 {file.parent} 没有写入权限，请把它的权限给予运行本程序的用户。"
        )
    for each in _files(file):
        if each.exists() and not os.access(each, os.R_OK | os.W_OK):
            raise DatabaseUnready(
                f"数据库文件 {each} 没有写入权限，请把它的权限给予运行本程序的用户。"
            )


def _files(file: Path) -> Iterator[Path]:
    yield file
    yield from (file.with_name(file.name + end) for end in ("-wal", "-shm"))


def _refuse_standby(engine: Engine) -> None:
    with engine.connect() as connection:
        answer = connection.scalar(text("SELECT current_setting('transaction_read_only')"))
    if answer == "on":
        raise DatabaseUnready(
            "数据库只能读取（备用节点，或设为只读），请把 GONGXIANG_DATABASE_URL 指向可写的数据库。"
        )
