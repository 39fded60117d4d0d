"""Every verb under a key of its sender: one effect, and the first answer again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.claim_task import claim_task
from engine.commands.clear_expired import clear_expired
from engine.commands.comment_case import comment_case, comment_task
from engine.commands.complete_task import complete_task
from engine.commands.release_task import release_task
from engine.commands.return_task import return_task
from engine.commands.start_case import start_case
from engine.commands.transfer_task import transfer_task
from engine.commands.withdraw_case import withdraw_case
from engine.errors import BadRequest, Conflict, FormError, KeyReused
from engine.store.database import Store
from engine.store.tables import Answered, Case, Event
from tests.bureau.fixtures import CONDITIONAL, PASSWORD, WITH_AGENT, acting
from tests.commands.casework import PURPOSE, approve, begin, open_task
from tests.commands.test_at_once import count, together
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


@pytest.fixture
def case_id(store: Store) -> str:
    case = begin(store)
    approve(store, case.id)
    return case.id


def kinds(store: Store, case_id: str) -> list[str]:
    with store.reading() as session:
        wanted = select(Event.kind).where(Event.case_id == case_id).order_by(Event.seq)
        return list(session.scalars(wanted))


def verbs(store: Store, case_id: str) -> dict[str, tuple]:
    """Verb -> how to send it under a key, and the event that it leaves."""
    pan, jiang = acting(store, "panyue"), acting(store, "jiangnan")
    task = open_task(store, case_id).id
    return {
        "claim": (lambda key: claim_task(store, pan, task, key=key), "task_claimed"),
        "release": (lambda key: release_task(store, pan, task, key=key), "task_released"),
        "transfer": (
            lambda key: transfer_task(store, pan, task, jiang.person_id, "外出", key=key),
            "task_transferred",
        ),
        "return": (
            lambda key: return_task(store, pan, task, "leader", "批准意见不清", key=key),
            "task_returned",
        ),
        "comment": (lambda key: comment_task(store, pan, task, "正在核对", key=key), "commented"),
        "complete": (
            lambda key: complete_task(store, pan, task, {"result": "pass"}, key=key),
            "task_completed",
        ),
        "withdraw": (
            lambda key: withdraw_case(
                store, acting(store, "zhangwei"), case_id, "不再需要", key=key
            ),
            "case_withdrawn",
        ),
    }


NAMES = ("claim", "release", "transfer", "return", "comment", "complete", "withdraw")


@pytest.mark.parametrize("name", NAMES)
def test_a_repeat_gets_the_first_answer_and_has_no_effect(store, case_id, name):
    send, kind = verbs(store, case_id)[name]
    if name == "release":
        claim_task(store, acting(store, "panyue"), open_task(store, case_id).id)
    before = kinds(store, case_id).count(kind)
    first = send("k")
    events = kinds(store, case_id)
    assert events.count(kind) == before + 1
    store.clock.advance(timedelta(days=3))
    assert send("k") == first
    assert kinds(store, case_id) == events


@pytest.mark.parametrize("name", NAMES)
def test_overlapping_sendings_have_one_effect_and_one_answer(store, case_id, name):
    send, kind = verbs(store, case_id)[name]
    if name == "release":
        claim_task(store, acting(store, "panyue"), open_task(store, case_id).id)
    before = kinds(store, case_id).count(kind)
    answers = together(*[lambda: send("k")] * 4)
    assert all(answer == answers[0] for answer in answers)
    assert not isinstance(answers[0], Exception)
    assert kinds(store, case_id).count(kind) == before + 1


def test_a_start_gets_its_first_answer_however_far_the_case_has_come(store):
    def send(**more):
        order = {"resource": CONDITIONAL, "key": "s"} | more
        return start_case(store, acting(store, "zhangwei"), "mini", PURPOSE, **order)

    first = send()
    approve(store, first.id)
    assert send() == first
    with pytest.raises(KeyReused):
        send(resource=WITH_AGENT)
    assert count(store, Case) == 1


def test_a_key_stands_for_one_verb_on_one_thing_with_one_content(store, case_id):
    pan, task = acting(store, "panyue"), open_task(store, case_id).id
    comment_task(store, pan, task, "正在核对", key="k")
    for act in (
        lambda: comment_task(store, pan, task, "已核对", key="k"),
        lambda: comment_case(store, pan, case_id, "正在核对", key="k"),
        lambda: claim_task(store, pan, task, key="k"),
        lambda: complete_task(store, pan, task, {"result": "pass"}, key="k"),
    ):
        with pytest.raises(KeyReused):
            act()
    comment_case(store, acting(store, "zhangwei"), case_id, "请尽快", key="k")
    assert kinds(store, case_id).count("commented") == 2
    assert open_task(store, case_id).assignee_id is None


def test_one_key_for_two_things_at_once_serves_one(store, case_id):
    other = begin(store, WITH_AGENT)
    me = acting(store, "zhangwei")
    told = together(
        *[
            lambda each=each: comment_case(store, me, each, "请尽快", key="k")
            for each in (case_id, other.id)
        ]
    )
    assert sorted(type(each).__name__ for each in told) == ["KeyReused", "NoneType"]


def test_what_was_refused_may_be_sent_again_under_its_key(store, case_id):
    pan, task = acting(store, "panyue"), open_task(store, case_id).id
    with pytest.raises(FormError):
        complete_task(store, pan, task, {"result": "maybe"}, key="k")
    assert complete_task(store, pan, task, {"result": "pass"}, key="k").state


def test_another_key_or_person_is_no_repeat(store, case_id):
    me = acting(store, "zhangwei")
    withdraw_case(store, me, case_id, "不再需要", key="k")
    with pytest.raises(Conflict, match="已经结束"):
        withdraw_case(store, me, case_id, "不再需要", key="other")
    with pytest.raises(Conflict, match="已经结束"):
        withdraw_case(store, me, case_id, "不再需要")


@pytest.mark.parametrize("key", ["", "x" * 81])
def test_a_key_that_cannot_be_kept_is_refused(store, case_id, key):
    with pytest.raises(BadRequest):
        comment_case(store, acting(store, "zhangwei"), case_id, "请尽快", key=key)


def test_answers_are_kept_for_thirty_days(store, case_id):
    comment_case(store, acting(store, "zhangwei"), case_id, "请尽快", key="k")
    store.clock.advance(timedelta(days=29))
    clear_expired(store)
    assert count(store, Answered) == 1
    store.clock.advance(timedelta(days=1))
    clear_expired(store)
    assert count(store, Answered) == 0


def test_the_password_is_no_part_of_what_is_compared(store):
    case = begin(store)
    leader, task = acting(store, "chenjianguo"), open_task(store, case.id).id
    answers = {"decision": "approve"}
    first = complete_task(store, leader, task, answers, key="k", password=PASSWORD)
    assert complete_task(store, leader, task, answers, key="k") == first
