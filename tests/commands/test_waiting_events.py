"""A term that is drawn as a step of its own: the case waits for it, and goes on when it comes."""

import pytest
from sqlalchemy import select

from engine.commands.deploy_pack import deploy_pack
from engine.commands.lapse_due import lapse_due
from engine.store.tables import ClockRow, Incident, Message, Task
from tests.commands.casework import at, begin
from tests.packs import pack_files
from tests.packs.parallel import DIAGRAM, term

FLOW = '<bpmn:sequenceFlow id="f2" sourceRef="fill" targetRef="both"/>'
#: The timer of a term that hangs on nothing, and what follows it, on the way to `both`.
WAIT = (
    term("wait", 2)
    .replace("boundaryEvent", "intermediateCatchEvent")
    .replace(' cancelActivity="false" attachedToRef="wait"', "")
    .replace(
        '<bpmn:endEvent id="wait_end"><bpmn:incoming>wait_2</bpmn:incoming></bpmn:endEvent>', ""
    )
    .replace('targetRef="wait_end"', 'targetRef="both"')
)
GATEWAY = (
    '<bpmn:eventBasedGateway id="first"/><bpmn:intermediateCatchEvent id="told">'
    '<bpmn:messageEventDefinition id="told_m" messageRef="done"/></bpmn:intermediateCatchEvent>'
    '<bpmn:sequenceFlow id="g_1" sourceRef="first" targetRef="wait_term"/>'
    '<bpmn:sequenceFlow id="g_2" sourceRef="first" targetRef="told"/>'
    '<bpmn:sequenceFlow id="g_3" sourceRef="told" targetRef="both"/>'
)
DONE = ("<bpmn:process id", '<bpmn:message id="done" name="done"/><bpmn:process id')


@pytest.fixture
def store(bureau_store):
    return bureau_store


def deployed(store, *changes):
    drawn = DIAGRAM.replace("INSIDE", "").replace("OUTSIDE", "")
    for old, new in changes:
        assert old in drawn, old
        drawn = drawn.replace(old, new)
    deploy_pack(store, None, pack_files() | {"mini/mini.bpmn": drawn.encode()}, "test")
    return store


@pytest.mark.parametrize(
    ("host", "changes"),
    [
        ("wait_term", [(FLOW, WAIT + FLOW.replace("both", "wait_term"))]),
        ("first", [(FLOW, WAIT + GATEWAY + FLOW.replace("both", "first")), DONE]),
    ],
)
def test_a_case_waits_for_a_term_on_its_way(store, host, changes):
    case = begin(deployed(store, *changes))
    with store.reading() as session:
        (clock,) = session.scalars(select(ClockRow).where(ClockRow.case_id == case.id))
        assert (clock.element, clock.host_element, clock.state) == ("wait_term", host, "running")
        assert (clock.term, clock.clause) == ("2个工作日", "第十四条")
        assert list(open_in(session, case)) == []
    store.clock.set(clock.due_at)
    assert lapse_due(store) == 1
    with store.reading() as session:
        assert sorted(open_in(session, case)) == ["ta", "tb"]
        assert "late" in session.scalars(select(Message.template)).all()
        assert session.scalars(select(Incident)).all() == []
        assert session.get_one(ClockRow, clock.id).lapsed_at == clock.due_at
        assert clock.due_at == at("2026-09-24 00:00")


def open_in(session, case):
    found = select(Task.element).where(Task.case_id == case.id, Task.state == "open")
    return session.scalars(found)
