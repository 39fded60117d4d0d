"""One server at a time on a database file: SQLite knows no other node."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.cli.failing import Unready
from engine.cli.usage import in_make
from engine.store.database import Store
from engine.store.writable import sqlite_file

try:
    import fcntl
except ImportError:  # Windows, which the program is tried on and not run on
    fcntl = None  # type: ignore[assignment]


@contextmanager
def sole_server(store: Store) -> Iterator[None]:
    """Hold the lock beside the database file until the block ends, or this process does.

    Raises Unready, naming folder and process, when another server holds it. Nothing is locked for
    a database server, which any number of nodes may share.
    """
    file = sqlite_file(store.engine)
    if file is None or fcntl is None:
        yield
        return
    path = file.with_name(file.name + ".lock")
    with path.open("a+", encoding="ascii") as lock:
        _take(lock.fileno(), path)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _take(number: int, path: Path) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        holder = path.read_text("ascii").strip()
        raise Unready(
            f"目录 {path.parent} 中的数据库已有一个共享通服务在使用（进程 {holder or '未知'}）："
            f"SQLite 只能由一个服务使用。请先停止它，或用 {in_make('data')}另选目录。"
        ) from taken
