"""A story taken step by step: it goes on from where it stands, and a refusal leaves it there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.errors import FormError, PackError
from engine.simulate.acting import MAX_MOMENTS
from engine.simulate.asking import Beginning, act, start_view, task_view
from engine.simulate.scenario import Scenario, Step, read_scenario
from engine.simulate.stages import KEPT, stage_for
from engine.simulate.standing import Standing, standing_of
from engine.simulate.stepping import MAX_STEPS, Rehearsal, rehearsal
from tests.simulate.conftest import BEGUN, FORWARDED

ON_THE_PLATFORM = read_scenario("one", FORWARDED.encode())
BEGINS = ON_THE_PLATFORM.steps[0].at


def first(steps: int) -> Scenario:
    return replace(ON_THE_PLATFORM, steps=ON_THE_PLATFORM.steps[:steps])


def at(played: Rehearsal, **said) -> Step:
    return Step(at=played.now, **said)


def test_each_step_tells_what_is_true_after_it(files):
    with rehearsal(files, ON_THE_PLATFORM, BEGINS) as played:
        begun, forwarded = played.taken
    assert begun.found["open"] == ["leader"]
    assert forwarded.found["due"] == {"check": "2026-09-23"}
    assert (begun.failures, forwarded.failures) == ((), ())


def test_it_goes_on_from_where_it_stands(files):
    with rehearsal(files, first(1), BEGINS) as before:
        case_id = before.play.case_id
    with rehearsal(files, first(2), BEGINS) as after:
        assert after.play.case_id == case_id
        assert len(after.taken) == 2


def test_with_the_last_step_undone_it_stands_where_it_stood(files):
    with rehearsal(files, first(2), BEGINS):
        pass
    with rehearsal(files, first(1), BEGINS) as played:
        assert played.taken[-1].found["open"] == ["leader"]


def test_another_draft_has_a_stage_of_its_own(files):
    changed = {**files, "mini/process.toml": files["mini/process.toml"] + b"\n# changed\n"}
    with rehearsal(files, first(2), BEGINS), rehearsal(changed, first(1), BEGINS) as other:
        assert len(other.taken) == 1


def test_only_a_few_stages_are_kept(files):
    drafts = [{**files, "mail/x.txt": f"主题{n}\n\n正文".encode()} for n in range(KEPT + 1)]
    with stage_for(drafts[0]) as oldest:
        pass
    for draft in drafts[1:]:
        with stage_for(draft):
            pass
    assert oldest.closed


def test_a_refused_act_is_told_and_changes_nothing(files):
    with pytest.raises(FormError) as refused, rehearsal(files, first(1), BEGINS) as played:
        act(played, at(played, do="complete", who="chenjianguo", task="leader"))
    assert "decision" in refused.value.errors
    with rehearsal(files, first(1), BEGINS) as played:
        assert [each.step.do for each in played.taken] == ["start"]
        assert played.taken[-1].found["open"] == ["leader"]


def test_answers_are_kept_as_the_form_understood_them(files):
    purpose = "核验许可申请人的登记情况"
    begun = replace(ON_THE_PLATFORM.steps[0], answers={"purpose": f"  {purpose} "}, then={})
    with rehearsal(files, first(0), BEGINS) as played:
        act(played, replace(begun, files={"paper": "申请函.pdf"}))
        (said,) = played.scenario.steps
    assert (said.answers, said.files) == ({"purpose": purpose}, {"paper": "申请函.pdf"})


def test_nothing_follows_a_step_that_cannot_be_taken(files):
    nobody = replace(ON_THE_PLATFORM.steps[1], who="sunli")
    with rehearsal(files, replace(ON_THE_PLATFORM, steps=(*first(1).steps, nobody)), BEGINS) as it:
        assert it.stopped
        with pytest.raises(PackError, match="请先撤销"):
            it.act(at(it, do="wait"))


def test_a_rehearsal_is_bounded(files):
    many = tuple(Step(at=BEGINS, do="wait") for _ in range(MAX_STEPS))
    with (
        pytest.raises(FormError, match=str(MAX_STEPS)),
        rehearsal(files, replace(first(0), steps=many), BEGINS) as played,
    ):
        played.act(at(played, do="wait"))


def test_so_is_what_comes_due_on_the_way(files):
    with rehearsal(files, ON_THE_PLATFORM, BEGINS) as played:
        played.play.moments = MAX_MOMENTS
        with pytest.raises(PackError, match=str(MAX_MOMENTS)):
            played.act(Step(at=played.now + timedelta(days=9), do="wait"))


def test_whoever_is_not_there_is_named(files):
    away = replace(first(0), recorded=("weather",))
    with pytest.raises(PackError, match="weather"), rehearsal(files, away, BEGINS):
        pass


class TestStanding:
    """What a page shows of it."""

    @pytest.fixture
    def standing(self, files) -> Standing:
        with rehearsal(files, ON_THE_PLATFORM, BEGINS) as played:
            return standing_of(played)

    def test_who_may_act_and_until_when(self, standing):
        (step,) = standing.open
        assert step.element == "check"
        assert {"panyue", "jiangnan"} <= {each.username for each in step.may}
        assert step.task.due.last_day.isoformat() == "2026-09-23"

    def test_what_comes_due_by_itself(self, standing):
        (coming,) = standing.coming
        assert [each.what for each in coming.moments] == ["before", "due", "after"]
        assert standing.next_at == coming.moments[0].at

    def test_the_drawing_shows_where_it_is(self, standing):
        assert standing.levels[0].elements["check"]["state"] == "current"

    def test_whoever_may_not_act_is_shown_no_form(self, files):
        with rehearsal(files, ON_THE_PLATFORM, BEGINS) as played:
            there = at(played, do="complete", who="panyue", task="check")
            assert task_view(played, there).form is not None
            assert task_view(played, replace(there, who="zhangwei")).form is None

    def test_the_form_that_starts_a_case(self, files):
        beginning = Beginning("mini", "request", "zhangwei", resource="307003/000001")
        with rehearsal(files, first(0), BEGINS) as played:
            assert start_view(played, beginning).form_view().sections


def test_the_first_step_alone(files):
    """A story of one step reads like its scenario."""
    story = read_scenario("one", BEGUN.encode())
    with rehearsal(files, story, story.steps[0].at) as played:
        assert played.taken[0].failures == ()
