"""What the engine would take and then do something that nobody drew."""

import pytest

from engine.core.lint import loops, traps
from engine.core.lint.agreement import disagreements
from engine.core.lint.checking import lint
from engine.core.lint.subject import Subject, read_subject
from engine.core.pack import read_pack
from engine.core.workflow import Blueprint
from tests.core.lint.good import changed, files, flow, found_in, process
from tests.core.lint.test_structure import BEGIN, END, said, sketch

CHECK = '<bpmn:userTask id="check" name="审查申请">'
LOOKUP = (
    '<bpmn:serviceTask id="find"><bpmn:extensionElements>'
    '<gx:lookup name="holders" into="{}"/></bpmn:extensionElements></bpmn:serviceTask>'
)
ROWS = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>{}</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="{}"/></bpmn:multiInstanceLoopCharacteristics>'
)
CASES_OF = "<bpmn:multiInstanceLoopCharacteristics>{}</bpmn:multiInstanceLoopCharacteristics>"


def subject_of(**drawn: bytes) -> Subject:
    """A pack of the good one's head and these diagrams."""
    kept = {path: each for path, each in files().items() if not path.endswith(".bpmn")}
    return read_subject(read_pack(kept | {f"good/{key}.bpmn": x for key, x in drawn.items()}))[0]


@pytest.mark.parametrize(
    "inside",
    [
        '<bpmn:standardLoopCharacteristics loopMaximum="9"/>',
        CASES_OF.format("<bpmn:loopCardinality>10 * 10</bpmn:loopCardinality>"),
        CASES_OF.format("<bpmn:completionCondition>True</bpmn:completionCondition>"),
        "<bpmn:ioSpecification><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>",
        "<bpmn:dataOutputAssociation><bpmn:targetRef>x</bpmn:targetRef>"
        "</bpmn:dataOutputAssociation>",
        "<bpmn:dataInputAssociation><bpmn:targetRef>x</bpmn:targetRef></bpmn:dataInputAssociation>",
    ],
)
def test_nothing_repeats_or_moves_data_unseen(inside: str) -> None:
    assert ("error", "hidden", "check") in found_in(changed((CHECK, CHECK + inside)))


def wait(key: str) -> str:
    """An event that waits for a term."""
    return (
        f'<bpmn:intermediateCatchEvent id="{key}"><bpmn:timerEventDefinition><bpmn:timeDate>'
        "working_days(1)</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
    )


@pytest.mark.parametrize(("timers", "found"), [(1, set()), (2, {("two-timers", "x")})])
def test_an_event_gateway_has_one_timer(timers: int, found: set[tuple[str, str]]) -> None:
    nodes = "".join(wait(f"w{n}") for n in range(timers))
    ways = "".join(flow(f"f{n}", "x", f"w{n}") for n in range(timers))
    drawn = process(BEGIN + '<bpmn:eventBasedGateway id="x"/>' + nodes + END + ways)
    assert said(traps.check_event_gateways, drawn) == found


def test_a_term_behind_an_event_gateway_is_read_as_it_runs() -> None:
    wait_for_it = wait("w").replace("<bpmn:timerEventDefinition>", "<bpmn:extensionElements>"
        '<gx:basis clause="第一条" kind="internal"/></bpmn:extensionElements>'
        "<bpmn:timerEventDefinition>")  # fmt: skip
    told = '<bpmn:intermediateCatchEvent id="m"><bpmn:messageEventDefinition messageRef="done"/>'
    nodes = '<bpmn:eventBasedGateway id="x"/>' + wait_for_it + told
    nodes += "</bpmn:intermediateCatchEvent>"
    ways = "".join(flow(f"g{n}", a, b) for n, (a, b) in enumerate([("b", "x"), ("x", "w"),
                   ("x", "m"), ("w", "e"), ("m", "e")]))  # fmt: skip
    declared = b'<bpmn:message id="done" name="done"/><bpmn:process'
    drawn = process(BEGIN + nodes + END + ways, "more").replace(b"<bpmn:process", declared)
    subject = subject_of(more=drawn)
    assert list(disagreements(subject, Blueprint("more", subject.pack.diagrams))) == []


ERROR_END = '<bpmn:endEvent id="x2"><bpmn:errorEventDefinition/></bpmn:endEvent>'


def caught(inside: str, called: str = ERROR_END) -> set[tuple[str, str]]:
    """What is said of boundary events: one for an escalation around `inside`, one for an error on
    a call of a process with `called` in it."""
    body = (
        f'<bpmn:subProcess id="s">{inside}</bpmn:subProcess>'
        '<bpmn:callActivity id="c" calledElement="more"/>'
        '<bpmn:boundaryEvent id="e1" attachedToRef="s"><bpmn:escalationEventDefinition/>'
        '</bpmn:boundaryEvent><bpmn:boundaryEvent id="e2" attachedToRef="c">'
        "<bpmn:errorEventDefinition/></bpmn:boundaryEvent>"
    )
    subject = subject_of(good=process(body, "good"), more=process(called, "more"))
    return {(each.rule, each.element) for each in traps.check_caught(subject)}


def test_what_is_caught_is_thrown_inside() -> None:
    thrown = (
        '<bpmn:endEvent id="x"><bpmn:escalationEventDefinition escalationRef="n"/></bpmn:endEvent>'
    )
    assert caught(thrown) == set()
    assert caught(f'<bpmn:subProcess id="deeper">{thrown}</bpmn:subProcess>') == set()
    assert caught('<bpmn:endEvent id="x"/>') == {("never-thrown", "e1")}
    assert caught(thrown, '<bpmn:endEvent id="x2"/>') == {("never-thrown", "e2")}


@pytest.mark.parametrize(
    ("into", "rows", "found"),
    [("holders", "holders", set()), ("holders", "others", {("no-list", "s")}),
     ("holders", "", {("no-list", "s")})],
)  # fmt: skip
def test_rows_come_from_a_list(into: str, rows: str, found: set[tuple[str, str]]) -> None:
    step = f'<bpmn:subProcess id="s">{ROWS.format(rows, "holder")}</bpmn:subProcess>'
    subject = subject_of(good=process(LOOKUP.format(into) + step, "good"))
    assert {(each.rule, each.element) for each in traps.check_rows(subject)} == found


def test_rows_do_not_come_from_a_lookup_that_finds_one_thing() -> None:
    found_one = LOOKUP.format("receipts").replace("holders", "receipt")
    step = f'<bpmn:subProcess id="s">{ROWS.format("receipts", "row")}</bpmn:subProcess>'
    subject = subject_of(good=process(found_one + step, "good"))
    assert [each.rule for each in traps.check_rows(subject)] == ["no-list"]


@pytest.mark.parametrize(
    ("into", "item", "found"),
    [
        ("holders", "holder", set()),
        ("check", "holder", {("name-taken", "find")}),
        ("check_by", "holder", {("name-taken", "find")}),
        ("case", "holder", {("name-taken", "find")}),
        ("holders", "check", {("name-taken", "s")}),
    ],
)
def test_nothing_takes_the_place_of_an_answer(
    into: str, item: str, found: set[tuple[str, str]]
) -> None:
    """Else a lookup called `check` would open the way that waits for the answer of `check`."""
    step = f'<bpmn:subProcess id="s">{ROWS.format(into, item)}</bpmn:subProcess>'
    subject = subject_of(good=process(LOOKUP.format(into) + step, "good"))
    assert {(each.rule, each.element) for each in traps.check_names_taken(subject)} == found


X, S, T = "exclusiveGateway", "serviceTask", "userTask"


@pytest.mark.parametrize(
    ("drawn", "spins"),
    [
        (sketch("b>x", "x>t", "t>y", "y>x", "y>e", x=X, t=T, y=X), False),
        (sketch("b>x", "x>t", "t>y", "y>x", "y>e", x=X, t=S, y=X), True),
        (sketch("b>x", "x>y", "y>x", "y>e", x=X, y=X), True),
        (sketch("b>t", "t>e", t=S), False),
        (sketch("b>x", "x>t", "t>y", "y>x", "y>e", x=X, t="eventBasedGateway", y=X), False),
        (sketch("b>x", "x>t", "t>y", "y>x", "y>e", x=X, t="subProcess", y=X), False),
    ],
)
def test_somebody_stands_in_every_circle(drawn: bytes, spins: bool) -> None:
    found = {(e.rule, e.severity) for e in loops.check_loops(subject_of(good=drawn))}
    assert found == ({("spin", "error")} if spins else set())


@pytest.mark.parametrize(("kind", "spins"), [(T, False), (S, True)])
def test_a_circle_through_a_called_process(kind: str, spins: bool) -> None:
    called = process(
        f'<bpmn:startEvent id="mb"/><bpmn:{kind} id="mt"/><bpmn:endEvent id="me"/>'
        + flow("m1", "mb", "mt") + flow("m2", "mt", "me"), "more",
    )  # fmt: skip
    drawn = sketch("b>x", "x>c", "c>y", "y>x", "y>e", x=X, c="callActivity", y=X)
    drawn = drawn.replace(b'callActivity id="c"', b'callActivity id="c" calledElement="more"')
    subject = subject_of(good=drawn, more=called)
    assert bool(list(loops.check_loops(subject))) is spins


def thrower(kind: str, inside: str, end: str, event: str = "") -> bytes:
    """A subprocess `c` that is begun again at once when it throws; `inside`: its steps, from cb to
    ce; `end`: what its end throws; `event`: what the boundary event catches, by default the same.
    """
    level = f'<bpmn:startEvent id="cb"/>{inside}<bpmn:endEvent id="ce">{end}</bpmn:endEvent>'
    caught = (
        f'<bpmn:boundaryEvent id="w" attachedToRef="c"><bpmn:{event or kind}EventDefinition/>'
        "</bpmn:boundaryEvent>"
    )
    body = f'{BEGIN}<bpmn:exclusiveGateway id="x"/>{END}<bpmn:subProcess id="c">{level}'
    flows = (
        flow("f1", "b", "x") + flow("f2", "x", "c") + flow("f3", "c", "e") + flow("f4", "w", "x")
    )
    return process(f"{body}</bpmn:subProcess>{caught}{flows}")


ERROR = "<bpmn:errorEventDefinition/>"
STRAIGHT = flow("i1", "cb", "ce")
BY_HAND = '<bpmn:userTask id="ct"/>' + flow("i1", "cb", "ct") + flow("i2", "ct", "ce")
CALLS = '<bpmn:intermediateThrowEvent id="ct"><bpmn:escalationEventDefinition/>'
CALLS += '</bpmn:intermediateThrowEvent><bpmn:userTask id="cu"/>' + flow("i1", "cb", "ct")
CALLS += flow("i2", "ct", "cu") + flow("i3", "cu", "ce")
DEEPER = '<bpmn:subProcess id="d"><bpmn:startEvent id="db"/><bpmn:endEvent id="de">'
DEEPER += ERROR + "</bpmn:endEvent>" + flow("d1", "db", "de") + "</bpmn:subProcess>"
DEEPER += flow("i1", "cb", "d") + flow("i2", "d", "ce")
CAUGHT = DEEPER + f'<bpmn:boundaryEvent id="dw" attachedToRef="d">{ERROR}</bpmn:boundaryEvent>'


@pytest.mark.parametrize(
    ("drawn", "spins"),
    [
        (thrower("error", STRAIGHT, ERROR), True),
        (thrower("error", BY_HAND, ERROR), False),
        (thrower("error", STRAIGHT, ""), False),
        (thrower("escalation", STRAIGHT, "<bpmn:escalationEventDefinition/>"), True),
        (thrower("escalation", CALLS, ""), True),
        (thrower("timer", STRAIGHT, ERROR), False),
        (thrower("error", DEEPER, ""), True),
        (thrower("error", CAUGHT, ""), False),
    ],
)
def test_what_is_thrown_at_once_leads_round_as_well(drawn: bytes, spins: bool) -> None:
    found = {(e.rule, e.severity) for e in loops.check_loops(subject_of(good=drawn))}
    assert found == ({("spin", "error")} if spins else set())


def test_an_error_beside_a_step_by_hand_lets_nothing_spin() -> None:
    """The error leads to the end; who comes round again has been waited for."""
    both = '<bpmn:exclusiveGateway id="cx"/><bpmn:userTask id="ct"/>'
    both += f'<bpmn:endEvent id="cf">{ERROR}</bpmn:endEvent>' + flow("i1", "cb", "cx")
    both += flow("i2", "cx", "ct") + flow("i3", "cx", "cf") + flow("i4", "ct", "ce")
    drawn = thrower("error", both, "").replace(
        b'sourceRef="c" targetRef="e"', b'sourceRef="c" targetRef="x"'
    )
    drawn = drawn.replace(b'sourceRef="w" targetRef="x"', b'sourceRef="w" targetRef="e"')
    assert list(loops.check_loops(subject_of(good=drawn))) == []


def test_each_called_process_is_looked_into_once() -> None:
    """Sixty processes that each call the next one twice have more ways than anybody could walk."""
    drawn = {}
    for n in range(60):
        calls = "".join(
            f'<bpmn:callActivity id="{key}{n}" calledElement="p{n + 1}"/>' for key in "xy"
        )
        ways = [("b", "x"), ("x", "y"), ("y", "e")]
        flows = "".join(flow(f"{a}{c}{n}", f"{a}{n}", f"{c}{n}") for a, c in ways)
        ends = f'<bpmn:startEvent id="b{n}"/><bpmn:endEvent id="e{n}"/>'
        drawn[f"p{n}"] = process(ends + calls + flows, f"p{n}")
    last = '<bpmn:startEvent id="b"/><bpmn:endEvent id="e"/>' + flow("f", "b", "e")
    subject = subject_of(**drawn, p60=process(last, "p60"))
    assert list(loops.check_loops(subject)) == []


def test_the_wired_checks_speak() -> None:
    twin = ('<bpmn:userTask id="fill"', LOOKUP.format("check") + '<bpmn:userTask id="fill"')
    assert ("name-taken", "find") in {(each.rule, each.element) for each in lint(changed(twin))}
