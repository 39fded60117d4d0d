"""What runs away is stopped before it takes the server with it."""

from itertools import pairwise
from typing import Any

import pytest

from calendars import shipped
from engine.core.workflow import Blueprint, Run
from engine.core.workflow.growth import MAX_FORESEEN, foreseen
from engine.core.workflow.rows import MAX_ROWS
from engine.errors import PackError, WorkflowFault
from tests.core.lint.good import flow, process
from tests.core.lint.test_structure import pairs
from tests.core.workflow.conftest import at

ROWS = (
    "<bpmn:multiInstanceLoopCharacteristics{}><bpmn:loopDataInputRef>{}</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="{}"/></bpmn:multiInstanceLoopCharacteristics>'
)


def chain(*nodes: str) -> str:
    """Begin, these nodes (xml with the id first) in a row, end."""
    ids = ["b", *(each.split('"')[1] for each in nodes), "e"]
    flows = (flow(f"f_{a}", a, b) for a, b in pairwise(ids))
    return '<bpmn:startEvent id="b"/>' + "".join(nodes) + '<bpmn:endEvent id="e"/>' + "".join(flows)


def run(body: str, **data: Any) -> Run:
    """Start a case of a process of this body."""
    return Run.start(Blueprint("p", {"p.bpmn": process(body)}), data, at("2026-09-28"), shipped())


def step(inside: str) -> str:
    """A process of one human task with `inside` in it."""
    return chain(f'<bpmn:userTask id="t">{inside}</bpmn:userTask>')


@pytest.mark.parametrize("count", [1, 4, 5, 7])
def test_the_foreseen_tasks_are_those_that_the_engine_makes(count: int) -> None:
    blueprint = Blueprint("p", {"p.bpmn": pairs(count)})
    made = Run.start(blueprint, {}, at("2026-09-28"), shipped())
    assert foreseen(blueprint.spec) in range(len(made.machine.tasks), len(made.machine.tasks) + 3)


@pytest.mark.parametrize("count", [8, 20, 45])
def test_pairs_that_would_fill_the_memory_are_never_built(count: int) -> None:
    assert foreseen(Blueprint("p", {"p.bpmn": pairs(7)}).spec) < MAX_FORESEEN
    with pytest.raises(PackError, match="并行分支过多"):
        Blueprint("p", {"p.bpmn": pairs(count)})


@pytest.mark.parametrize(
    "inside",
    [
        '<bpmn:standardLoopCharacteristics loopMaximum="999999999"/>',
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>999999999999"
        "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>",
        "<bpmn:ioSpecification><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>",
    ],
)
def test_what_repeats_by_number_or_moves_data_is_not_loaded(inside: str) -> None:
    with pytest.raises(PackError, match="不能使用"):
        Blueprint("p", {"p.bpmn": process(step(inside))})


def test_a_script_is_not_loaded() -> None:
    script = '<bpmn:scriptTask id="t"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>'
    with pytest.raises(PackError):
        Blueprint("p", {"p.bpmn": process(chain(script))})


@pytest.mark.parametrize("sequential", ["", ' isSequential="true"'])
@pytest.mark.parametrize(
    "rows", [None, "text", {"a": 1}, 5, [1] * (MAX_ROWS + 1)], ids=lambda each: type(each).__name__
)
def test_rows_are_a_list_with_an_end(rows: Any, sequential: str) -> None:
    inside = ROWS.format(sequential, "rows", "row")
    with pytest.raises(WorkflowFault, match="清单"):
        run(step(inside), **({} if rows is None else {"rows": rows}))


@pytest.mark.parametrize("sequential", ["", ' isSequential="true"'])
def test_a_list_is_gone_through(sequential: str) -> None:
    case = run(step(ROWS.format(sequential, "rows", "row")), rows=[1, 2, 3])
    assert len(case.humans()) == (1 if sequential else 3)


@pytest.mark.parametrize("sequential", ["", ' isSequential="true"'])
def test_rows_are_done_one_by_one_by_whoever_loads_the_case(sequential: str) -> None:
    """Each time by a program that was started anew, and has parsed the diagram anew."""
    body = step(ROWS.format(sequential, "rows", "row"))
    case, seen = run(body, rows=[1, 2, 3]), []
    for _ in range(3):
        assert not case.ended
        fresh = Blueprint("p", {"p.bpmn": process(body)})
        case = Run.load(fresh, case.dump(), at("2026-09-28"), shipped(), {})
        (engine_id, *_) = open_steps(case)
        seen.append(case.data_of(engine_id)["row"])
        case.complete(engine_id, {"t": seen[-1]})
    assert case.ended
    assert seen == [1, 2, 3]
    assert case.innermost_data() == {"rows": [1, 2, 3], "t": 3}


def open_steps(case: Run) -> list[str]:
    return [
        str(task.id)
        for task in case.machine.living().values()
        if case.human(str(task.id)) is not None
    ]


def test_rows_are_gone_through_again_on_a_way_back() -> None:
    rows = ROWS.format("", "rows", "row")
    again = '<bpmn:exclusiveGateway id="y" default="f_y"/>'
    body = chain(f'<bpmn:userTask id="t">{rows}</bpmn:userTask>', again)
    case = run(body + flow("back", "y", "t", condition="not t.last"), rows=[1, 2])
    for last in (False, False, True, True):
        assert not case.ended
        case.complete(open_steps(case)[0], {"t": {"last": last}})
    assert case.ended


def test_an_empty_list_is_passed_at_once() -> None:
    assert run(step(ROWS.format("", "rows", "row")), rows=[]).ended


def test_rows_of_rows_are_stopped_while_they_grow() -> None:
    inner = chain('<bpmn:userTask id="t">' + ROWS.format("", "rows", "inner") + "</bpmn:userTask>")
    for old in ("b", "e", "t"):
        inner = inner.replace(f'"{old}"', f'"i{old}"')
    inner = inner.replace('"f_', '"g_')
    outer = '<bpmn:subProcess id="s">' + ROWS.format("", "rows", "outer") + inner
    with pytest.raises(WorkflowFault, match="反复运行"):
        run(chain(outer + "</bpmn:subProcess>"), rows=list(range(MAX_ROWS)))


def test_a_circle_without_people_is_stopped() -> None:
    body = chain('<bpmn:exclusiveGateway id="x"/>', '<bpmn:exclusiveGateway id="y" default="on"/>')
    body = body.replace('"f_y"', '"on"')
    with pytest.raises(WorkflowFault, match="反复运行"):
        run(body + flow("back", "y", "x", condition="True"))
