"""Requests under way when a resource goes into its transition: pointed on, with their terms."""

import pytest
from sqlalchemy import select, update

from engine.commands.point_requests import point_requests
from engine.commands.start_case import start_case
from engine.commands.withdraw_case import withdraw_case
from engine.errors import Conflict, RuleRefused
from engine.queries.audit import verify
from engine.queries.cases import get_case
from engine.store.tables import ClockRow, Event, Message, Resource, Retirement, Task
from tests.life.deeds import (
    NEW,
    OLD,
    PASSWORD,
    acting,
    ask,
    at,
    case_of,
    do,
    file_plan,
    grants,
    hold,
    pass_plan,
)

#: A 专用 resource that 市综合执法队 is listed for.
DEDICATED = "307004/000002"
FORWARDED = {"decision": "forward", "checks": ["approval", "complete", "secrecy", "catalogue"]}
COMPLIANT = {
    "result": "pass",
    "checks": ["materials", "eligible", "resource", "duty", "fields"],
}


def forward(store, case_id):
    """The request goes through the leader and 信息中心 to the platform."""
    do(store, case_id, "approve_request", "chenjianguo", {"decision": "approve"}, password=PASSWORD)
    return do(store, case_id, "forward_request", "yangfan", FORWARDED)


def retire(store):
    return pass_plan(store, file_plan(store).id)


def clocks(store, case_id):
    with store.reading() as session:
        rows = session.scalars(select(ClockRow).where(ClockRow.case_id == case_id)).all()
        return {row.element: (row.started_at, row.due_at, row.state) for row in rows}


def test_a_request_under_way_asks_for_the_new_resource_with_its_terms(store):
    case = ask(store)
    forward(store, case.id)
    before = clocks(store, case.id)
    retire(store)
    assert point_requests(store) == 1
    row = case_of(store, case.id)
    with store.reading() as session:
        assert session.get_one(Resource, row.resource_id).code == NEW
        told = session.scalars(
            select(Message.template).where(Message.template == "pointed-to-successor")
        ).all()
    assert clocks(store, case.id) == before
    assert "企业" in row.title
    assert len(told) >= 2
    assert verify(store).problems == ()


def test_it_is_pointed_once(store):
    case = ask(store)
    retire(store)
    assert (point_requests(store), point_requests(store)) == (1, 0)
    with store.reading() as session:
        kinds = session.scalars(select(Event.kind).where(Event.case_id == case.id)).all()
    assert kinds.count("case_pointed") == 1


def test_it_is_granted_on_the_new_resource_with_the_items_that_follow(store):
    case = ask(store)
    forward(store, case.id)
    retire(store)
    point_requests(store)
    do(store, case.id, "check_compliance", "panyue", COMPLIANT)
    grant = grants(store)[-1]
    with store.reading() as session:
        assert session.get_one(Resource, grant.resource_id).code == NEW
    assert set(grant.items) == {"TYSHXYDM", "QYMC", "FDDBR", "ZCZB", "CLRQ", "ZS", "JYFW"}
    assert verify(store).problems == ()


def test_before_it_is_pointed_nothing_is_granted_on_the_old_one(store):
    case = ask(store)
    forward(store, case.id)
    retire(store)
    with pytest.raises(Conflict, match="停用过渡期"):
        do(store, case.id, "check_compliance", "panyue", COMPLIANT)
    assert grants(store) == []
    point_requests(store)
    do(store, case.id, "check_compliance", "panyue", COMPLIANT)
    assert [each.state for each in grants(store)] == ["SUPPLYING"]


def test_what_asks_for_items_that_do_not_live_on_is_left_and_said(store):
    case = ask(store)
    retire(store)
    with store.transaction() as session:
        plan = session.scalars(select(Retirement)).one()
        session.execute(update(Retirement).values(mapping=dict.fromkeys(plan.mapping)))
    assert (point_requests(store), point_requests(store)) == (1, 0)
    with store.reading() as session:
        assert session.get_one(Resource, case_of(store, case.id).resource_id).code == OLD
        told = session.scalars(select(Message.template).where(Message.case_id == case.id)).all()
    assert "not-pointed" in told
    withdraw_case(store, acting(store, "lina"), case.id, "信息项不再提供")


def test_no_new_request_in_the_transition(store):
    retire(store)
    with pytest.raises(RuleRefused, match="过渡期"):
        ask(store)


def test_nothing_dedicated_is_opened_in_the_transition(store):
    with store.transaction() as session:
        session.execute(
            update(Resource).where(Resource.code == DEDICATED).values(state="deprecated")
        )
    with pytest.raises(RuleRefused, match="过渡期"):
        start_case(store, acting(store, "gaofei"), "dedicated-access", {}, resource=DEDICATED)
    assert grants(store) == []


def test_after_the_plan_is_cancelled_it_may_be_asked_for_again(store):
    case = retire(store)
    answers = {"act": "cancel", "reason": "新资源的数据有缺漏，原资源继续共享"}
    do(store, case.id, "manage_transition", "wangfang", answers)
    assert ask(store).state == "LEADER_REVIEW"


def test_a_holder_is_no_request(store):
    hold(store)
    retire(store)
    assert point_requests(store) == 0


def test_the_page_of_a_pointed_case_opens(store):
    case = ask(store)
    retire(store)
    point_requests(store)
    view = get_case(store, acting(store, "lina"), case.id)
    assert any(each.kind == "case_pointed" for each in view.timeline)


def test_people_at_work_are_told(store):
    case = ask(store)
    forward(store, case.id)
    retire(store)
    point_requests(store)
    with store.reading() as session:
        role = session.scalars(
            select(Task.role).where(Task.case_id == case.id, Task.state == "open")
        ).one()
        told = session.scalars(
            select(Message.person_id).where(Message.template == "pointed-to-successor")
        ).all()
    reviewers = {acting(store, who).person_id for who in ("panyue", "jiangnan")}
    assert role == "platform_reviewer"
    assert reviewers & set(told)


def test_pointing_waits_for_no_clock(store):
    ask(store)
    retire(store)
    store.clock.set(at("2022-09-15 09:01"))
    assert point_requests(store) == 1
