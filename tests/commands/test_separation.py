"""Separation of duties when a task is given out and when it is handed on."""

import pytest

from engine.commands.deploy_pack import deploy_pack
from engine.commands.release_task import release_task
from engine.queries.tasks import get_task
from engine.store.separation import barred_people
from engine.store.tables import Incident, Task
from tests.bureau.fixtures import acting
from tests.commands.casework import begin, open_task
from tests.packs import pack_files

LEADER = '<gx:assignment role="supervising_leader" unit="case.applicant.unit"/>'
STARTER = (
    '<gx:assignment role="handler" unit="case.applicant.unit" person="case.applicant.person"/>'
)


@pytest.fixture
def store(bureau_store):
    """A bureau whose diagram gives the approval to whoever asked."""
    diagram = pack_files()["mini/mini.bpmn"].decode()
    assert LEADER in diagram
    changed = diagram.replace(LEADER, STARTER).encode()
    deploy_pack(bureau_store, None, pack_files() | {"mini/mini.bpmn": changed}, "test")
    return bureau_store


def test_an_approval_named_to_who_asked_goes_to_the_colleagues(store):
    case = begin(store)
    task = open_task(store, case.id)
    assert (task.assignee_id, task.fallback) == (None, False)
    colleague = acting(store, "liuyang")
    assert "complete" in get_task(store, colleague, task.id).verbs


def test_whoever_is_barred_from_what_they_hold_gives_it_back(store):
    case = begin(store)
    task, starter = open_task(store, case.id), acting(store, "zhangwei")
    with store.transaction() as session:
        session.get_one(Task, task.id).assignee_id = starter.person_id
    assert {"transfer", "release"} <= set(get_task(store, starter, task.id).verbs)
    release_task(store, starter, task.id)
    assert open_task(store, case.id).assignee_id is None
    with store.reading() as session:
        assert session.query(Incident).count() == 0


def test_a_step_of_a_called_process_is_another_step():
    done = Task(process="outer", element="review", approving=True, state="done",
                completed_by_id="P")  # fmt: skip
    same = Task(process="outer", element="review", approving=True)
    called = Task(process="inner", element="review", approving=True)
    assert barred_people(same, [done], "S") == {"S"}
    assert barred_people(called, [done], "S") == {"S", "P"}
    assert barred_people(Task(approving=False), [done], "S") == set()
