"""Recorded or working here: the same moments give the same dates."""

from sqlalchemy import select

from engine.clock import SHANGHAI
from engine.simulate.acting import Play
from engine.simulate.running import perform
from engine.store.tables import ClockRow
from tests.scenarios.shipped import SCENARIOS

FOLDER = "data-request/scenarios/"
HERE = FOLDER + "conditional-over-national-day.toml"
RECORDED = FOLDER + "recorded-platform-and-provider.toml"


def _terms(stage, scenario):
    """Each term of the story: where it hung, when it began, when it was due, whether by law."""
    play = Play(stage.store(scenario.steps[0].at))
    assert perform(play, scenario) == []
    with play.store.reading() as session:
        rows = session.scalars(select(ClockRow).order_by(ClockRow.started_at)).all()
    return [
        (row.host_element, row.started_at.astimezone(SHANGHAI), row.due_at, row.kind, row.trace)
        for row in rows
    ]


def test_recorded_units_change_no_date(stage):
    here, recorded = SCENARIOS[HERE], SCENARIOS[RECORDED]
    assert set(recorded.recorded) == {"platform", "tax"}
    terms = _terms(stage, here)
    assert terms == _terms(stage, recorded)
    assert [name for name, *_ in terms] == [
        "forward_request", "check_compliance", "give_reply", "open_access",
    ]  # fmt: skip
