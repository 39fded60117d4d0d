"""The gate of Art. 18: nobody takes a resource offline before the rows say that it may go."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.commands.complete_task import complete_task
from engine.commands.free_tasks import free_tasks
from engine.commands.lapse_due import lapse_due
from engine.commands.transfer_task import transfer_task
from engine.errors import Conflict, Forbidden, FormError, GongxiangError, NotFound, RuleRefused
from engine.queries.audit import verify
from engine.store.tables import Case, ClockRow, HolderNotice, Person, Post, Resource, Retirement
from tests.life.deeds import (
    NEW,
    OLD,
    acting,
    at,
    do,
    file_plan,
    hold,
    pass_plan,
    resource_state,
    state_of,
    task_of,
)

#: D is 2022-09-15, day 20 is 2022-10-05.
OPENS = "2022-10-06 00:00:00"
OFFLINE = {
    "act": "offline",
    "readiness_seen": True,
    "objections_settled": True,
    "proof": "在共享平台撤下原接口，平台工单第2022年1008号",
}


@pytest.fixture
def retiring(store):
    """The case of a plan passed on 2022-09-15, with one unit that holds a grant."""
    store.grant = hold(store)
    return pass_plan(store, file_plan(store).id).id


def go_offline(store, case_id, who="wangfang", via="web", answers=OFFLINE):
    task = task_of(store, case_id, "manage_transition")
    return complete_task(store, acting(store, who, via), task.id, answers)


def just_before(store):
    store.clock.set(at(OPENS) - timedelta(seconds=1))


def refuses(store, case_id, who="wangfang", via="web"):
    """Going offline is refused by the rule, and nothing has changed."""
    with pytest.raises(RuleRefused) as refused:
        go_offline(store, case_id, who, via)
    assert "2022-10-06 00:00" in refused.value.message
    assert "任何人都不能下线" in refused.value.message
    assert (resource_state(store), state_of(store, store.grant)) == ("deprecated", "ACTIVE")


@pytest.mark.parametrize("via", ["web", "api", "cli", "scenario"])
def test_a_second_early_is_refused_and_at_the_second_it_goes(store, retiring, via):
    just_before(store)
    refuses(store, retiring, via=via)
    store.clock.set(at(OPENS))
    go_offline(store, retiring, via=via)
    assert (resource_state(store), state_of(store, store.grant)) == ("offline", "DESTROY_PENDING")
    assert verify(store).problems == ()


def test_whoever_gets_the_task_in_hand_is_refused(store, retiring):
    just_before(store)
    task = task_of(store, retiring, "manage_transition")
    other = acting(store, "sunli")
    transfer_task(store, acting(store, "wangfang"), task.id, other.person_id, "请你办理")
    refuses(store, retiring, who="sunli")


def test_the_managing_department_is_refused_when_it_stands_in(store, retiring):
    with store.transaction() as session:
        reviewers = select(Person.id).where(Person.username.in_(["wangfang", "sunli"]))
        session.execute(
            update(Post)
            .where(Post.person_id.in_(reviewers), Post.role == "provider_reviewer")
            .values(valid_until=at("2022-09-16").date())
        )
    just_before(store)
    free_tasks(store)
    refuses(store, retiring, who="pengli")


@pytest.mark.parametrize(
    "who", ["zhangwei", "chenjianguo", "yangfan", "panyue", "pengli", "lina", "hejing",
            "sysadmin", "secadmin", "auditor", "yuanping"],
)  # fmt: skip
def test_nobody_else_has_the_act_at_all(store, retiring, who):
    for moment in (at(OPENS) - timedelta(seconds=1), at(OPENS)):
        store.clock.set(moment)
        with pytest.raises((Forbidden, NotFound)):
            go_offline(store, retiring, who)
    assert resource_state(store) == "deprecated"


def test_the_timer_only_wakes(store, retiring):
    store.clock.set(at("2022-11-30 09:00"))
    while lapse_due(store):
        pass
    assert resource_state(store) == "deprecated"
    assert state_of(store, store.grant) == "ACTIVE"


def test_a_clock_moved_by_hand_opens_nothing(store, retiring):
    """The gate is computed from the rows of the plan; the clock's row is none of them."""
    with store.transaction() as session:
        session.execute(
            update(ClockRow)
            .where(ClockRow.case_id == retiring)
            .values(due_at=at("2022-09-17 00:00"), next_at=at("2022-09-17 00:00"))
        )
    store.clock.set(at("2022-09-20 09:00"))
    while lapse_due(store):
        pass
    refuses(store, retiring)


def test_an_extension_moves_it_later(store, retiring):
    reason = "两个使用单位的业务系统改造推迟，双方商定延长"
    answers = {"act": "extend", "until": "2022-10-20", "reason": reason}
    do(store, retiring, "manage_transition", "wangfang", answers)
    store.clock.set(at("2022-10-20 23:59:59"))
    with pytest.raises(RuleRefused, match="2022-10-21 00:00"):
        go_offline(store, retiring)
    store.clock.set(at("2022-10-21 00:00"))
    go_offline(store, retiring)
    assert resource_state(store) == "offline"


def test_an_extension_never_moves_it_earlier(store, retiring):
    reason = "使用单位都已改用新资源，希望提前"
    longer = {"act": "extend", "until": "2022-10-20", "reason": reason}
    do(store, retiring, "manage_transition", "wangfang", longer)
    for until in ("2022-09-18", "2022-10-20"):
        with pytest.raises(RuleRefused, match="只能延长") as refused:
            do(store, retiring, "manage_transition", "wangfang", {**longer, "until": until})
        assert list(refused.value.errors) == ["until"]
    store.clock.set(at("2022-10-20 23:59:59"))
    with pytest.raises(RuleRefused, match="2022-10-21 00:00"):
        go_offline(store, retiring)


def test_an_extension_shows_on_the_clock(store, retiring):
    answers = {"act": "extend", "until": "2022-10-20", "reason": "双方商定延长到十月下旬"}
    do(store, retiring, "manage_transition", "wangfang", answers)
    with store.reading() as session:
        clock = session.scalars(
            select(ClockRow).where(
                ClockRow.case_id == retiring, ClockRow.element == "transition_term"
            )
        ).one()
    assert clock.due_at == at("2022-10-21 00:00")
    assert verify(store).problems == ()


def test_a_new_notice_begins_it_anew(store, retiring):
    store.clock.set(at("2022-09-26 10:00"))
    answers = {"act": "renew_notice", "reason": "新资源的接口地址有变化，重新通知"}
    do(store, retiring, "manage_transition", "wangfang", answers)
    store.clock.set(at("2022-10-16 23:59:59"))
    with pytest.raises(RuleRefused, match="2022-10-17 00:00"):
        go_offline(store, retiring)
    store.clock.set(at("2022-10-17 00:00"))
    go_offline(store, retiring)


def test_a_unit_that_was_not_reached_keeps_it_shut(store, retiring):
    with store.transaction() as session:
        session.execute(update(HolderNotice).values(placed_at=None))
    store.clock.set(at("2023-03-01 09:00"))
    with pytest.raises(RuleRefused, match="没有收到停用通知"):
        go_offline(store, retiring)


def test_a_successor_that_can_no_longer_be_used_keeps_it_shut(store, retiring):
    with store.transaction() as session:
        session.execute(update(Resource).where(Resource.code == NEW).values(state="draft"))
    store.clock.set(at(OPENS))
    with pytest.raises(RuleRefused, match="还不能共享使用"):
        go_offline(store, retiring)


def test_it_goes_offline_once(store, retiring):
    store.clock.set(at(OPENS))
    task = task_of(store, retiring, "manage_transition")
    go_offline(store, retiring)
    with pytest.raises(Conflict):
        complete_task(store, acting(store, "wangfang"), task.id, OFFLINE)
    with store.reading() as session:
        assert session.scalars(select(Retirement.offline_at)).all() == [at(OPENS)]


def test_a_retirement_without_successor_is_another_case(store):
    with pytest.raises(RuleRefused, match="没有替代资源的下线属于终止服务"):
        file_plan(store, successor=None)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"successor": OLD}, "新资源不能就是原资源"),
        ({"successor": "307003/000001"}, "同一提供部门"),
        ({"resource": "307003/000001", "successor": "307003/000002"}, "只有提供部门"),
    ],
)
def test_what_cannot_be_planned_is_refused_by_name(store, more, words):
    with pytest.raises(GongxiangError) as refused:
        file_plan(store, **more)
    assert words in refused.value.message


def test_a_successor_that_is_no_longer_usable_is_refused_when_the_plan_is_passed(store):
    case = file_plan(store)
    with store.transaction() as session:
        session.execute(update(Resource).where(Resource.code == NEW).values(state="draft"))
    with pytest.raises(FormError, match="还不能共享使用"):
        pass_plan(store, case.id)
    assert resource_state(store) == "published"


def test_a_second_plan_waits(store):
    number = file_plan(store).number
    with pytest.raises(RuleRefused) as refused:
        file_plan(store)
    assert number in refused.value.message
    with store.reading() as session:
        assert len(session.scalars(select(Case).where(Case.process == "retirement")).all()) == 1
