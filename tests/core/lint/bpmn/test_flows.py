"""Flows, gateways, activities and subprocesses: each rule seen, and a right one passed."""

import pytest

from engine.core.lint.bpmn.flows import check_both_ends_agree
from engine.core.lint.reading import read_diagram
from tests.core.lint.bpmn.sketches import END, START, STRAIGHT, TASK, file, flow, found

WHEN = "<conditionExpression>yes</conditionExpression>"


def gateway(kind: str, more: str = "", ways: str = flow("g", "u") + flow("g", "v")) -> str:
    """s > g > u > e, and g > v > e."""
    node = f'<{kind} id="g" {more}/><userTask id="v"/>'
    return START + node + TASK + END + flow("s", "g") + ways + flow("u", "e") + flow("v", "e")


def event_gateway(first: str, second: str, more: str = "", ways: str = "") -> str:
    body = f'<eventBasedGateway id="g" {more}/>{first}{second}' + START + END + flow("s", "g")
    out = flow("g", "a") + flow("g", "b") + flow("a", "e") + flow("b", "e")
    return body + (ways or out)


TIMER = '<intermediateCatchEvent id="{}"><timerEventDefinition/></intermediateCatchEvent>'
A, B = TIMER.format("a"), TIMER.format("b")
MESSAGE = B.replace("<timerEventDefinition/>", '<messageEventDefinition messageRef="m"/>')
EVENT_SUB = '<subProcess id="q" triggeredByEvent="true">{}<endEvent id="qe"/></subProcess>'
TIMED = '<startEvent id="qs"><timerEventDefinition/></startEvent>'
LOOP = "multiInstanceLoopCharacteristics"
LISTED = "<loopDataInputRef>rows</loopDataInputRef>"
ROW = '<inputDataItem id="row"/>'
COUNT = "<loopCardinality>3</loopCardinality>"
COMPLEX = '<complexBehaviorDefinition id="cb"/>'
MESSAGES = '<message id="m" name="m"/>'


def looped(inner: str, more: str = "") -> str:
    return STRAIGHT.replace(TASK, f'<userTask id="u"><{LOOP} {more}>{inner}</{LOOP}></userTask>')


LISTING = (
    '<startEvent id="s"><outgoing>s_u</outgoing></startEvent>'
    '<userTask id="u"><incoming>s_u</incoming><outgoing>u_e</outgoing></userTask>'
    '<endEvent id="e"><incoming>u_e</incoming></endEvent>' + flow("s", "u") + flow("u", "e")
)

JOINED = gateway("parallelGateway").replace(flow("v", "e"), flow("v", "j")).replace(
    flow("u", "e"), flow("u", "j") + '<parallelGateway id="j" gatewayDirection="{}"/>'
    + flow("j", "e"))  # fmt: skip

RIGHT = [
    gateway("inclusiveGateway", ways=flow("g", "u", WHEN) + flow("g", "v", WHEN)),
    gateway("complexGateway", ways=flow("g", "u", WHEN) + flow("g", "v", WHEN)),
    event_gateway('<receiveTask id="a"/>', B),
    event_gateway(A, B, 'eventGatewayType="Parallel" instantiate="true"').replace(
        flow("s", "g"), flow("s", "e")),
    gateway("exclusiveGateway", 'default="g_v"', ways=flow("g", "u", WHEN) + flow("g", "v")),
    gateway("parallelGateway", 'gatewayDirection="Diverging"'),
    event_gateway(A, MESSAGE),
    STRAIGHT + EVENT_SUB.format(TIMED),
    LISTING,
    looped(LISTED + ROW),
    looped(COUNT),
    STRAIGHT.replace(TASK, '<userTask id="u" startQuantity="1" completionQuantity="2"/>'),
    looped(COUNT, 'behavior="Complex"').replace(COUNT, COUNT + COMPLEX),
    STRAIGHT + '<userTask id="v"/>' + flow("u", "v", WHEN) + flow("v", "e"),
    STRAIGHT.replace(TASK, '<scriptTask id="u" scriptFormat="x"><script>x</script></scriptTask>'),
    STRAIGHT.replace(TASK, '<userTask id="u"><loopDataInputRef/></userTask>'),
    STRAIGHT + '<adHocSubProcess id="q"><userTask id="i"/></adHocSubProcess>',
    gateway("parallelGateway", 'gatewayDirection="Unspecified"'),
    gateway("parallelGateway", 'gatewayDirection="Mixed"') + flow("s", "g").replace("s_g", "g2"),
    JOINED.format("Converging"),
    STRAIGHT.replace(flow("u", "e"), flow("u", "e", more='isImmediate="true"')),
]  # fmt: skip

WRONG = [
    # sequence flows
    (STRAIGHT + '<dataObject id="o"/>' + flow("u", "o"), {("flow-node", "u_o")}),
    (STRAIGHT + flow("u", "nowhere"), {("flow-node", "u_nowhere")}),
    (STRAIGHT + '<subProcess id="q"><userTask id="i"/></subProcess>' + flow("u", "i"),
     {("flow-level", "u_i")}),
    (STRAIGHT + flow("u", "e", more='isImmediate="false"').replace('id="u_e"', 'id="z"'),
     {("flow-immediate", "z")}),
    (STRAIGHT.replace(TASK, '<userTask id="u"><incoming>no</incoming></userTask>'),
     {("flow-listed", each) for each in "sue"}),
    # conditions and defaults
    (gateway("parallelGateway", ways=flow("g", "u", WHEN) + flow("g", "v")),
     {("condition-place", "g_u")}),
    (gateway("exclusiveGateway", 'default="g_v"',
             ways=flow("g", "u", "<conditionExpression/>") + flow("g", "v")),
     {("condition-empty", "g_u")}),
    (STRAIGHT.replace(flow("u", "e"), flow("u", "e", WHEN)), {("condition-place", "u_e")}),
    (gateway("exclusiveGateway", 'default="s_g"'), {("default-flow", "g")}),
    (gateway("parallelGateway", 'default="g_u"'), {("default-flow", "g")}),
    # gateways
    (gateway("parallelGateway", 'gatewayDirection="Converging"'), {("gateway-direction", "g")}),
    (gateway("parallelGateway", 'gatewayDirection="Mixed"'), {("gateway-direction", "g")}),
    (JOINED.format("Diverging"), {("gateway-direction", "j")}),
    (event_gateway(A, B, ways=flow("g", "a") + flow("a", "e")), {("event-gateway", "g")}),
    (event_gateway(A, '<userTask id="b"/>'), {("event-gateway-target", "b")}),
    (event_gateway(A, B) + TASK + flow("u", "b"), {("event-gateway-target", "b")}),
    (event_gateway('<receiveTask id="a"/>', MESSAGE), {("event-gateway", "g")}),
    (event_gateway(A, B, 'instantiate="true"'), {("instantiate", "g")}),
    (event_gateway(A, B, 'eventGatewayType="Parallel"'), {("instantiate", "g")}),
    # activities
    (STRAIGHT.replace(TASK, '<userTask id="u" startQuantity="0"/>'), {("quantity", "u")}),
    (looped(""), {("multi-instance", "u")}),
    (looped(LISTED + COUNT), {("multi-instance", "u")}),
    (looped(LISTED), {("multi-instance", "u")}),
    (looped(COUNT, 'behavior="One"'), {("multi-instance", "u")}),
    (looped(COUNT, 'behavior="None"'), {("multi-instance", "u")}),
    (looped(COUNT, 'behavior="Complex"'), {("multi-instance", "u")}),
    (looped(ROW + COUNT), {("multi-instance", "u")}),
    (STRAIGHT.replace(TASK, '<userTask id="u" completionQuantity="-1"/>'), {("quantity", "u")}),
    (STRAIGHT.replace(TASK, '<userTask id="u" completionQuantity="many"/>'), {("quantity", "u")}),
    (STRAIGHT.replace(TASK, '<scriptTask id="u"><script>x</script></scriptTask>'),
     {("script-language", "u")}),
    (STRAIGHT.replace(END, '<endEvent id="e"><messageEventDefinition/></endEvent>'),
     {("event-subject", "e")}),
    (STRAIGHT.replace(END, '<endEvent id="e"><errorEventDefinition/></endEvent>'),
     {("event-subject", "e")}),
    # subprocesses
    (STRAIGHT + EVENT_SUB.format(""), {("event-subprocess-start", "q"), ("start-missing", "q")}),
    (STRAIGHT + EVENT_SUB.format(TIMED) + flow("u", "q"), {("event-subprocess-flow", "u_q"),
                                                           ("event-subprocess-flow", "q")}),
    (STRAIGHT + EVENT_SUB.format(TIMED) + flow("q", "e"), {("event-subprocess-flow", "q_e"),
                                                           ("event-subprocess-flow", "q")}),
    (STRAIGHT + EVENT_SUB.format(TIMED + TIMED.replace("qs", "qr")),
     {("event-subprocess-start", "q")}),
    (STRAIGHT + '<adHocSubProcess id="q"/>', {("ad-hoc", "q")}),
    (STRAIGHT + '<adHocSubProcess id="q"><userTask id="i"/><endEvent id="qe"/>'
     "</adHocSubProcess>", {("ad-hoc", "qe")}),
    (STRAIGHT + '<subChoreography id="c"/>', {("choreography", "c")}),
    (STRAIGHT + '<choreographyTask id="c"/>', {("choreography", "c")}),
    (event_gateway('<receiveTask id="a"/>', B)
     + '<boundaryEvent id="w" attachedToRef="a"><timerEventDefinition/></boundaryEvent>'
     + flow("w", "e"), {("event-gateway-target", "a")}),
    ('<receiveTask id="a" instantiate="true"/>' + STRAIGHT + flow("u", "a") + flow("a", "e"),
     {("instantiate", "a")}),
    (STRAIGHT + '<adHocSubProcess id="q"><userTask id="i"/><startEvent id="qs"/>'
     "</adHocSubProcess>", {("ad-hoc", "qs")}),
    (STRAIGHT + '<callChoreography id="c"/>', {("choreography", "c")}),
    (STRAIGHT + '<subProcess id="q"><ioSpecification id="io"/></subProcess>', {("io-place", "q")}),
    ("", {("process-empty", "p")}),
]  # fmt: skip


@pytest.mark.parametrize("body", RIGHT)
def test_right_flows(body: str) -> None:
    assert found(file(body, MESSAGES)) == set()


@pytest.mark.parametrize(("body", "expected"), WRONG)
def test_wrong_flows(body: str, expected: set[tuple[str, str]]) -> None:
    assert found(file(body, MESSAGES)) == expected


def test_a_public_process_does_not_run() -> None:
    public = file(STRAIGHT, process='processType="Public" isExecutable="true"')
    assert found(public) == {("process-public", "p")}


def test_a_file_has_a_process() -> None:
    content = file(STRAIGHT).replace(b"process", b"collaboration")
    assert ("process-missing", "d") in found(content)


def test_which_way_a_wrong_entry_leads_is_said() -> None:
    wrong = STRAIGHT.replace(TASK, '<userTask id="u"><outgoing>no</outgoing></userTask>')
    document = read_diagram("p.bpmn", file(wrong)).document
    assert document is not None
    said = [each.message for each in check_both_ends_agree(document) if each.element == "u"]
    assert [("离开" in each, "进入" in each) for each in said] == [
        (False, True), (True, False), (True, False),
    ]  # fmt: skip
    assert ["漏" in each for each in said] == [True, False, True]


@pytest.mark.parametrize("kind", ["choreography", "globalChoreographyTask", "globalConversation"])
def test_choreographies_do_not_run(kind: str) -> None:
    assert found(file(STRAIGHT, f'<{kind} id="c"/>')) == {("choreography", "c")}


def test_a_process_that_does_not_run_may_take_its_time_between() -> None:
    slow = STRAIGHT.replace(flow("u", "e"), flow("u", "e", more='isImmediate="false"'))
    assert found(file(slow, process='isExecutable="false"')) == set()
    assert found(file(slow)) == {("flow-immediate", "u_e")}
