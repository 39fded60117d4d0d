"""Moving cases that stand in rows, at events, behind joins and in levels that were cut short."""

from typing import Any

import pytest

from calendars import shipped
from engine.core.workflow import Blueprint, Run
from tests.core.lint.good import flow, process
from tests.core.workflow.conftest import Driver, at

NOW = "2022-09-26T10:00"
BEGIN, END = '<bpmn:startEvent id="b"/>', '<bpmn:endEvent id="e"/>'
ROWS = (
    "<bpmn:multiInstanceLoopCharacteristics{}><bpmn:loopDataInputRef>rows</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="row"/></bpmn:multiInstanceLoopCharacteristics>'
)


def drawn(nodes: str, *ways: str) -> Blueprint:
    """A process of these nodes, with the ways like "b>t" between them."""
    flows = "".join(flow(f"f_{way.replace('>', '_')}", *way.split(">")) for way in ways)
    return Blueprint("p", {"p.bpmn": process(BEGIN + nodes + END + flows)})


def human(key: str, inside: str = "") -> str:
    return f'<bpmn:userTask id="{key}">{inside}</bpmn:userTask>'


def wait(key: str, days: int) -> str:
    term = f"<bpmn:timeDate>working_days({days})</bpmn:timeDate>"
    inside = f"<bpmn:timerEventDefinition>{term}</bpmn:timerEventDefinition>"
    return f'<bpmn:intermediateCatchEvent id="{key}">{inside}</bpmn:intermediateCatchEvent>'


def reminder(key: str, host: str) -> str:
    term = "<bpmn:timerEventDefinition><bpmn:timeDate>working_days(2)</bpmn:timeDate>"
    how = f'id="{key}" attachedToRef="{host}" cancelActivity="false"'
    return f"<bpmn:boundaryEvent {how}>{term}</bpmn:timerEventDefinition></bpmn:boundaryEvent>"


def begun(blueprint: Blueprint, **data: Any) -> Run:
    return Run.start(blueprint, data, at(NOW), shipped())


def moved(case: Driver, new: Blueprint) -> Run:
    run = case.load()
    run.evaluator.now = case.now
    run.move_to(new)
    case.blueprint = new
    _in_order(run)
    return case._keep(run)


def _in_order(run: Run) -> None:
    """The engine looks at tasks in order of age: none comes before what it hangs on."""
    for level in (run.machine, *run.machine.subprocesses.values()):
        seen = set()
        for task in level.tasks.values():
            assert task.parent is None or task.parent.id in seen
            seen.add(task.id)


@pytest.mark.parametrize("how", ["", ' isSequential="true"'])
@pytest.mark.parametrize("term", [False, True])
def test_rows_go_on_where_they_stood(how: str, term: bool) -> None:
    step, aside = human("t", ROWS.format(how)), reminder("w", "t") + '<bpmn:endEvent id="z"/>'
    old = drawn(step, "b>t", "t>e")
    new = drawn(step + aside, "b>t", "t>e", "w>z") if term else drawn(step, "b>t", "t>e")
    run = begun(old, rows=[1, 2, 3])
    run.complete(run.humans()[0].engine_id, {"t": 1})
    assert run.obstacles(new) == []
    run.move_to(new)
    _in_order(run)
    assert len(run.timers()) == int(term)
    for _ in range(2):
        assert not run.ended
        run.complete(run.humans()[0].engine_id, {"t": 1})
    assert run.ended


def choice(*events: str) -> Blueprint:
    nodes = "".join(wait(each, 2 + place) for place, each in enumerate(events))
    ways = [f"{a}>{b}" for each in events for a, b in (("g", each), (each, "t"))]
    return drawn('<bpmn:eventBasedGateway id="g"/>' + nodes + human("t"), "b>g", *ways, "t>e")


def test_what_is_awaited_stays_the_same() -> None:
    run = begun(choice("x", "y"))
    assert run.obstacles(choice("x", "y")) == []
    for other in (choice("x", "z"), choice("x", "y", "z"), choice("x")):
        assert [str(each)[:3] for each in run.obstacles(other)][:1] == ["“g”"]


PAIR = ("b>s", "s>t", "s>u", "t>j", "u>j")
NODES = '<bpmn:parallelGateway id="s"/><bpmn:parallelGateway id="j"/>' + human("t") + human("u")


def passed(case: Driver, *done: str) -> Driver:
    for element in done:
        case.complete(element, NOW)
    return case


def test_a_term_at_a_gateway_keeps_its_moment() -> None:
    run = begun(choice("x"))
    run.move_to(choice("x"))
    assert run.next_due() == at("2022-09-29T00:00")
    run.step_to(at("2022-09-29T00:00"))
    assert [each.element for each in run.humans()] == ["t"]


def test_a_step_behind_a_join_may_go_once_it_was_done() -> None:
    both = NODES + human("v") + human("w")
    old = drawn(both, *PAIR, "j>v", "v>w", "w>e")
    case = passed(Driver(old, NOW), "t", "u", "v")
    shorter = drawn(both.replace(human("v"), ""), *PAIR, "j>w", "w>e")
    moved(case, shorter)
    assert list(case.tasks()) == ["w"]
    assert case.complete("w", NOW).ended


def test_a_second_branch_is_one_too_many() -> None:
    """Where the gateway was a join alone, nobody would begin the other way."""
    both = NODES + human("v") + human("w")
    case = passed(Driver(drawn(both, *PAIR, "j>v", "v>e", "w>e"), NOW), "t", "u")
    (words,) = case.load().obstacles(drawn(both, *PAIR, "j>v", "v>e", "j>w", "w>e"))
    assert "并行的分支" in str(words)


def test_the_split_above_open_branches_stays() -> None:
    case = Driver(drawn(NODES, *PAIR, "j>e"), NOW)
    other = NODES.replace('id="s"', 'id="s2"')
    new = drawn(other, *(each.replace("s", "s2") for each in PAIR), "j>e")
    said = [str(each) for each in case.load().obstacles(new)]
    assert any(each.startswith("“s”") and "没有这一环节" in each for each in said)


def test_a_way_that_lapsed_stays_when_its_term_hangs_elsewhere_now() -> None:
    nodes = human("t") + human("u") + human("v") + '<bpmn:endEvent id="z"/>'
    ways = ("b>t", "t>u", "u>e", "w>v", "v>z")
    case = Driver(drawn(nodes + reminder("w", "t"), *ways), NOW)
    case.step("2022-09-29T00:00")
    assert sorted(case.tasks()) == ["t", "v"]
    run = moved(case, drawn(nodes + reminder("w", "u"), *ways))
    assert sorted(case.tasks()) == ["t", "v"]
    assert not run.timers()
    case.complete("v", "2022-09-29T10:00")
    run = case.complete("t", "2022-09-29T10:00")
    assert [each.host_element for each in run.timers()] == ["u"]
    assert case.complete("u", "2022-09-29T11:00").ended


def level(key: str, inside: str) -> str:
    return f'<bpmn:subProcess id="{key}" name="一层">{inside}</bpmn:subProcess>'


def test_a_level_that_was_cut_short_is_in_no_way() -> None:
    """An interrupted subprocess has left its level behind; the new diagram need not have it."""
    inside = '<bpmn:startEvent id="sb"/><bpmn:userTask id="st"/><bpmn:endEvent id="se"/>'
    inside += flow("s1", "sb", "st") + flow("s2", "st", "se")
    caught = reminder("w", "s").replace(' cancelActivity="false"', "")
    old = drawn(level("s", inside) + caught + human("t"), "b>s", "s>e", "w>t", "t>e")
    case = Driver(old, NOW)
    run = case.load("2022-09-29T00:00")
    run.step_to(at("2022-09-29T00:00"))
    renamed = inside.replace('"st"', '"other"')
    new = drawn(level("s", renamed) + caught + human("t"), "b>s", "s>e", "w>t", "t>e")
    assert run.obstacles(new) == []


def test_a_level_that_is_gone_is_called_by_its_name() -> None:
    inside = '<bpmn:startEvent id="sb"/><bpmn:userTask id="st"/><bpmn:endEvent id="se"/>'
    inside += flow("s1", "sb", "st") + flow("s2", "st", "se")
    run = begun(drawn(level("s", inside), "b>s", "s>e"))
    said = [str(each) for each in run.obstacles(drawn(human("s"), "b>s", "s>e"))]
    assert any("一层" in each for each in said)
