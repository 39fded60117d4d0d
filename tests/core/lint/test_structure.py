"""The shape of a process, on sketches that are not drawn."""

from collections.abc import Callable, Iterable

import pytest

from engine.core.lint import parallel, refused, shapes, structure, wiring
from engine.core.lint.diagram import Diagram
from engine.core.lint.problem import Problem
from engine.core.lint.reading import read_diagram
from tests.core.lint.good import flow, process

Check = Callable[[Diagram], Iterable[Problem]]

BEGIN, END = '<bpmn:startEvent id="b"/>', '<bpmn:endEvent id="e"/>'


#: What keeps a diagram from running, and what makes it hard to read; some rules know both.
ERRORS = {
    "start", "end", "unreachable", "side-branch", "idle-gateway", "flow-ends", "default",
    "ways-out", "attached", "term", "empty", "refused", "executable", "endless", "stuck", "twice",
    "two-timers", "hidden",
}  # fmt: skip
WARNINGS = {
    "size", "start-name", "end-name", "split-and-join", "ways", "question", "answer", "name",
    "parallel-chain", "in-subprocess", "in-pool", "overlap", "drawn", "size-of-shape", "label",
    "note", "lane", "lane-of", "in-lane", "lane-order", "right-angles", "crossing",
}  # fmt: skip


def sketch(*ways: str, **kinds: str) -> bytes:
    """A process of nodes (id = kind) and ways like "a>b"; begins at b, ends at e."""
    nodes = "".join(f'<bpmn:{kind} id="{key}"/>' for key, kind in kinds.items())
    flows = "".join(flow(f"f{number}", *way.split(">")) for number, way in enumerate(ways))
    return process(BEGIN + nodes + END + flows)


def said(check: Check, content: bytes) -> set[tuple[str, str]]:
    """The (rule, element) that a check reports, each as severe as it is."""
    found = list(check(read_diagram("p.bpmn", content)))
    assert {e.rule for e in found if e.severity == "warning"}.isdisjoint(ERRORS)
    assert {e.rule for e in found if e.severity == "error"}.isdisjoint(WARNINGS)
    return {(each.rule, each.element) for each in found}


def pairs(count: int) -> bytes:
    """So many parallel pairs in a row."""
    ways: list[str] = []
    kinds: dict[str, str] = {}
    last = "b"
    for n in range(count):
        kinds |= {f"s{n}": "parallelGateway", f"j{n}": "parallelGateway"}
        kinds |= {f"x{n}": "userTask", f"y{n}": "userTask"}
        ways += [f"{last}>s{n}", f"s{n}>x{n}", f"s{n}>y{n}", f"x{n}>j{n}", f"y{n}>j{n}"]
        last = f"j{n}"
    return sketch(*ways, f"{last}>e", **kinds)


T, X, P = "userTask", "exclusiveGateway", "parallelGateway"

CASES: list[tuple[Check, bytes, set[tuple[str, str]]]] = [
    (structure.check_reach, sketch("b>t", "t>e", t=T), set()),
    (structure.check_reach, sketch("b>t", "t>e", "u>e", t=T, u=T), {("unreachable", "u")}),
    (structure.check_ends, sketch("b>t", t=T), {("no-way-on", "t"), ("end-name", "e")}),
    (structure.check_ends, sketch("b>e", "e>t", "t>e", t=T), {("end", "e"), ("end-name", "e")}),
    (structure.check_start, process(END), {("start", "p")}),
    (structure.check_start, sketch("b>e", "c>e", c="startEvent"),
     {("start", "p"), ("start-name", "b"), ("start-name", "c")}),
    (structure.check_size, sketch(**{f"t{n}": T for n in range(48)}), set()),
    (structure.check_size, sketch(**{f"t{n}": T for n in range(49)}), {("size", "")}),
    (structure.check_gateways, sketch("b>x", "t>x", "x>t", "x>e", t=T, x=P),
     {("split-and-join", "x")}),
    (structure.check_gateways, sketch("b>x", "x>e", x=P), {("idle-gateway", "x")}),
    (structure.check_gateways, sketch("b>x", "t>x", "x>e", x=P, t=T), set()),
    (structure.check_names, sketch(t="callActivity", u="subProcess", v="task", x=X),
     {("name", "t"), ("name", "u"), ("name", "v")}),
    (structure.check_gateways, sketch("b>x", "x>t", "x>u", "x>e", t=T, u=T, x=P), set()),
    (structure.check_gateways, sketch("b>x", "x>t", "x>u", "x>v", "x>e", t=T, u=T, v=T, x=P),
     {("ways", "x")}),
    (wiring.check_choices, sketch("b>t", "t>u", "t>e", t=T, u=T), {("ways-out", "t")}),
    (wiring.check_flows, sketch("b>t", "t>t", "t>e", t=T), {("flow-ends", "f1")}),
    (wiring.check_flows,
     process(BEGIN + '<bpmn:subProcess id="s"><bpmn:userTask id="t"/></bpmn:subProcess>'
             + flow("f", "b", "t")), {("flow-ends", "f")}),
    (wiring.check_events, sketch("b>s", s="subProcess"), {("empty", "s")}),
    (wiring.check_events, process('<bpmn:boundaryEvent id="t" attachedToRef="nobody"/>'),
     {("attached", "t")}),
    (wiring.check_events,
     process('<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition/>'
             "</bpmn:intermediateCatchEvent>"), {("term", "t")}),
    (parallel.check_parallel, pairs(1), set()),
    (parallel.check_parallel, sketch("b>s", "s>t", "s>u", "t>e", "u>e", s=P, t=T, u=T),
     {("parallel", "s")}),
    (parallel.check_parallel, sketch("b>s", "s>t", "s>u", "t>j", "u>j", "j>e", s=X, t=T, u=T, j=P),
     {("parallel", "j")}),
    (parallel.check_chain, pairs(4), set()),
    (parallel.check_chain, pairs(5), {("parallel-chain", "s0")}),
    (refused.check_ids, process(BEGIN + '<bpmn:userTask id="b"/>'), {("id", "b")}),
    (refused.check_ids, process("<bpmn:userTask/>"), {("id", "")}),
    (refused.check_ids, process('<bpmn:userTask id="End"/>'), {("id", "End")}),
    (refused.check_ids, process('<bpmn:userTask id="x.EndJoin"/>'), {("id", "x.EndJoin")}),
    (refused.check_ids, process('<bpmn:userTask id="审核"/>'), {("id", "审核")}),
]  # fmt: skip


@pytest.mark.parametrize(("check", "content", "expected"), CASES)
def test_shape_of_a_process(check: Check, content: bytes, expected: set[tuple[str, str]]) -> None:
    assert said(check, content) == expected


@pytest.mark.parametrize("kind", sorted(refused.REFUSED))
def test_refused_element_says_what_to_draw_instead(kind: str) -> None:
    found = list(refused.check_refused(read_diagram("p.bpmn", sketch("b>x", "x>e", x=kind))))
    assert [(each.rule, each.element, each.severity) for each in found] == [
        ("refused", "x", "error")
    ]
    assert "请" in found[0].message


@pytest.mark.parametrize(
    "event",
    [
        '<bpmn:startEvent id="x"><bpmn:timerEventDefinition/></bpmn:startEvent>',
        '<bpmn:intermediateThrowEvent id="x"><bpmn:linkEventDefinition/>'
        "</bpmn:intermediateThrowEvent>",
        '<bpmn:boundaryEvent id="x"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>',
        '<bpmn:boundaryEvent id="x"><bpmn:conditionalEventDefinition/></bpmn:boundaryEvent>',
        '<bpmn:boundaryEvent id="x"/>',
        '<bpmn:subProcess id="x" triggeredByEvent="true"/>',
    ],
)
def test_event_that_would_do_nothing_is_refused(event: str) -> None:
    assert said(refused.check_refused, process(event)) == {("refused", "x")}


def test_a_step_is_drawn_in_its_open_subprocess() -> None:
    inner = '<bpmn:subProcess id="s"><bpmn:userTask id="t"/></bpmn:subProcess>'
    shape = (
        '<i:BPMNShape bpmnElement="{}" {}>'
        '<c:Bounds x="{}" y="0" width="100" height="80"/></i:BPMNShape>'
    )
    picture = (
        '<i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><i:BPMNPlane>'
        + shape.format("s", 'isExpanded="true"', 0)
        + shape.format("t", "", 60)
        + "</i:BPMNPlane></i:BPMNDiagram></bpmn:definitions>"
    )
    content = process(inner).replace(b"</bpmn:definitions>", picture.encode())
    assert said(shapes.check_places, content) == {("in-subprocess", "t")}


def test_a_way_back_does_not_count_twice() -> None:
    loop = sketch("b>x", "x>s", "s>t", "s>u", "t>j", "u>j", "j>y", "y>x", "y>e",
                  s=P, t=T, u=T, j=P, x=X, y=X)  # fmt: skip
    assert said(parallel.check_chain, loop) == set()
    assert said(parallel.check_parallel, loop) == set()
