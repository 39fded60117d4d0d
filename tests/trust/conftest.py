"""The demo bureau with the shipped pack, and every way into it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from engine.cli.surroundings import PROCESSES, files_below
from engine.clock import MovedClock
from engine.commands.deploy_pack import deploy_pack
from engine.commands.load_bureau import load_bureau
from engine.settings import Settings
from engine.store.database import Store
from tests.bureau.fixtures import PASSWORD, START
from tests.trust.doors import Doors
from tests.trust.matrix import Hatted, put_hats_on
from webui import create_app

KEY = "only-for-tests-0123456789abcdefgh"


@pytest.fixture(scope="session")
def pack() -> dict[str, bytes]:
    """The files of the shipped pack by path."""
    return files_below(PROCESSES / "jz-2022")


def furnish(store: Store, pack: dict[str, bytes]) -> None:
    """Load the demo bureau, everybody with PASSWORD, and deploy the pack."""
    demo = {path.removeprefix("demo/"): data for path, data in pack.items()
            if path.startswith("demo/") and path.endswith(".toml")}  # fmt: skip
    load_bureau(store, demo, password=PASSWORD)
    deploy_pack(store, None, pack, "test")


@pytest.fixture(scope="session")
def ready(
    migrated_sqlite: Path, pack: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Store:
    """A furnished store on a file, to copy; nothing happens in it."""
    path = tmp_path_factory.mktemp("trust") / "ready.sqlite3"
    shutil.copyfile(migrated_sqlite, path)
    store = Store(f"sqlite:///{path}", MovedClock(START))
    furnish(store, pack)
    store.close()
    return store


def copied(ready: Store, path: Path) -> Store:
    """A store of one's own, with its own clock at START; the parsed pack is shared."""
    shutil.copyfile(ready.url.removeprefix("sqlite:///"), path)
    store = Store(f"sqlite:///{path}", MovedClock(START), ready.base_calendar)
    store.packs = ready.packs
    return store


@pytest.fixture
def store(ready: Store, tmp_path: Path) -> Iterator[Store]:
    """The demo bureau, for this test alone."""
    made = copied(ready, tmp_path / "trust.sqlite3")
    yield made
    made.close()


@pytest.fixture
def clock(store: Store) -> MovedClock:
    """The clock of `store`; it stands at START until it is moved."""
    assert isinstance(store.clock, MovedClock)
    return store.clock


def served(store: Store) -> Flask:
    """The web application over `store`; an error that nobody answers surfaces in the test."""
    app = create_app(Settings(secret_key=KEY), store)
    app.testing = True
    return app


@pytest.fixture
def app(store: Store) -> Flask:
    """The web application over the demo bureau."""
    return served(store)


@pytest.fixture
def doors(app: Flask, store: Store) -> Doors:
    """The page, the API and the command line into this test's bureau."""
    return Doors(app, store)


@pytest.fixture(scope="session")
def shared(ready: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """Doors into one bureau for all tests that change nothing: refusals."""
    store = copied(ready, tmp_path_factory.mktemp("shared") / "shared.sqlite3")
    yield Doors(served(store), store)
    store.close()


@pytest.fixture(scope="session")
def hatted(
    ready: Store, pack: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Hatted:
    """The bureau of the matrix, in which some wear one hat more; to copy."""
    store = copied(ready, tmp_path_factory.mktemp("hatted") / "hatted.sqlite3")
    made = put_hats_on(store, pack["demo/people.toml"])
    store.close()
    return made


@pytest.fixture
def hat_doors(hatted: Hatted, tmp_path: Path) -> Iterator[Doors]:
    """Doors into a copy of it."""
    store = copied(hatted.store, tmp_path / "hatted.sqlite3")
    made = Doors(served(store), store)
    made.tokens.update(hatted.tokens)
    yield made
    store.close()
