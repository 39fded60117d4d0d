"""Whatever a story of the shipped pack does, the trail vouches for every row of record it wrote."""

from sqlalchemy import func, select

from engine.queries.audit import verify
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.stage import Stage
from engine.store.tables import Event
from tests.scenarios.shipped import SCENARIOS


def test_each_story_leaves_a_sound_trail(stage: Stage) -> None:
    for path, scenario in SCENARIOS.items():
        store = stage.store(scenario.steps[0].at)
        perform(Play(store), scenario)
        assert verify(store).problems == (), path
        saved = select(func.count()).where(Event.kind == "rows_saved")
        with store.reading() as session:
            assert session.scalar(saved) == 0, f"{path}: rows changed without an event of their own"
