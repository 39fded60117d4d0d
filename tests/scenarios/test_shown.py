"""What the page of a case says of stories whose dates need explaining."""

from datetime import datetime

import pytest

from engine.clock import SHANGHAI
from engine.commands.expire_grants import expire_grants
from engine.queries.audit import verify
from engine.queries.cases import get_case
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.scenario import Scenario
from tests.bureau.fixtures import acting
from tests.scenarios.shipped import SCENARIOS

FOLDER = "data-request/scenarios/"


def played(stage, name: str, steps: int | None = None) -> Play:
    """A story after so many of its steps, all of them when not said."""
    whole = SCENARIOS[f"{FOLDER}{name}.toml"]
    story = Scenario(**{**vars(whole), "steps": whole.steps[:steps]})
    play = Play(stage.store(story.steps[0].at))
    assert perform(play, story) == []
    return play


def shown(stage, name: str, steps: int, who: str):
    """The case after so many steps of a story, as `who` sees it."""
    play = played(stage, name, steps)
    assert play.case_id is not None
    return get_case(play.store, acting(play.store, who), play.case_id)


def test_a_grant_that_ended_with_its_period_is_sound(stage):
    play = played(stage, "recorded-platform-and-provider")
    store = play.store
    play.clock.set(datetime(2024, 10, 1, 9, tzinfo=SHANGHAI))
    assert expire_grants(store) == 1
    assert verify(store).problems == ()


def test_a_term_moved_by_an_outage_says_why(stage):
    case = shown(stage, "correction-lapses-during-an-outage", 3, "caiying")
    (term,) = [each for each in case.terms if each.state == "running"]
    assert [str(each) for each in term.why[-2:]] == [
        "系统于2022年11月7日 10:00至2022年11月28日 10:00停运。",
        "期满即失去权利的时限，其后至少保留一个完整工作日，"
        "最后一日由2022年11月21日改为2022年11月29日。",
    ]
    assert f"{term.due.last_day}" == "2022-11-29"
    assert [(day.date.day, day.kind, day.number) for day in term.days[-2:]] == [
        (21, "counted", 10), (29, "due", 0)]  # fmt: skip
    (moved,) = [line for line in case.timeline if line.kind == "term_moved"]
    assert moved.text == ("为保留一个完整工作日，10个工作日的最后一日由2022-11-21改为2022-11-29")


def test_a_term_moved_by_late_recording_says_why(stage):
    case = shown(stage, "returned-and-recorded-late", 4, "zhangwei")
    (term,) = [each for each in case.terms if each.state == "running"]
    assert term.why[-2] == "2022年9月29日 10:00的办理到2022年10月20日 09:00才补录，此前无从知悉。"


@pytest.mark.parametrize(("steps", "ends"), [(5, "尚未办结"), (6, "后补录为期内办结")])
def test_an_answer_in_time_that_was_recorded_late_is_not_told_as_late(stage, steps, ends):
    case = shown(stage, "recorded-after-the-term", steps, "zhangwei")
    (lapsed,) = [line for line in case.timeline if line.kind == "term_lapsed"]
    assert lapsed.text.endswith(ends)
