"""The command line over a real file database that holds the test bureau and the mini pack."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import gongxiang
from engine.clock import MovedClock
from engine.commands.load_bureau import load_bureau
from engine.store.database import Store
from tests.bureau.fixtures import PASSWORD, START, bureau_files
from tests.packs import with_mini

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """A migrated file with bureau and pack, to copy."""
    path = tmp_path_factory.mktemp("cli") / "template.sqlite3"
    shutil.copy(migrated_sqlite, path)
    store = Store(f"sqlite:///{path}", MovedClock(START))
    load_bureau(store, bureau_files(), password=PASSWORD)
    with_mini(store)
    store.close()
    return path


@pytest.fixture
def data(tmp_path: Path, template: Path) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(template, folder / "gongxiang.sqlite3")
    return folder


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """The same database, to look behind the command line."""
    opened = Store(f"sqlite:///{data / 'gongxiang.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("task", "list", "--as", "zhangwei")` as typed at a terminal."""
    for name in [name for name in os.environ if name.startswith("GONGXIANG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GONGXIANG_DATA", str(data))

    def typed(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(gongxiang, arguments, input=stdin, prog_name="gongxiang")

    return typed
