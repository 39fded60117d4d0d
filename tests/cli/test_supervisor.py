"""What the supervisor does when a child dies."""

import os
import sys
from pathlib import Path

import pytest

from engine.cli import supervisor
from engine.cli.supervisor import Child, Supervisor


@pytest.fixture(autouse=True)
def _own_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Supervisor, "_listen", lambda _self: None)
    monkeypatch.setattr(supervisor, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.01)


def _child(source: str, *arguments: str) -> Child:
    return Child("测试", [sys.executable, "-c", source, *arguments], dict(os.environ))


def test_a_dead_child_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "TOO_OFTEN_AT_FIRST", 100)
    marks = tmp_path / "marks"
    marks.touch()
    child = _child("import sys; open(sys.argv[1], 'a').write('x')", str(marks))
    started_thrice = lambda: len(marks.read_text()) >= 3  # noqa: E731
    watcher = Supervisor([child], ready=started_thrice, announce=lambda: None)
    watcher.announce = lambda: setattr(watcher, "stopping", True)
    assert watcher.run()
    assert child.deaths >= 2


def test_a_child_that_never_works_stops_it_all() -> None:
    child = _child("raise SystemExit(3)")
    assert not Supervisor([child], ready=lambda: False, announce=lambda: None).run()
    assert child.deaths == supervisor.TOO_OFTEN_AT_FIRST


def test_children_end_with_it() -> None:
    child = _child("import time; time.sleep(600)")
    watcher = Supervisor([child], ready=lambda: True, announce=lambda: None)
    watcher.announce = lambda: setattr(watcher, "stopping", True)
    assert watcher.run()
    assert child.process is not None
    assert child.process.returncode is not None
