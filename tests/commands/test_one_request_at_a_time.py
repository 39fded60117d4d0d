"""A unit asks for a resource once at a time, and holds each item of it once."""

from datetime import date

import pytest
from sqlalchemy import select, update

from engine.commands.complete_task import complete_task
from engine.commands.withdraw_case import withdraw_case
from engine.errors import RuleRefused
from engine.queries.cases import get_case
from engine.queries.processes import get_start, offers
from engine.store.database import Store
from engine.store.tables import AccessGrant, Case, Resource
from tests.bureau.fixtures import CONDITIONAL, WITH_AGENT, acting
from tests.commands.casework import act, approve, begin, open_task
from tests.commands.test_at_once import together
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


def test_a_second_request_waits_for_the_end_of_the_first(store):
    case = begin(store)
    with pytest.raises(RuleRefused, match=case.number):
        begin(store)
    begin(store, WITH_AGENT)
    begin(store, who="lina")
    withdraw_case(store, acting(store, "zhangwei"), case.id, "改由科室统一申请")
    begin(store, who="liuyang")


def test_the_number_is_told_to_who_may_see_the_case(store):
    case = begin(store)
    with pytest.raises(RuleRefused) as refused:
        begin(store, who="liuyang")
    assert "同事" in refused.value.message
    assert case.number not in refused.value.message


def test_the_pages_say_so_before_anything_is_typed(store):
    case = begin(store)
    me = acting(store, "zhangwei")
    assert case.number in get_start(store, me, "mini", resource=CONDITIONAL).why_not
    assert [case.number in each.why_not for each in offers(store, me, CONDITIONAL)] == [True]


def side_by_side(store: Store) -> list[str]:
    """Two cases of one unit for one resource, both before the last answer."""
    first = begin(store)
    with store.transaction() as session:
        session.execute(update(Case).values(resource_id=None))
    second = begin(store, who="liuyang")
    with store.transaction() as session:
        wanted = select(Resource.id).where(Resource.code == CONDITIONAL).scalar_subquery()
        session.execute(update(Case).values(resource_id=wanted))
    for case in (first, second):
        approve(store, case.id)
        act(store, case.id, "panyue", {"result": "pass"})
    return [first.id, second.id]


def grants(store: Store) -> list[AccessGrant]:
    with store.reading() as session:
        return list(session.scalars(select(AccessGrant).order_by(AccessGrant.number)))


def test_what_another_case_grants_is_not_granted_again(store):
    first, second = side_by_side(store)
    act(store, first, "zhoujun", {"result": "agree"})
    act(store, second, "zhoujun", {"result": "agree"})
    (grant,) = grants(store)
    told = [each.text for each in get_case(store, acting(store, "liuyang"), second).timeline]
    assert f"已持有使用授权 {grant.number}，不再重复授权" in told
    with store.reading() as session:
        assert all(case.outcome == "granted" for case in session.scalars(select(Case)))


def test_items_that_are_not_held_yet_are_granted(store):
    first, second = side_by_side(store)
    act(store, first, "zhoujun", {"result": "agree"})
    (grant,) = grants(store)
    with store.transaction() as session:
        kept = session.get_one(AccessGrant, grant.id)
        kept.items = kept.items[:1]
    act(store, second, "zhoujun", {"result": "agree"})
    one, two = (each.items for each in grants(store))
    assert one == grant.items[:1]
    assert two == grant.items[1:]


def test_two_last_answers_at_once_make_one_grant(store):
    cases = side_by_side(store)
    reviewers = acting(store, "zhoujun"), acting(store, "wuting")
    tasks = [open_task(store, case).id for case in cases]
    acts = [
        lambda who=who, task=task: complete_task(store, who, task, {"result": "agree"})
        for who, task in zip(reviewers, tasks, strict=True)
    ]
    assert {each.state for each in together(*acts)} == {"APPROVED"}
    assert len(grants(store)) == 1


def granted_in_part(store: Store) -> AccessGrant:
    """A grant that holds the first item of the resource alone."""
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    with store.transaction() as session:
        kept = session.scalars(select(AccessGrant)).one()
        kept.items = kept.items[:1]
    return kept


def test_what_a_grant_does_not_hold_may_be_asked_for(store):
    grant = granted_in_part(store)
    me = acting(store, "zhangwei")
    assert get_start(store, me, "mini", resource=CONDITIONAL).why_not == ""
    with pytest.raises(RuleRefused, match=grant.number) as refused:
        begin(store)  # the mini pack asks for all items
    assert list(refused.value.errors) == ["items"]


def test_a_grant_that_is_over_hinders_nobody(store):
    granted_in_part(store)
    with store.transaction() as session:
        session.execute(update(AccessGrant).values(period_end=date(2026, 9, 1)))
    assert begin(store).number
