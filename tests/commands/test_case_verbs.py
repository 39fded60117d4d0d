"""Claim, release, transfer, return, comment, withdraw, drafts."""

import pytest
from sqlalchemy import select

from engine.commands.claim_task import claim_task
from engine.commands.comment_case import comment_case, comment_task
from engine.commands.release_task import release_task
from engine.commands.return_task import return_task
from engine.commands.save_draft import drop_draft, save_draft, task_slot
from engine.commands.transfer_task import transfer_task
from engine.commands.withdraw_case import withdraw_case
from engine.errors import Conflict, Forbidden, FormError, NotFound
from engine.store.tables import Case, ClockRow, Draft, Event, Task
from tests.bureau.fixtures import acting
from tests.commands.casework import act, approve, begin, open_task
from tests.packs import with_mini


@pytest.fixture
def store(bureau_store):
    return with_mini(bureau_store)


@pytest.fixture
def checking(store):
    case = begin(store)
    approve(store, case.id)
    return case.id


def events(store, case_id):
    with store.reading() as session:
        rows = session.scalars(select(Event).where(Event.case_id == case_id).order_by(Event.seq))
        return [row.kind for row in rows]


def test_a_claimed_task_is_its_owners_alone(store, checking):
    task = open_task(store, checking)
    claim_task(store, acting(store, "panyue"), task.id)
    claim_task(store, acting(store, "panyue"), task.id)
    with pytest.raises(Conflict, match="先签收"):
        claim_task(store, acting(store, "jiangnan"), task.id)
    with pytest.raises(Forbidden):
        act(store, checking, "jiangnan", {"result": "pass"})
    assert events(store, checking).count("task_claimed") == 1


def test_a_released_task_is_anybodys_again(store, checking):
    task = open_task(store, checking)
    with pytest.raises(Conflict):
        release_task(store, acting(store, "panyue"), task.id)
    claim_task(store, acting(store, "panyue"), task.id)
    release_task(store, acting(store, "panyue"), task.id)
    act(store, checking, "jiangnan", {"result": "pass"})


def test_a_transferred_task_keeps_its_term(store, checking):
    task = open_task(store, checking)
    jiangnan = acting(store, "jiangnan")
    transfer_task(store, acting(store, "panyue"), task.id, jiangnan.person_id, "今日外出")
    moved = open_task(store, checking)
    assert (moved.assignee_id, moved.due_at) == (jiangnan.person_id, task.due_at)
    with pytest.raises(Forbidden):
        act(store, checking, "panyue", {"result": "pass"})


@pytest.mark.parametrize(
    ("to", "reason"), [("zhangwei", "代办"), ("panyue", "代办"), ("jiangnan", " ")]
)
def test_a_task_goes_only_to_the_same_post_and_with_a_reason(store, checking, to, reason):
    task = open_task(store, checking)
    with pytest.raises(FormError):
        transfer_task(store, acting(store, "panyue"), task.id, acting(store, to).person_id, reason)


def test_a_return_opens_the_earlier_step_and_ends_the_term(store, checking):
    task = open_task(store, checking)
    done = return_task(store, acting(store, "panyue"), task.id, "leader", "批准意见不清")
    assert [each.element for each in done.tasks] == ["leader"]
    with store.reading() as session:
        assert session.scalars(select(ClockRow)).one().state == "stopped"
        states = [t.state for t in session.scalars(select(Task).order_by(Task.created_at, Task.id))]
    assert states == ["done", "done", "cancelled", "open"]
    approve(store, checking)
    assert open_task(store, checking).element == "check"


def test_only_drawn_targets_take_a_return(store, checking):
    task = open_task(store, checking)
    with pytest.raises(Conflict):
        return_task(store, acting(store, "panyue"), task.id, "fill", "请补充")


def test_comments_are_for_those_who_see_the_case(store, checking):
    comment_case(store, acting(store, "zhangwei"), checking, "请尽快办理")
    comment_task(store, acting(store, "panyue"), open_task(store, checking).id, "正在核对")
    with pytest.raises(NotFound):
        comment_case(store, acting(store, "tangbo"), checking, "你好")
    with pytest.raises(FormError):
        comment_case(store, acting(store, "zhangwei"), checking, "  ")
    assert events(store, checking).count("commented") == 2


def test_the_applicant_withdraws_before_the_answer(store, checking):
    with pytest.raises(Forbidden):
        withdraw_case(store, acting(store, "chenjianguo"), checking, "不再需要")
    with pytest.raises(FormError):
        withdraw_case(store, acting(store, "zhangwei"), checking, "")
    done = withdraw_case(store, acting(store, "zhangwei"), checking, "不再需要", key="w1")
    assert (done.state, done.tasks) == ("WITHDRAWN", ())
    again = withdraw_case(store, acting(store, "zhangwei"), checking, "不再需要", key="w1")
    assert again.state == "WITHDRAWN"
    with store.reading() as session:
        assert session.scalars(select(Case)).one().outcome == "withdrawn"
        assert session.scalars(select(ClockRow)).one().state == "stopped"


def test_nothing_is_withdrawn_after_the_answer(store, checking):
    act(store, checking, "panyue", {"result": "pass"})
    act(store, checking, "zhoujun", {"result": "agree"})
    with pytest.raises(Conflict):
        withdraw_case(store, acting(store, "zhangwei"), checking, "不再需要")


def test_a_draft_is_kept_replaced_and_dropped(store):
    me = acting(store, "zhangwei")
    for text in ("一", "二"):
        save_draft(store, me, task_slot("x"), {"purpose": text})
    with store.reading() as session:
        assert session.scalars(select(Draft)).one().answers == {"purpose": "二"}
    drop_draft(store, me, task_slot("x"))
    with store.reading() as session:
        assert not session.scalars(select(Draft)).all()
    with pytest.raises(FormError):
        save_draft(store, me, task_slot("x"), {"purpose": "x" * 300_000})
