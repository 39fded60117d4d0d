"""The gate of Art. 18 at the terminal: an exit code and a sentence until the second."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.clock import MovedClock
from engine.commands import open_store
from engine.queries.audit import verify
from engine.store.database import Store
from tests.cli.conftest import Run
from tests.life.conftest import furnished_sqlite  # noqa: F401
from tests.life.deeds import at, file_plan, hold, pass_plan, resource_state, state_of, task_of
from tests.life.papers import OFFLINE

#: The plan is passed on 2022-09-15, day 20 is 2022-10-05.
PASSED, OPENS = at("2022-09-15 09:00"), at("2022-10-06 00:00")
REFUSED, NOT_FOUND, FORBIDDEN = 1, 3, 4


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    """The clock of every store that the command line opens."""
    clock = MovedClock(PASSED)
    opened = open_store.open_store
    monkeypatch.setattr("engine.cli.session.open_store", lambda settings: opened(settings, clock))
    return clock


@pytest.fixture
def data(tmp_path: Path, furnished_sqlite: Path) -> Path:  # noqa: F811
    """A data folder with the shipped pack and its bureau."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(furnished_sqlite, folder / "gongxiang.sqlite3")
    return folder


@pytest.fixture
def store(data: Path, clock: MovedClock) -> Iterator[Store]:
    store = Store(f"sqlite:///{data / 'gongxiang.sqlite3'}", clock)
    yield store
    store.close()


@pytest.fixture
def grant(store: Store) -> str:
    return hold(store)


@pytest.fixture
def task(store: Store, grant: str) -> str:
    """The task of taking the resource offline, which `grant` is on."""
    return str(task_of(store, pass_plan(store, file_plan(store).id).id, "manage_transition").id)


def typed(task: str, who: str) -> tuple[str, ...]:
    """What `who` types to take the resource offline, the answers given on stdin."""
    return ("task", "complete", task, "--answers", "-", "--as", who, "--json")


def test_a_second_early_and_at_the_second(
    run: Run, store: Store, clock: MovedClock, grant: str, task: str
) -> None:
    clock.set(OPENS - timedelta(seconds=1))
    early = run(*typed(task, "wangfang"), stdin=json.dumps(OFFLINE))
    assert (early.exit_code, early.stdout) == (REFUSED, "")
    sentence = early.stderr.splitlines()[0]
    assert "最早可于 2022-10-06 00:00 下线" in sentence
    assert "任何人都不能下线" in sentence
    assert (resource_state(store), state_of(store, grant)) == ("deprecated", "ACTIVE")
    clock.set(OPENS)
    done = run(*typed(task, "wangfang"), stdin=json.dumps(OFFLINE))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["state"] == "ARCHIVING"
    assert (resource_state(store), state_of(store, grant)) == ("offline", "DESTROY_PENDING")
    assert verify(store).problems == ()


def test_nobody_else_may(run: Run, store: Store, clock: MovedClock, task: str) -> None:
    clock.set(OPENS)
    for who, code in (
        ("lina", FORBIDDEN), ("yangfan", FORBIDDEN), ("pengli", FORBIDDEN),
        ("sysadmin", FORBIDDEN), ("panyue", NOT_FOUND), ("zhoujun", NOT_FOUND),
    ):  # fmt: skip
        done = run(*typed(task, who), stdin=json.dumps(OFFLINE))
        assert (done.exit_code, done.stdout) == (code, ""), who
    assert resource_state(store) == "deprecated"
