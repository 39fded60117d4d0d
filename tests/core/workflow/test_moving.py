"""Moving a case into another version: what stays, what begins, what stands in the way."""

import random
import re

import pytest

from engine.core.workflow import Blueprint
from engine.errors import Conflict
from tests.core.workflow.conftest import HERE, Driver, at
from tests.packs.parallel import DIAGRAM

TERM = '<bpmn:boundaryEvent id="check_term"'
FORM_STEP = """<bpmn:userTask id="review" name="复核">
  <bpmn:extensionElements><gx:assignment role="handler" unit="case.applicant"/>
  <gx:form key="check"/></bpmn:extensionElements>
  <bpmn:incoming>{into}</bpmn:incoming><bpmn:outgoing>{out}</bpmn:outgoing></bpmn:userTask>"""


def changed(*replacements: tuple[str, str]) -> Blueprint:
    """The small process with each text replaced by another; each must be there."""
    files = {path.name: path.read_bytes() for path in HERE.glob("*.bpmn")}
    drawn = files["request.bpmn"].decode()
    for old, new in replacements:
        assert old in drawn, old
        drawn = drawn.replace(old, new)
    return Blueprint("request", {**files, "request.bpmn": drawn.encode()})


def without_term() -> Blueprint:
    drawn = (HERE / "request.bpmn").read_text()
    begin = drawn.index(TERM)
    end = drawn.index('<bpmn:sequenceFlow id="h3"')
    return changed((drawn[begin:end], ""))


def move(case: Driver, new: Blueprint, now: str):
    run = case.load(now)
    run.evaluator.now = case.now
    run.move_to(new)
    case.blueprint = new
    return case._keep(run)


def refused(case: Driver, new: Blueprint) -> list[str]:
    return [str(each) for each in case.load().obstacles(new)]


def test_nothing_changes_when_the_diagram_is_the_same(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00", fill={"purpose": "x"})
    before, due, tasks = case.document, dict(case.due), case.tasks()
    run = move(case, changed(), "2022-09-27T10:00")
    assert case.due == due
    assert case.tasks() == tasks
    assert not run.timers()
    assert not run.watch.stopped
    assert not run.watch.ended
    assert run.data_of(tasks["check"])["fill"] == {"purpose": "x"}
    assert before


def test_a_shorter_term_leaves_the_running_one_as_it_was(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    due = dict(case.due)
    move(case, changed(("working_days(2)", "working_days(1)")), "2022-09-27T10:00")
    assert case.due == due
    assert not case.step("2022-09-28T23:00").journal.effects
    assert case.step("2022-09-29T00:00").journal.effects


def test_the_next_visit_counts_by_the_new_term(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    move(case, changed(("working_days(2)", "working_days(1)")), "2022-09-26T11:00")
    case.complete("check", "2022-09-26T12:00", check={"result": "return"})
    run = case.complete("fill", "2022-09-26T13:00")
    (timer,) = run.timers()
    assert timer.term.due_at == at("2022-09-28T00:00")


def test_a_new_term_on_an_open_step_counts_from_the_move(drive):
    case = Driver(without_term(), "2022-09-26T10:00")
    case.complete("fill", "2022-09-26T10:00")
    run = move(case, changed(), "2022-10-08T10:00")
    (timer,) = run.timers()
    assert (timer.element, timer.host_element) == ("check_term", "check")
    assert timer.term.due_at == at("2022-10-11T00:00")
    assert case.step("2022-10-11T00:00").journal.effects
    case.complete("check", "2022-10-11T09:00", check={"result": "pass"})
    assert list(case.tasks()) != ["check"]


def test_a_term_that_is_gone_stops(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    (timer,) = case.due
    run = move(case, without_term(), "2022-09-27T10:00")
    assert timer in run.watch.stopped
    assert not case.step("2022-10-20T10:00").journal.effects
    case.complete("check", "2022-10-20T11:00", check={"result": "pass"})
    assert "check" not in case.tasks()


def test_a_term_that_hangs_on_another_step_now_stops(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    (timer,) = case.due
    elsewhere = changed(('attachedToRef="check"', 'attachedToRef="fill"'))
    run = move(case, elsewhere, "2022-09-27T10:00")
    assert timer in run.watch.stopped
    assert not case.step("2022-10-20T10:00").journal.effects
    run = case.complete("check", "2022-10-20T11:00", check={"result": "return"})
    (timer,) = run.timers()
    assert (timer.element, timer.host_element) == ("check_term", "fill")


def test_a_step_after_the_open_one_is_gone_through(drive):
    later = changed(
        ('targetRef="passed"/>', 'targetRef="review"/>'
         + FORM_STEP.format(into="h3", out="h9")
         + '<bpmn:sequenceFlow id="h9" sourceRef="review" targetRef="passed"/>'),
        ("<bpmn:incoming>h3</bpmn:incoming><bpmn:outgoing>h4",
         "<bpmn:incoming>h9</bpmn:incoming><bpmn:outgoing>h4"),
    )  # fmt: skip
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    move(case, later, "2022-09-26T11:00")
    case.complete("check", "2022-09-26T12:00", check={"result": "pass"})
    assert list(case.tasks()) == ["review"]
    case.complete("review", "2022-09-26T13:00")
    assert "review" not in case.tasks()


def test_a_step_before_the_open_one_is_refused(drive):
    earlier = changed(
        ('sourceRef="fill" targetRef="check"/>', 'sourceRef="fill" targetRef="review"/>'
         + FORM_STEP.format(into="h2", out="h9")
         + '<bpmn:sequenceFlow id="h9" sourceRef="review" targetRef="check"/>'),
        ("<bpmn:incoming>h2</bpmn:incoming><bpmn:outgoing>h3",
         "<bpmn:incoming>h9</bpmn:incoming><bpmn:outgoing>h3"),
    )  # fmt: skip
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    (words,) = refused(case, earlier)
    assert "符合性审查" in words
    with pytest.raises(Conflict):
        move(case, earlier, "2022-09-26T11:00")


def test_an_open_step_that_is_gone_is_refused(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    files = {"request": re.sub(r'"check"', '"inspect"', (HERE / "request.bpmn").read_text())}
    new = Blueprint("request", {
        "request.bpmn": files["request"].encode(),
        "answering.bpmn": (HERE / "answering.bpmn").read_bytes(),
    })  # fmt: skip
    assert any("没有这一环节" in words for words in refused(case, new))


def test_a_term_that_lapsed_and_is_gone_is_refused(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    case.step("2022-09-29T00:00")
    assert any("已经到期" in words for words in refused(case, without_term()))


def test_a_called_process_that_is_gone_is_refused(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    case.complete("check", "2022-09-26T12:00", check={"result": "pass"})
    drawn = (HERE / "answering.bpmn").read_text().replace('id="answering"', 'id="answers"')
    request = (HERE / "request.bpmn").read_text()
    new = Blueprint("request", {
        "request.bpmn": request.replace('"answering"', '"answers"').encode(),
        "answering.bpmn": drawn.encode(),
    })  # fmt: skip
    assert any("这一层流程" in words for words in refused(case, new))


def test_a_withdrawal_is_still_caught_after_a_move(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00")
    move(case, without_term(), "2022-09-26T11:00")
    assert case.throw("2022-09-26T12:00").ended


@pytest.mark.parametrize("seed", range(30))
def test_a_move_to_the_same_diagram_changes_no_walk(drive, seed):
    """Two cases walk the same way, one moved after every step: tasks, terms and data agree."""
    dice = random.Random(seed)
    still, moved = drive(), drive()
    new = [changed(), changed()]
    for step in range(12):
        now = f"2022-{10 + step // 4:02}-{8 + step % 4 * 5:02}T10:00"
        for case in (still, moved):
            case.step(now)
        open_now = sorted(still.tasks())
        assert open_now == sorted(moved.tasks())
        if not open_now:
            break
        element = dice.choice(open_now)
        answer = {element: {"result": dice.choice(["return", "pass"])}}
        for case in (still, moved):
            case.complete(element, now, **answer)
        move(moved, new[step % 2], now)
        assert sorted(still.due.values()) == sorted(moved.due.values())
    assert still.load().innermost_data() == moved.load().innermost_data()


def side_by_side(*replacements: tuple[str, str]) -> Blueprint:
    drawn = DIAGRAM.replace("INSIDE", "").replace("OUTSIDE", "")
    for old, new in replacements:
        assert old in drawn, old
        drawn = drawn.replace(old, new)
    return Blueprint("mini", {"mini.bpmn": drawn.encode()})


THIRD = (
    ("<bpmn:outgoing>g2</bpmn:outgoing>",
     "<bpmn:outgoing>g2</bpmn:outgoing><bpmn:outgoing>g7</bpmn:outgoing>"),
    ('<bpmn:parallelGateway id="join">',
     FORM_STEP.format(into="g7", out="g8")
     + '<bpmn:sequenceFlow id="g7" sourceRef="split" targetRef="review"/>'
     '<bpmn:sequenceFlow id="g8" sourceRef="review" targetRef="join"/>'
     '<bpmn:parallelGateway id="join"><bpmn:incoming>g8</bpmn:incoming>'),
)  # fmt: skip


@pytest.mark.parametrize("done", [(), ("ta",), ("tb",)])
def test_branches_side_by_side_go_on_and_join(done):
    case = Driver(side_by_side(), "2022-09-26T10:00")
    for element in ("fill", *done):
        case.complete(element, "2022-09-26T10:00", **{element: 1})
    move(case, side_by_side(), "2022-09-26T11:00")
    for element in {"ta", "tb"} - set(done):
        run = case.complete(element, "2022-09-26T12:00", **{element: 1})
    assert run.ended
    assert {"ta", "tb"} <= run.innermost_data().keys()


def test_a_new_branch_behind_a_split_that_was_passed_is_refused():
    case = Driver(side_by_side(), "2022-09-26T10:00")
    assert refused(case, side_by_side(*THIRD)) == []
    case.complete("fill", "2022-09-26T10:00")
    (words,) = refused(case, side_by_side(*THIRD))
    assert "并行的分支" in words
