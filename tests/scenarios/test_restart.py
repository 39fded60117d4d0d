"""A restart in the middle of each path continues it: nothing of a case lives outside the database.

Before every step the program is as newly started: no store, no parsed pack, no open session. The
engine alone goes on, since compiling its statements again would take most of the time; on
PostgreSQL (test_postgres.py) that too is new.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.scenario import Step
from engine.simulate.stage import Stage
from engine.store.database import Store
from tests.scenarios.shipped import FILES, SCENARIOS


class Restarted(Play):
    """A story whose program is stopped and started before every step."""

    def move_clock(self, step: Step) -> None:
        """Start anew, then go on."""
        self.store = started_anew(self.store)
        super().move_clock(step)


def started_anew(store: Store) -> Store:
    """A store of the same database that knows nothing yet; the clock goes on."""
    fresh = Store(store.url, store.clock, store.base_calendar)
    fresh.engine = store.engine
    assert not fresh.packs
    return fresh


@pytest.fixture(scope="module")
def file_stage(tmp_path_factory) -> Iterator[Stage]:
    """A stage whose database is a file."""
    path: Path = tmp_path_factory.mktemp("restart") / "story.sqlite3"
    stage = Stage(FILES, f"sqlite:///{path}")
    yield stage
    stage.close()


@pytest.mark.parametrize("path", SCENARIOS)
def test_a_story_goes_on_after_a_restart_before_every_step(path, file_stage):
    scenario = SCENARIOS[path]
    store = file_stage.store(scenario.steps[0].at)
    store.packs.clear()
    assert perform(Restarted(store), scenario) == []
