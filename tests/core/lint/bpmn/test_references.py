"""References, ids, pools, lanes, data and the picture: each rule seen, and a right one passed."""

import pytest

from tests.core.lint.bpmn.sketches import STRAIGHT, TASK, file, found

LANES = (
    '<laneSet id="ls"><lane id="a"><flowNodeRef>{}</flowNodeRef></lane>'
    '<lane id="b">{}</lane></laneSet>'
)
POOLS = (
    '<collaboration id="c"><participant id="one" processRef="{}"/>'
    '<participant id="two"/>{}</collaboration>'
)
SENT = '<messageFlow id="mf" sourceRef="{}" targetRef="{}"/>'
OTHER = '<process id="q"><userTask id="qu"/></process>'
INPUT = '<ioSpecification id="io"><dataInput id="din" {}/>{}</ioSpecification>'
SET = '<inputSet id="is"><dataInputRefs>{}</dataInputRefs>{}</inputSet><outputSet id="os"/>'


def task(inner: str, kind: str = "userTask", more: str = "") -> str:
    return STRAIGHT.replace(TASK, f'<{kind} id="u" {more}>{inner}</{kind}>')


def drawn(*pictures: str) -> str:
    inner = "".join(pictures)
    plane = f'<di:BPMNPlane id="bp" bpmnElement="p">{inner}</di:BPMNPlane>'
    return f'<di:BPMNDiagram id="bd">{plane}</di:BPMNDiagram>'


def shape(element: str, size: str = 'x="0" y="0" width="9" height="9"', key: str = "") -> str:
    ids = f'id="{key or element}_di" bpmnElement="{element}"'
    return f"<di:BPMNShape {ids}><dc:Bounds {size}/></di:BPMNShape>"


def edge(element: str, points: str = "0 9") -> str:
    bends = "".join(f'<dd:waypoint x="{x}" y="0"/>' for x in points.split())
    return f'<di:BPMNEdge id="{element}_di" bpmnElement="{element}">{bends}</di:BPMNEdge>'


RIGHT = [
    (LANES.format("u", "") + STRAIGHT, ""),
    (STRAIGHT, POOLS.format("p", SENT.format("u", "two"))),
    (STRAIGHT, POOLS.format("p", SENT.format("u", "qu")) + OTHER),
    (STRAIGHT, POOLS.format("t:p", "")),
    (STRAIGHT + '<textAnnotation id="n"/><association id="as" sourceRef="u" targetRef="n"/>', ""),
    (task(INPUT.format("", SET.format("din", ""))), ""),
    (STRAIGHT, drawn(shape("u"), edge("s_u"))),
    (STRAIGHT, drawn(shape("u", 'x="0" y="0" width="0" height="0"'))),
    (STRAIGHT, POOLS.format("p", '<participant id="three"/>')),
    (
        STRAIGHT,
        POOLS.format("p", "").replace(
            'id="two"/>',
            'id="two"><participantMultiplicity minimum="0" maximum="2"/></participant>',
        ),
    ),
    (STRAIGHT, drawn(shape("other:far"))),
    (LANES.format("u", "<flowNodeRef>e</flowNodeRef>") + STRAIGHT, ""),
    (
        STRAIGHT,
        POOLS.format("p", "").replace(
            'id="two"/>',
            'id="two"><participantMultiplicity minimum="1" maximum="1"/></participant>',
        ),
    ),
    (
        STRAIGHT.replace(
            '<endEvent id="e"/>',
            '<endEvent id="e"><messageEventDefinition id="x" messageRef="m"/></endEvent>',
        ),
        POOLS.format("p", SENT.format("e", "two")) + '<message id="m"/>',
    ),
]

WRONG = [
    # references and ids
    (STRAIGHT + '<association id="as" sourceRef="u" targetRef="no"/>', "", {("association", "as")}),
    (task("", "receiveTask", 'messageRef="no"'), "", {("reference", "u")}),
    (task("", "receiveTask", 'messageRef="s"'), "", {("reference-kind", "u")}),
    (task("", "receiveTask", 'messageRef="other:m"'), "", {("reference-outside", "u")}),
    (STRAIGHT + '<dataObjectReference id="r" dataObjectRef="u"/>', "", {("reference-kind", "r")}),
    (STRAIGHT, POOLS.format("no", ""), {("reference", "one")}),
    (STRAIGHT, '<import location="x.bpmn" importType="x" namespace="urn:x"/>', {("import", "d")}),
    (STRAIGHT, '<message id="u" name="m"/>', {("id-twice", "u")}),
    # pools and lanes
    (STRAIGHT, POOLS.format("p", SENT.format("u", "no")), {("message-flow", "mf")}),
    (STRAIGHT + '<parallelGateway id="g"/>', POOLS.format("p", SENT.format("g", "two")),
     {("message-flow", "mf")}),
    (STRAIGHT, POOLS.format("p", SENT.format("e", "two")), {("message-flow-event", "mf")}),
    (STRAIGHT, POOLS.format("p", '<participant id="three" processRef="t:p"/>'),
     {("pool", "one"), ("pool", "three")}),
    (STRAIGHT, POOLS.format("p", "").replace('id="two"/>', 'id="two"><participantMultiplicity'
     ' minimum="-1"/></participant>'), {("pool", "two")}),
    (STRAIGHT, POOLS.format("p", "").replace('id="two"/>', 'id="two"><participantMultiplicity'
     ' maximum="0"/></participant>'), {("pool", "two")}),
    (LANES.format("s_u", "") + STRAIGHT, "", {("lane-member", "a")}),
    (STRAIGHT, POOLS.format("p", SENT.format("u", "u")), {("message-flow", "mf")}),
    (STRAIGHT, POOLS.format("p", SENT.format("s", "two")), {("message-flow-event", "mf")}),
    (STRAIGHT, POOLS.format("p", SENT.format("two", "e")), {("message-flow-event", "mf")}),
    (STRAIGHT, POOLS.format("p", '<participant id="three" processRef="p"/>'),
     {("pool", "one"), ("pool", "three")}),
    (STRAIGHT, POOLS.format("p", "").replace('id="two"/>', 'id="two"><participantMultiplicity'
     ' minimum="3" maximum="2"/></participant>'), {("pool", "two")}),
    (LANES.format("no", "") + STRAIGHT, "", {("lane-member", "a")}),
    (LANES.format("qu", "") + STRAIGHT, OTHER, {("lane-member", "a")}),
    (LANES.format("no", "<flowNodeRef>no</flowNodeRef>") + STRAIGHT, "",
     {("lane-member", "a"), ("lane-member", "b")}),
    (LANES.format("u", "<flowNodeRef>u</flowNodeRef>") + STRAIGHT, "", {("lane-twice", "u")}),
    # data
    (task(INPUT.format("", SET.format("", ""))), "", {("data-set", "u"), ("reference", "u")}),
    (task(INPUT.format("", SET.format("din", "<optionalInputRefs>x</optionalInputRefs>"))), "",
     {("data-set", "u"), ("reference", "u")}),
    (task(INPUT.format("", SET.format("din", "<outputSetRefs>os</outputSetRefs>"))), "",
     {("data-set", "u")}),
    (task("<dataInputAssociation id=\"da\"><sourceRef>u</sourceRef><targetRef>no</targetRef>"
          "</dataInputAssociation>"), "", {("data-association", "u")}),
    (task(INPUT.format('itemSubjectRef="i" isCollection="true"', SET.format("din", ""))),
     '<itemDefinition id="i"/>', {("data-collection", "u")}),
    (STRAIGHT.replace('<endEvent id="e"/>', '<endEvent id="e"><dataInput id="x"/>'
     '<inputSet id="is"><dataInputRefs>x</dataInputRefs></inputSet></endEvent>'), "",
     {("event-data", "e")}),
    # the picture
    (STRAIGHT, drawn(shape("no")), {("drawn-nothing", "no_di")}),
    (STRAIGHT, drawn(shape("no"), shape("no", key="again")),
     {("drawn-nothing", "no_di"), ("drawn-nothing", "again_di")}),
    (STRAIGHT, drawn(shape("bp")), {("drawn-nothing", "bp_di")}),
    (STRAIGHT, drawn(shape("u"), shape("s")).replace('bpmnElement="p"', 'bpmnElement="u"'),
     {("drawn-kind", "u")}),
    (STRAIGHT, drawn(edge("s_u"), edge("s_u").replace("s_u_di", "again")),
     {("drawn-twice", "s_u")}),
    (STRAIGHT, drawn(shape("s_u")), {("drawn-kind", "s_u")}),
    (STRAIGHT, drawn(edge("u")), {("drawn-kind", "u")}),
    (STRAIGHT, drawn(shape("u"), shape("u", key="again")), {("drawn-twice", "u")}),
    (STRAIGHT, drawn(shape("u", 'x="INF" y="0" width="9" height="9"')), {("drawn-number", "u")}),
    (STRAIGHT, drawn(shape("u", 'x="0" y="0" width="-9" height="9"')), {("drawn-number", "u")}),
    (STRAIGHT, drawn(edge("s_u", "NaN 9")), {("drawn-number", "s_u")}),
    (STRAIGHT, drawn(edge("s_u", "0")), {("drawn-line", "s_u")}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "beside"), RIGHT)
def test_right_references(body: str, beside: str) -> None:
    assert found(file(body, beside)) == set()


@pytest.mark.parametrize(("body", "beside", "expected"), WRONG)
def test_wrong_references(body: str, beside: str, expected: set[tuple[str, str]]) -> None:
    assert found(file(body, beside)) == expected
