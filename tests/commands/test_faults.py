"""A diagram that cannot go on is nobody's fault: nothing is lost, the administrators hear of it."""

import pytest
from sqlalchemy import select

from engine.commands.deploy_pack import deploy_pack
from engine.errors import WorkflowFault
from engine.store.tables import Event, Incident
from tests.commands.casework import act, approve, begin, open_task
from tests.packs import pack_files

CONDITION = 'reply.result == "agree"'


@pytest.fixture
def case(each_bureau_store):
    """A case whose diagram divides by zero once the provider has answered."""
    files = pack_files()
    drawn = files["mini/mini.bpmn"].decode()
    assert CONDITION in drawn
    broken = drawn.replace(CONDITION, "1 / 0 == 1").encode()
    deploy_pack(each_bureau_store, None, files | {"mini/mini.bpmn": broken}, "test")
    case = begin(each_bureau_store)
    approve(each_bureau_store, case.id)
    act(each_bureau_store, case.id, "panyue", {"result": "pass"})
    return case


def incidents(store):
    with store.reading() as session:
        return [(row.kind, row.case_id) for row in session.scalars(select(Incident))]


def test_a_fault_is_told_to_the_administrators_once(each_bureau_store, case):
    store = each_bureau_store
    with store.reading() as session:
        before = session.scalars(select(Event.id)).all()
    for key in (None, "a", "a"):
        with pytest.raises(WorkflowFault):
            act(store, case.id, "zhoujun", {"result": "agree"}, key=key)
    assert incidents(store) == [("case_stuck", case.id)]
    assert open_task(store, case.id).element == "review"
    with store.reading() as session:
        assert session.scalars(select(Event.id)).all() == before
