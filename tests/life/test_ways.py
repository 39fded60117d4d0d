"""The ways in to what begins at a grant, or at a resource that goes out of use."""

from datetime import date

import pytest
from sqlalchemy import update

from engine.commands.save_draft import save_draft
from engine.errors import NotFound, RuleRefused
from engine.queries.processes import get_entry, get_start, grant_offers, offers, startable
from engine.queries.successors import choose_successor
from engine.store.drafts import start_slot
from engine.store.tables import AccessGrant, Resource, Unit
from tests.life.deeds import NEW, OLD, acting, file_plan, hold, pass_plan

OTHER = "307001/000002"


def ways(store, who, number):
    """Entry -> why not, of the ways that the page of a grant offers."""
    return {each.entry: each.why_not for each in grant_offers(store, acting(store, who), number)}


def set_state(store, number, state):
    with store.transaction() as session:
        session.execute(update(AccessGrant).where(AccessGrant.number == number).values(state=state))


def test_each_side_of_a_grant_is_shown_its_own_ways(store):
    number = hold(store, end=date(2023, 6, 30))
    assert ways(store, "lina", number) == {"report_error": "", "purpose_done": ""}
    assert ways(store, "wangfang", number) == {"by_provider": ""}
    assert ways(store, "pengli", number) == {"by_managing": ""}
    assert ways(store, "yangfan", number) == {}
    assert ways(store, "sysadmin", number) == {}
    with pytest.raises(NotFound):
        grant_offers(store, acting(store, "zhoujun"), number)


def test_who_does_not_work_here_is_recorded_for(store):
    number = hold(store, unit="police", who="yangfan")
    found = {each.entry: each for each in grant_offers(store, acting(store, "yangfan"), number)}
    way = found["record_report"]
    assert (way.records, way.grant, way.resource, way.why_not) == (True, number, OLD, "")


def test_a_state_that_does_not_fit_is_given_as_the_reason(store):
    number = hold(store)
    set_state(store, number, "SUSPENDED")
    found = ways(store, "lina", number)
    assert found["report_error"] == ""
    assert "已暂停" in found["purpose_done"]
    assert "已暂停" in ways(store, "wangfang", number)["by_provider"]


def test_of_two_ways_for_different_states_the_open_one_is_shown(store):
    number = hold(store)
    set_state(store, number, "REVOKED")
    found = ways(store, "lina", number)
    assert found["ended"] == ""
    assert "purpose_done" not in found
    assert "已收回" in found["report_error"]


def test_a_grant_about_to_end_may_be_asked_for_anew_by_its_unit(store):
    number = hold(store, end=date(2022, 10, 1))
    (renewal,) = [each for each in grant_offers(store, acting(store, "lina"), number) if each.asks]
    assert (renewal.entry, renewal.title, renewal.why_not) == ("request", "申请续期", "")
    assert (renewal.renews, renewal.needs, renewal.grant) == (True, "resource", number)
    later = hold(store, unit="registration", who="zhangwei", resource="307003/000001",
                 end=date(2022, 12, 31))  # fmt: skip
    assert not any(each.asks for each in grant_offers(store, acting(store, "zhangwei"), later))
    assert "request" not in ways(store, "wangfang", number)


def test_a_resource_is_retired_by_its_provider_alone(store):
    found = {each.entry: each for each in offers(store, acting(store, "wangfang"), OLD)}
    plan = found["plan"]
    assert (plan.why_not, plan.successor, plan.asks, plan.note) == ("", True, False, "")
    assert "plan" not in {each.entry for each in offers(store, acting(store, "zhoujun"), OLD)}
    assert "record_plan" not in {
        each.entry for each in offers(store, acting(store, "yangfan"), OLD)
    }


def test_a_resource_of_another_department_is_retired_by_who_records_for_it(store):
    with store.transaction() as session:
        session.execute(update(Unit).where(Unit.code == "registration").values(works_here=False))
    found = {each.entry: each for each in offers(store, acting(store, "yangfan"), OLD)}
    assert (found["record_plan"].records, found["record_plan"].why_not) == (True, "")


def test_what_is_in_transition_says_why_it_cannot_be_retired_again(store):
    case = file_plan(store)
    found = {each.entry: each for each in offers(store, acting(store, "wangfang"), OLD)}
    assert case.number in found["plan"].why_not
    pass_plan(store, case.id)
    found = {each.entry: each for each in offers(store, acting(store, "wangfang"), OLD)}
    assert "过渡期" in found["plan"].why_not


def test_what_may_be_started_says_what_it_needs(store):
    lines = startable(store, acting(store, "wangfang"))
    found = {entry.key: entry for line in lines for entry in line.entries}
    assert (found["plan"].needs, found["plan"].successor) == ("resource", True)
    assert (found["by_provider"].needs, found["by_provider"].side) == ("grant", "providing")
    mine = {e.key for line in startable(store, acting(store, "lina")) for e in line.entries}
    assert "purpose_done" in mine
    assert "opened_by_program" not in mine
    with pytest.raises(NotFound):
        get_entry(store, acting(store, "lina"), "data-destruction", "opened_by_program")


def test_the_form_knows_the_grant_and_the_new_resource(store):
    number = hold(store, conditions="仅限监管使用")
    form = get_start(store, acting(store, "lina"), "correction", entry="report_error", grant=number)
    assert (form.grant, form.resource_code, form.successor) == (number, OLD, "")
    assert form.data["case"]["grant"]["conditions"] == "仅限监管使用"
    me = acting(store, "wangfang")
    form = get_start(store, me, "retirement", entry="plan", resource=OLD, successor=NEW)
    assert (form.successor, form.why_not) == (NEW, "")
    assert form.data["case"]["successor"]["code"] == NEW
    with pytest.raises(RuleRefused, match="没有替代资源"):
        get_start(store, me, "retirement", entry="plan", resource=OLD)
    with pytest.raises(NotFound):
        get_start(store, me, "retirement", entry="plan", resource=OLD, successor="none")


def test_a_draft_belongs_to_what_the_case_is_about(store):
    assert start_slot("p", "e", "R") == "start:p:e:R"
    me = acting(store, "wangfang")
    one = get_start(store, me, "retirement", entry="plan", resource=OLD, successor=NEW)
    save_draft(store, me, one.slot, {"reason": "写到一半"})
    again = get_start(store, me, "retirement", entry="plan", resource=OLD, successor=NEW)
    assert again.draft is not None
    assert again.draft.answers == {"reason": "写到一半"}
    other = get_start(store, me, "retirement", entry="plan", resource=OLD, successor=OTHER)
    assert (other.draft, other.slot != one.slot) == (None, True)


def test_what_can_take_its_place_comes_first_and_the_rest_says_why_not(store):
    with store.transaction() as session:
        change = update(Resource).where(Resource.code == OTHER)
        session.execute(change.values(share_type="not_shared"))
        session.execute(
            update(Resource).where(Resource.code == "307001/000004").values(state="offline")
        )
    me = acting(store, "wangfang")
    found = choose_successor(store, me, "retirement", entry="plan", resource=OLD, post_id=None)
    assert found.why_not == ""
    assert "终止服务" in found.none
    codes = [line.code for line in found.lines]
    assert NEW in codes
    assert not {OLD, "307001/000004", "307003/000001"} & set(codes)
    assert codes[-1] == OTHER
    assert "不予共享" in found.lines[-1].why_not[0]
    assert all(line.items for line in found.lines)
