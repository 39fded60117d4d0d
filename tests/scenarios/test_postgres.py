"""One story per outcome on PostgreSQL, with the whole program new before every step."""

import pytest

from engine.clock import MovedClock
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.scenario import Step
from engine.simulate.stage import DAWN, furnish
from engine.store.database import Store
from tests.scenarios.shipped import FILES, SCENARIOS

#: What the story comes to -> where it is told.
STORIES = {
    "granted": "data-request/scenarios/conditional-over-national-day.toml",
    "partly_granted": "negotiation/scenarios/partly-then-partly.toml",
    "refused": "negotiation/scenarios/terms-lapse-refusal-stands.toml",
    "not_accepted": "data-request/scenarios/forwarding-returns-then-rejected.toml",
    "withdrawn": "data-request/scenarios/withdrawn-before-reply.toml",
    "lapsed": "data-request/scenarios/correction-lapses-during-an-outage.toml",
    "closed": "dedicated-access/scenarios/unlisted-asks-and-is-listed.toml",
}


class Reinstalled(Play):
    """A story whose program is stopped and started, engine and all, before every step."""

    def move_clock(self, step: Step) -> None:
        """Start anew, then go on."""
        self.store.close()
        self.store = Store(self.store.url, self.store.clock, self.store.base_calendar)
        super().move_clock(step)


@pytest.fixture(scope="module")
def furnished(postgres, migrated_postgres):
    """The name of a PostgreSQL database that holds the demo bureau and the pack, to copy."""
    with postgres.fresh(template=migrated_postgres) as name:
        store = Store(postgres.url(name), MovedClock(DAWN))
        furnish(store, FILES)
        store.close()
        yield name


@pytest.mark.parametrize("outcome", STORIES)
def test_each_outcome_is_reached_on_postgres(outcome, postgres, furnished):
    scenario = SCENARIOS[STORIES[outcome]]
    with postgres.fresh(template=furnished) as name:
        story = Reinstalled(Store(postgres.url(name), MovedClock(scenario.steps[0].at)))
        assert perform(story, scenario) == []
        story.store.close()


def test_each_outcome_has_a_story_here():
    for outcome, path in STORIES.items():
        ends = [step.then.get("outcome") for step in SCENARIOS[path].steps]
        assert outcome in ends
