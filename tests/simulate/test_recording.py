"""A rehearsal as a scenario: it says what was true, passes, and reads like those people wrote."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FormError
from engine.simulate import simulate
from engine.simulate.asking import split_files
from engine.simulate.examples import lent_answers
from engine.simulate.recording import recorded
from engine.simulate.scenario import Scenario, Step, read_scenario
from engine.simulate.writing import written
from tests.simulate.conftest import BEGUN, FORWARDED
from tests.simulate.test_running import LATE

PACK = Path(__file__).parents[2] / "processes" / "jz-2022"
SHIPPED = sorted(PACK.glob("*/scenarios/*.toml"))


def silent(text: str) -> Scenario:
    """The story without a word of what is true."""
    story = read_scenario("mini/scenarios/one.toml", text.encode())
    return replace(story, steps=tuple(replace(step, then={}) for step in story.steps))


def test_it_says_what_each_step_changed(files):
    start, approval = recorded(files, silent(FORWARDED)).steps
    assert start.then["state"] == "LEADER_REVIEW"
    assert start.then["open"] == ["leader"]
    assert start.then["legal"] is True or start.then["legal"] is False
    assert approval.then["due"] == {"check": "2026-09-23"}
    assert "legal" not in approval.then
    assert "provisional" not in approval.then


def test_what_is_recorded_passes_as_a_scenario(files):
    text = written(recorded(files, silent(FORWARDED + LATE)))
    (result,) = simulate({**files, "mini/scenarios/one.toml": text.encode()}).scenarios
    assert result.failures == ()
    assert "late" in text


def test_what_a_step_spoke_of_it_goes_on_speaking_of(files):
    wrong = BEGUN.replace("LEADER_REVIEW", "SUPPLYING")
    (step,) = recorded(files, read_scenario("one", wrong.encode())).steps
    assert step.then == {"state": "LEADER_REVIEW", "open": ["leader"]}


def test_waits_in_which_nothing_happens_are_left_out(files):
    noon = '\n[[step]]\nat = 2026-09-21T12:00:00\ndo = "wait"\n'
    story = recorded(files, silent(FORWARDED + noon + LATE))
    assert [step.at.day for step in story.steps] == [21, 21, 24]


def test_a_step_that_must_be_refused_stays_one(files):
    refused = BEGUN.replace("核验许可申请人的登记情况", "测试").replace(
        "do =", 'refused = "purpose"\ndo ='
    )
    (step,) = recorded(files, silent(refused)).steps
    assert (step.refused, step.then) == ("purpose", {})


def test_what_cannot_be_taken_is_not_recorded(files):
    with pytest.raises(FormError, match="使用用途"):
        recorded(files, silent(BEGUN.replace("核验许可申请人的登记情况", "测试")))
    with pytest.raises(FormError, match="没有任何一步"):
        recorded(files, replace(silent(BEGUN), steps=()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_written_as_it_reads(path):
    story = read_scenario("x", path.read_bytes())
    assert read_scenario("x", written(story).encode()) == story


def test_it_says_who_that_is_and_what_stands_above():
    story = read_scenario("x", FORWARDED.encode())
    text = written(story, {"zhangwei": "张伟，登记注册科经办人"}, "第一行\n第二行")
    assert text.startswith("# 第一行\n# 第二行\n\ntitle = ")
    assert text.count('who = "zhangwei"  # 张伟，登记注册科经办人') == 1


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(deadline=None)
@given(title=WORDS, answers=st.dictionaries(WORDS, WORDS | st.booleans() | st.lists(WORDS)))
def test_whatever_was_typed_comes_back(title, answers):
    begins = read_scenario("x", BEGUN.encode()).steps[0].at
    step = Step(at=begins, do="complete", who="zhangwei", answers=answers, reason=title)
    story = Scenario("x", title, "", (), (), None, (), (step,))
    assert read_scenario("x", written(story).encode()) == story


def test_answers_are_lent_with_their_days_moved_on(files):
    other = BEGUN.replace("purpose =", 'wanted = "2026-09-30", purpose =')
    lending = {**files, "mini/scenarios/one.toml": other.encode()}
    later = read_scenario("x", BEGUN.encode()).steps[0].at.replace(day=28)
    lent = lent_answers(lending, "mini", {"purpose", "wanted"}, later, "307003/000001")
    assert lent == {"wanted": "2026-10-07", "purpose": "核验许可申请人的登记情况"}
    assert lent_answers(lending, "mini", {"purpose"}, later, "") == {}


def test_documents_are_lent_by_their_names(files):
    other = BEGUN.replace("do =", 'files = { paper = "申请函.pdf" }\ndo =')
    lending = {**files, "mini/scenarios/one.toml": other.encode()}
    begins = read_scenario("x", BEGUN.encode()).steps[0].at
    lent = lent_answers(lending, "mini", {"purpose", "paper"}, begins, "")
    assert split_files(lent)[1] == {"paper": "申请函.pdf"}
