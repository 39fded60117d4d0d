"""Table 10.93 of BPMN 2.0.2, read by its columns: each trigger at each place, right or wrong."""

import pytest

from tests.core.lint.bpmn.sketches import END, STRAIGHT, file, flow, found

#: Trigger -> the places at which the table has a mark; `beside`: not interrupting.
MARKED = {
    "message": "top inner inner-beside catch throw boundary boundary-beside end",
    "timer": "top inner inner-beside catch boundary boundary-beside",
    "error": "inner boundary end",
    "escalation": "inner inner-beside throw boundary boundary-beside end",
    "cancel": "boundary end",
    "compensate": "inner throw boundary end",
    "conditional": "top inner inner-beside catch boundary boundary-beside",
    "link": "catch throw",
    "signal": "top inner inner-beside catch throw boundary boundary-beside end",
    "terminate": "end",
}
BOUND = '<boundaryEvent id="x" attachedToRef="u" {}>{}</boundaryEvent>' + flow("x", "e")
INNER = (
    '<subProcess id="q" triggeredByEvent="true"><startEvent id="x" {}>{}</startEvent>'
    '<endEvent id="qe"/></subProcess>'
)
EMBEDDED = '<subProcess id="q"><startEvent id="x">{}</startEvent><endEvent id="qe"/></subProcess>'
#: Place -> a process with an event `x` there.
PLACES = {
    "top": STRAIGHT.replace('<startEvent id="s"/>', '<startEvent id="x">{}</startEvent>').replace(
        'sourceRef="s"', 'sourceRef="x"'
    ),
    "embedded": STRAIGHT + EMBEDDED,
    "inner": STRAIGHT + INNER.format("", "{}"),
    "inner-beside": STRAIGHT + INNER.format('isInterrupting="false"', "{}"),
    "catch": STRAIGHT + '<intermediateCatchEvent id="x">{}</intermediateCatchEvent>',
    "throw": STRAIGHT + '<intermediateThrowEvent id="x">{}</intermediateThrowEvent>',
    "boundary": STRAIGHT + BOUND.format("", "{}"),
    "boundary-beside": STRAIGHT + BOUND.format('cancelActivity="0"', "{}"),
    "end": STRAIGHT.replace(END, '<endEvent id="x">{}</endEvent>').replace(
        'targetRef="e"', 'targetRef="x"'
    ),
}
#: Places where something has to be waited for.
WAITING = {"inner", "inner-beside", "catch", "boundary", "boundary-beside"}


@pytest.mark.parametrize("trigger", sorted(MARKED))
@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_trigger_stands_where_the_table_has_a_mark(place: str, trigger: str) -> None:
    drawn = PLACES[place].format(f'<{trigger}EventDefinition id="d"/>')
    assert (("trigger", "x") not in found(file(drawn))) is (place in MARKED[trigger].split())


@pytest.mark.parametrize("place", sorted(PLACES))
def test_what_waits_waits_for_something(place: str) -> None:
    assert (("trigger", "x") in found(file(PLACES[place].format("")))) is (place in WAITING)


#: What an event gateway may lead to (Clause 10.6).
AWAITED = {"message", "signal", "timer", "conditional"}


@pytest.mark.parametrize("trigger", sorted(MARKED))
def test_an_event_gateway_leads_to_what_waits(trigger: str) -> None:
    catch = '<intermediateCatchEvent id="{}"><{}EventDefinition id="d{}"/></intermediateCatchEvent>'
    nodes = '<eventBasedGateway id="g"/>' + catch.format("x", trigger, 1)
    nodes += catch.format("y", "timer", 2)
    drawn = STRAIGHT + nodes + flow("g", "x") + flow("g", "y") + flow("x", "e") + flow("y", "e")
    assert (("event-gateway-target", "x") not in found(file(drawn))) is (trigger in AWAITED)
