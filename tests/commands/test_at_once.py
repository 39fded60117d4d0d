"""Several people, or one person several times, at the same moment: one effect, the case intact."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from engine.commands.claim_task import claim_task
from engine.commands.complete_task import complete_task
from engine.commands.lapse_due import lapse_due
from engine.commands.start_case import start_case
from engine.errors import Conflict, GongxiangError
from engine.store.tables import Case, Event, Message, Task
from tests.bureau.fixtures import CONDITIONAL, PASSWORD, acting
from tests.commands.casework import PURPOSE, approve, at, begin, open_task
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store):
    return with_mini(each_bureau_store)


def together(*acts):
    """Run all `acts` at once; return what each gave or raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except GongxiangError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def count(store, table, *where):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(*where))


def test_a_resent_request_has_one_effect(store):
    case = begin(store)
    task, leader = open_task(store, case.id), acting(store, "chenjianguo")

    def send():
        return complete_task(
            store, leader, task.id, {"decision": "approve"}, key="same", password=PASSWORD
        )

    results = together(*[send] * 4)
    assert all(result == results[0] for result in results)
    assert count(store, Event, Event.kind == "task_completed") == 1
    assert count(store, Task) == 3


def test_a_double_start_makes_one_case(store):
    actor = acting(store, "zhangwei")

    def send():
        return start_case(store, actor, "mini", PURPOSE, resource=CONDITIONAL, key="same")

    results = together(*[send] * 4)
    assert count(store, Case) == 1
    assert {result.id for result in results} == {results[0].id}


def test_of_two_reviewers_one_wins_and_the_other_learns_who(store):
    case = begin(store)
    approve(store, case.id)
    task = open_task(store, case.id)
    acts = [
        lambda who=who: complete_task(store, acting(store, who), task.id, {"result": "pass"})
        for who in ("panyue", "jiangnan")
    ]
    refused = [each for each in together(*acts) if isinstance(each, GongxiangError)]
    (loser,) = refused
    assert isinstance(loser, Conflict)
    assert "办理了这项待办" in loser.message
    assert open_task(store, case.id).element == "review"


def test_of_many_claims_one_holds(store):
    case = begin(store)
    approve(store, case.id)
    task = open_task(store, case.id)
    people = [acting(store, "panyue"), acting(store, "jiangnan")]
    results = together(*[lambda who=who: claim_task(store, who, task.id) for who in people * 3])
    assert sum(isinstance(each, Conflict) for each in results) == 3
    assert open_task(store, case.id).assignee_id in {who.person_id for who in people}


def test_two_schedulers_and_an_answer_leave_each_mail_once(store):
    case = begin(store)
    approve(store, case.id)
    task = open_task(store, case.id)
    store.clock.set(at("2026-09-30T09:00"))

    def answer():
        return complete_task(store, acting(store, "panyue"), task.id, {"result": "pass"})

    results = together(lambda: lapse_due(store), lambda: lapse_due(store), answer)
    assert not [each for each in results if isinstance(each, GongxiangError)]
    assert count(store, Event, Event.kind == "term_lapsed") == 1
    assert count(store, Message, Message.template == "late") == 2
