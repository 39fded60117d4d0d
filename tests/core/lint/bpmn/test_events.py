"""Events, their triggers, boundary events and links: each rule seen, and a right one passed."""

import pytest

from tests.core.lint.bpmn.sketches import END, START, STRAIGHT, TASK, file, flow, found

HOST = STRAIGHT + '<endEvent id="x"/>'


def on(event: str, more: str = "", way: str = flow("b", "x")) -> str:
    """A boundary event with `event` in it on the task."""
    return HOST + f'<boundaryEvent id="b" attachedToRef="u" {more}>{event}</boundaryEvent>' + way


def trigger(kind: str, **more: str) -> str:
    """A trigger with its attributes."""
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    return f'<{kind}EventDefinition id="t_{kind}"{attributes}/>'


def event(kind: str, key: str, inner: str) -> str:
    return f'<{kind} id="{key}">{inner}</{kind}>'


THROW, CATCH = "intermediateThrowEvent", "intermediateCatchEvent"
TIMED, LINKED = trigger("timer"), trigger("link", name="A")

LAST = '<endEvent id="qe"/>'
CANCELLED = f'<endEvent id="qe">{trigger("cancel")}</endEvent>'
TRANSACTION = f'<transaction id="u"><startEvent id="qs"/>{LAST}</transaction>'
WITHIN = (
    '<subProcess id="q"><startEvent id="qs"/><userTask id="i"/><endEvent id="qe"/></subProcess>'
)
EVENT_SUB = '<subProcess id="u" triggeredByEvent="true"><startEvent id="qs">'
EVENT_SUB += '<timerEventDefinition id="qt"/></startEvent><endEvent id="qe"/></subProcess>'

RIGHT = [
    STRAIGHT,
    on(TIMED),
    on(TIMED, 'cancelActivity="false"'),
    on(trigger("error")),
    '<receiveTask id="r" instantiate="true"/>' + END + flow("r", "e"),
    STRAIGHT.replace(START, event("startEvent", "s", trigger("signal", signalRef="g"))),
    on(trigger("cancel")).replace(TASK, TRANSACTION),
    STRAIGHT.replace(TASK, TRANSACTION.replace(LAST, CANCELLED)),
    '<eventBasedGateway id="r" instantiate="true"/>'
    + event(CATCH, "i", TIMED)
    + event(CATCH, "j", TIMED.replace("t_", "t2"))
    + END
    + flow("r", "i")
    + flow("r", "j")
    + flow("i", "e")
    + flow("j", "e"),
]

WRONG = [
    # start and end events
    (STRAIGHT + flow("u", "s"), {("start-incoming", "u_s")}),
    (START + TASK + flow("s", "u"), {("end-missing", "p")}),
    (TASK + END + flow("u", "e"), {("start-missing", "p")}),
    (STRAIGHT + event("subProcess", "q", '<startEvent id="qs"/>'), {("end-missing", "q")}),
    # Table 10.93
    (STRAIGHT.replace(START, event("startEvent", "s", trigger("error"))), {("trigger", "s")}),
    (STRAIGHT + event("subProcess", "q", event("startEvent", "qs", TIMED) + '<endEvent id="qe"/>'),
     {("trigger", "qs")}),
    (STRAIGHT + event(CATCH, "c", ""), {("trigger", "c")}),
    (STRAIGHT + event(CATCH, "c", trigger("escalation")), {("trigger", "c")}),
    (STRAIGHT + event(THROW, "c", TIMED), {("trigger", "c")}),
    (STRAIGHT.replace(END, event("endEvent", "e", TIMED)), {("trigger", "e")}),
    (on(""), {("trigger", "b")}),
    (on(trigger("terminate")), {("trigger", "b")}),
    (on(trigger("error"), 'cancelActivity="false"'), {("trigger", "b")}),
    (on(TIMED + trigger("error")), {("trigger-several", "b")}),
    (on("<eventDefinitionRef>t</eventDefinitionRef>"),
     {("trigger-ref", "b"), ("reference", "b")}),
    # boundary events
    (on(TIMED).replace('attachedToRef="u"', 'attachedToRef="s"'), {("boundary-host", "b")}),
    (on(TIMED).replace('attachedToRef="u"', 'attachedToRef="no"'), {("boundary-host", "b")}),
    (on(TIMED).replace('attachedToRef="u"', 'attachedToRef="i"') + WITHIN,
     {("boundary-host", "b")}),
    (START + END + flow("s", "e") + on(TIMED).removeprefix(STRAIGHT) + EVENT_SUB,
     {("boundary-host", "b")}),
    (on(TIMED) + flow("u", "b"), {("boundary-incoming", "u_b")}),
    (on(TIMED, way=""), {("boundary-outgoing", "b")}),
    (on(trigger("cancel")), {("cancel-place", "b")}),
    (STRAIGHT.replace(END, event("endEvent", "e", trigger("cancel"))), {("cancel-place", "e")}),
    (on(trigger("compensate")), {("boundary-outgoing", "b"), ("compensation", "b")}),
    (STRAIGHT.replace(TASK, '<userTask id="u" isForCompensation="true"/>'),
     {("compensation", "u")}),
    # links
    (STRAIGHT + event(THROW, "l", LINKED), {("link", "l")}),
    (STRAIGHT + event(CATCH, "l", LINKED) + flow("l", "e"), {("link", "l")}),
]  # fmt: skip

SIGNAL = '<signal id="g" name="g"/>'


@pytest.mark.parametrize("body", RIGHT)
def test_right_events(body: str) -> None:
    assert found(file(body, SIGNAL)) == set()


@pytest.mark.parametrize(("body", "expected"), WRONG)
def test_wrong_events(body: str, expected: set[tuple[str, str]]) -> None:
    assert found(file(body)) == expected


def links(targets: int, more: str = "") -> bytes:
    caught = "".join(
        event(CATCH, f"c{n}", LINKED.replace("t_link", f"t{n}")) + flow(f"c{n}", "e")
        for n in range(targets)
    )
    return file(STRAIGHT + event(THROW, "l", LINKED) + flow("u", "l") + caught + more)


def test_links_have_one_target() -> None:
    assert found(links(1)) == set()
    assert found(links(2)) == {("link", "l")}
    assert found(links(1, flow("l", "e"))) == {("link-flow", "l")}
    assert found(links(1, flow("u", "c0"))) == {("link-flow", "c0")}


def linked(source: str, target: str) -> bytes:
    """Two links, the definition of the first `t1`, of the second `t2`, with this in them."""
    ends = [(THROW, "l", "t1", "A", source), (CATCH, "c", "t2", "B", target)]
    drawn = "".join(
        event(kind, key, f'<linkEventDefinition id="{own}" name="{name}">{inner}'
              "</linkEventDefinition>")
        for kind, key, own, name, inner in ends
    )  # fmt: skip
    return file(STRAIGHT + drawn + flow("u", "l") + flow("c", "e"))


@pytest.mark.parametrize(
    ("source", "target", "joined"),
    [
        ("", "", False),
        ("<target>t2</target>", "", True),
        ("", "<source>t1</source>", True),
        ("<target>t2</target>", "<source>t1</source>", True),
        ("<target>t1</target>", "", False),
        ("", "<source>t2</source>", False),
        ("<target>t:t2</target>", "", True),
    ],
)
def test_links_may_name_each_other(source: str, target: str, joined: bool) -> None:
    wrong = {("link", "l"), ("link", "c")}
    assert found(linked(source, target)) == (set() if joined else wrong)


def test_a_link_does_not_lead_into_a_subprocess() -> None:
    target = event(CATCH, "c", LINKED.replace("t_link", "t2")) + flow("c", "qe")
    inner = f'<subProcess id="q"><startEvent id="qs"/>{target}<endEvent id="qe"/></subProcess>'
    drawn = file(STRAIGHT + event(THROW, "l", LINKED) + flow("u", "l") + inner)
    assert found(drawn) == {("link", "l"), ("link", "c")}


@pytest.mark.parametrize(
    ("handler", "named"),
    [('<serviceTask id="h"/>', "h"), ('<textAnnotation id="h"/>', "h"), ("", "no")],
)
def test_what_undoes_nothing_is_no_handler(handler: str, named: str) -> None:
    tied = f'<association id="a" sourceRef="b" targetRef="{named}"/>'
    drawn = file(on(trigger("compensate"), way=handler + tied))
    assert ("compensation", "b") in found(drawn)


@pytest.mark.parametrize(
    ("activity", "expected"),
    [("u", set()), ("no", {("reference", "c")}), ("g", {("reference-kind", "c")})],
)
def test_what_is_undone_is_an_activity(activity: str, expected: set[tuple[str, str]]) -> None:
    undone = event(THROW, "c", trigger("compensate", activityRef=activity)) + flow("u", "c")
    assert found(file(STRAIGHT + undone + flow("c", "e"), SIGNAL)) == expected


def test_a_definition_beside_the_process_is_known_by_its_kind() -> None:
    referred = '<endEvent id="e"><eventDefinitionRef>t_timer</eventDefinitionRef></endEvent>'
    drawn = file(STRAIGHT.replace(END, referred), TIMED)
    assert found(drawn) == {("trigger", "e"), ("trigger-ref", "e")}


def test_a_compensation_event_leads_to_its_handler() -> None:
    handler = '<serviceTask id="h" isForCompensation="true"/>'
    tied = '<association id="a" sourceRef="b" targetRef="h"/>'
    assert found(file(on(trigger("compensate"), way=handler + tied))) == set()


def test_a_called_process_begins_without_a_trigger() -> None:
    inner = '<startEvent id="qs"><signalEventDefinition signalRef="g"/></startEvent>'
    called = f'<process id="q">{inner}<endEvent id="qe"/>{flow("qs", "qe")}</process>' + SIGNAL
    call = STRAIGHT.replace(TASK, '<callActivity id="u" calledElement="q"/>')
    assert found(file(call, called)) == {("called-start", "q")}
    assert found(file(STRAIGHT, called)) == set()
    unbegun = called.replace(inner, "").replace(flow("qs", "qe"), "")
    assert ("called-start", "q") not in found(file(call, unbegun))
    plain = called.replace(inner, '<startEvent id="qs"/>')
    assert found(file(call, plain)) == set()


@pytest.mark.parametrize(
    ("process", "thrown", "beside", "expected"),
    [
        ("", trigger("escalation", escalationRef="x"), '<escalation id="x"/>', True),
        ("", trigger("escalation", escalationRef="x"),
         '<escalation id="x" escalationCode="1"/>', False),
        ("", trigger("error", errorRef="x"), '<error id="x" errorCode="1"/>', False),
        ("", trigger("message"), "", True),
        ("", trigger("signal"), "", True),
        ('isExecutable="false"', trigger("error"), "", False),
        ('isExecutable="false"', trigger("message"), "", False),
    ],
)  # fmt: skip
def test_in_a_process_that_runs_it_is_said_what_is_thrown(
    process: str, thrown: str, beside: str, expected: bool
) -> None:
    drawn = file(STRAIGHT.replace(END, event("endEvent", "e", thrown)), beside, process)
    assert found(drawn) == ({("event-subject", "e")} if expected else set())


def test_an_error_that_is_awaited_needs_no_code() -> None:
    assert found(file(on(trigger("error", errorRef="r")), '<error id="r"/>')) == set()
