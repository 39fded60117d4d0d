"""The run: terms, lapses at their own moment, boxes, calls, withdrawal, return."""

import pytest

from engine.core.workflow import Blueprint
from engine.errors import Conflict, WorkflowFault
from tests.core.workflow.conftest import Driver, at
from tests.packs.parallel import DIAGRAM


def elements(run):
    return [passed.element for passed in run.journal.passed]


def test_a_case_waits_at_its_first_human_task(drive):
    case = drive()
    assert list(case.tasks()) == ["fill"]
    assert elements(case.history[0]) == ["begin", "h_begin"]


def test_a_term_counts_working_days_from_entry(drive):
    case = drive()
    run = case.complete("fill", "2022-09-29T10:00")
    (timer,) = run.timers()
    assert (timer.element, timer.host_element) == ("check_term", "check")
    assert timer.term.due_at == at("2022-10-09T00:00")


def test_the_walk_names_its_flows(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    run = case.complete("check", "2022-09-26T11:00", check={"result": "return"})
    assert [(p.element, p.flow) for p in run.journal.passed] == [("check", "h2"), ("passed", "h3")]
    assert list(case.tasks()) == ["fill"]


def test_a_lapse_asks_for_its_mail_at_the_due_moment(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    run = case.step("2022-10-20T10:00")
    (asked,) = run.journal.effects
    assert asked.name == "send_mail"
    assert asked.params["to"] == [{"unit": "P", "role": "responsible"}]
    assert asked.at == at("2022-09-29T00:00")
    assert list(case.tasks()) == ["check"]


def test_a_due_moment_fires_at_the_exclusive_instant_and_not_before(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    assert not case.step("2022-09-28T23:59:59").journal.effects
    assert case.step("2022-09-29T00:00").journal.effects


def test_a_lapse_happens_once(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    case.step("2022-09-29T00:00")
    assert not case.step("2022-10-09T00:00").journal.effects


def test_the_row_is_the_authority_on_when(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    case.due = dict.fromkeys(case.due, at("2022-10-12T00:00"))
    assert not case.step("2022-10-01T00:00").journal.effects
    assert case.step("2022-10-12T00:00").journal.effects


def test_one_term_spans_two_tasks_and_is_not_restarted(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    run = case.complete("check", "2022-09-26T11:00", check={"result": "pass"})
    (timer,) = run.timers()
    assert timer.term.due_at == at("2022-10-09T00:00")
    run = case.complete("agent", "2022-09-28T11:00")
    assert not run.timers()
    assert not run.watch.stopped


def test_follow_up_terms_count_from_the_effective_moment(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    case.complete("check", "2022-09-26T11:00", check={"result": "pass"})
    run = case.step("2023-03-01T10:00")
    chase = next(t for t in run.timers() if t.element == "chase_term")
    assert chase.term.started_at == at("2022-10-09T00:00")
    assert chase.term.due_at == at("2022-10-22T00:00")
    visit = next(v for v in run.watch.visits if v.element == "chase")
    assert (visit.began_at, visit.ended_at) == (at("2022-10-09T00:00"), at("2022-10-22T00:00"))
    assert not visit.done


def test_catching_up_at_once_gives_what_ticking_gives(drive):
    slow, fast = drive(), drive()
    for case in (slow, fast):
        case.complete("fill", "2022-09-26T10:00")
        case.complete("check", "2022-09-26T11:00", check={"result": "pass"})
    for day in range(1, 31):
        slow.step(f"2022-10-{day:02}T08:00")
    fast.step("2022-10-30T08:00")
    assert list(slow.tasks()) == list(fast.tasks()) == ["agent"]
    visits = [v for run in slow.history for v in run.watch.visits if v.element == "chase"]
    (caught_up,) = [v for v in fast.history[-1].watch.visits if v.element == "chase"]
    assert [(v.began_at, v.ended_at) for v in visits[:1]] == [(caught_up.began_at, None)]


def test_a_withdrawal_ends_the_box_and_its_terms(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    run = case.throw("2022-09-27T09:00")
    assert run.ended
    assert "end_withdrawn" in elements(run)
    assert list(run.watch.stopped.values()) == [at("2022-09-27T09:00")]


def test_nothing_can_be_withdrawn_after_the_box(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    case.complete("check", "2022-09-26T11:00", check={"result": "pass"})
    with pytest.raises(Conflict):
        case.throw("2022-09-27T09:00")


def test_data_flows_into_and_out_of_boxes_and_calls(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00", request={"purpose": "核查"})
    case.complete("check", "2022-09-26T11:00", check={"result": "pass"})
    case.complete("agent", "2022-09-27T10:00", agent={"result": "hand_back"})
    run = case.complete("review", "2022-09-28T10:00", reply={"result": "agree"})
    assert run.ended
    data = run.innermost_data()
    assert data["request"] == {"purpose": "核查"}
    assert data["reply"] == {"result": "agree"}


def test_a_return_opens_the_earlier_task_under_a_new_visit(drive):
    case = drive()
    first = case.tasks()["fill"]
    case.complete("fill", "2022-09-26T10:00")
    run = case.load("2022-09-27T10:00")
    engine_id = case.tasks()["check"]
    assert run.return_targets(engine_id) == ["fill"]
    run.return_to(engine_id, "fill", {"returned": {"reason": "请补充"}})
    case._keep(run)
    (visit,) = run.humans()
    assert (visit.element, visit.engine_id) == ("fill", first)
    assert visit.data["returned"] == {"reason": "请补充"}
    assert list(run.watch.stopped.values()) == [at("2022-09-27T10:00")]
    run = case.complete("fill", "2022-09-28T10:00")
    assert run.timers()[0].term.due_at == at("2022-10-01T00:00")


def test_only_drawn_targets_are_legal(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    run = case.load()
    with pytest.raises(Conflict):
        run.return_to(case.tasks()["check"], "check", {})


def test_a_finished_task_is_refused(drive):
    case = drive()
    engine_id = case.tasks()["fill"]
    case.complete("fill", "2022-09-26T10:00")
    with pytest.raises(Conflict):
        case.load().complete(engine_id, {})


def test_forty_rounds_of_correction_keep_the_case_whole(drive):
    case = drive()
    for _ in range(40):
        case.complete("fill", "2022-09-26T10:00")
        case.complete("check", "2022-09-26T11:00", check={"result": "return"})
    assert list(case.tasks()) == ["fill"]


def test_a_bad_condition_is_a_fault_and_nothing_else(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    with pytest.raises(WorkflowFault):
        case.complete("check", "2022-09-26T11:00", check=5)


@pytest.mark.parametrize(("first", "second"), [("ta", "tb"), ("tb", "ta")])
def test_what_one_branch_learnt_is_known_while_the_other_waits(first, second):
    drawn = DIAGRAM.replace("INSIDE", "").replace("OUTSIDE", "").encode()
    case = Driver(Blueprint("mini", {"mini.bpmn": drawn}), "2022-09-26T10:00")
    case.complete("fill", "2022-09-26T10:00", request={"purpose": "核查"})
    case.complete(first, "2022-09-26T11:00", **{first: {"result": "pass"}})
    assert case.load().innermost_data()[first] == {"result": "pass"}
    assert case.load().data_of(case.tasks()[second]).get(first) is None
    run = case.complete(second, "2022-09-26T12:00", **{second: {"result": "agree"}})
    assert (run.ended, {first, second} <= run.innermost_data().keys()) == (True, True)
