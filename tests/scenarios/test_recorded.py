"""Recorded or working here: the same moments give the same dates."""

import pytest
from sqlalchemy import select

from engine.clock import SHANGHAI
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.store.tables import ClockRow
from tests.scenarios.shipped import SCENARIOS

#: The story where the unit works here, the same where it is recorded, and the steps with a term.
PAIRS = {
    "reply": (
        "data-request/scenarios/conditional-over-national-day.toml",
        "data-request/scenarios/recorded-platform-and-provider.toml",
        ["forward_request", "check_compliance", "give_reply", "open_access"],
    ),
    "negotiation": (
        "negotiation/scenarios/across-national-day.toml",
        "negotiation/scenarios/recorded-provider-across-national-day.toml",
        ["forward_request", "check_compliance", "give_reply", "decide_further_need", "hold_talks",
         "coordinate", "renew_reply", "open_access"],
    ),
    "listing": (
        "dedicated-access/scenarios/listing-over-spring-festival.toml",
        "dedicated-access/scenarios/recorded-listing-over-spring-festival.toml",
        ["answer_listing"],
    ),
    "correction": (
        "correction/scenarios/corrected-over-national-day.toml",
        "correction/scenarios/recorded-provider-over-national-day.toml",
        ["settle_feedback", "give_result", "confirm_result"],
    ),
    "retirement": (
        "retirement/scenarios/offline-across-national-day.toml",
        "retirement/scenarios/recorded-provider-across-national-day.toml",
        ["check_plan", "transition", "confirm_readiness", "confirm_readiness", "archive_resource",
         "destruction_period"],
    ),
    "revocation": (
        "use-right-revocation/scenarios/managing-revokes-over-national-day.toml",
        "use-right-revocation/scenarios/recorded-units.toml",
        ["state_case", "decide_as_managing", "cut_channel", "destruction_period"],
    ),
    "destruction": (
        "data-destruction/scenarios/expired-over-national-day.toml",
        "data-destruction/scenarios/recorded-units.toml",
        ["destruction_period", "confirm_destruction"],
    ),
}  # fmt: skip


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


@pytest.mark.parametrize("pair", PAIRS)
def test_recorded_units_change_no_date(stage, pair):
    here, recorded, steps = PAIRS[pair]
    assert SCENARIOS[recorded].recorded
    assert not SCENARIOS[here].recorded
    terms = _terms(stage, SCENARIOS[here])
    assert terms == _terms(stage, SCENARIOS[recorded])
    assert [name for name, *_ in terms] == steps
