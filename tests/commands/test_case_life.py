"""From request to grant through the real commands, on both databases."""

import pytest
from sqlalchemy import select

from engine.commands.complete_task import complete_task
from engine.commands.lapse_due import lapse_due
from engine.errors import Conflict, Forbidden, FormError, NotFound, RuleRefused
from engine.store.tables import AccessGrant, Case, ClockRow, Message, Task
from tests.bureau.fixtures import (
    CONDITIONAL,
    DEDICATED,
    NOT_SHARED,
    OF_POLICE,
    OFFLINE,
    PASSWORD,
    acting,
)
from tests.commands.casework import PURPOSE, act, approve, at, begin, open_task
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store):
    return with_mini(each_bureau_store)


@pytest.fixture
def quick(bureau_store):
    return with_mini(bureau_store)


def rows(store, table, *where):
    with store.reading() as session:
        return session.scalars(select(table).where(*where)).all()


def test_a_request_walks_to_its_grant(store):
    case = begin(store)
    assert case.number == "CS-2026-0001"
    assert approve(store, case.id).state == "COMPLIANCE_REVIEW"
    act(store, case.id, "panyue", {"result": "pass"})
    done = act(store, case.id, "zhoujun", {"result": "agree"})
    assert (done.state, done.tasks) == ("APPROVED", ())
    (grant,) = rows(store, AccessGrant)
    assert (grant.state, grant.case_id) == ("ACTIVE", case.id)
    (message,) = rows(store, Message)
    assert message.subject.startswith("主题 told CS-2026-0001")


def test_terms_become_due_dates_of_tasks(quick):
    case = begin(quick)
    assert open_task(quick, case.id).due_at is None
    quick.clock.set(at("2026-09-29T10:00"))
    approve(quick, case.id)
    assert open_task(quick, case.id).due_at == at("2026-10-09T00:00")
    act(quick, case.id, "panyue", {"result": "pass"})
    # 1-7 October are off and Saturday the 10th is worked.
    assert open_task(quick, case.id).due_at == at("2026-10-13T00:00")


def test_a_lapse_mails_the_late_unit_once_and_then_the_managing_department(quick):
    case = begin(quick)
    approve(quick, case.id)  # Monday 21 September, due at the end of the 23rd
    quick.clock.set(at("2026-09-23T08:30"))
    assert lapse_due(quick) == 1
    assert [m.template for m in rows(quick, Message)] == ["before"] * 2  # two people review
    quick.clock.set(at("2026-09-30T09:00"))
    lapse_due(quick)
    lapse_due(quick)
    told = {(m.template, m.effective_at) for m in rows(quick, Message)}
    assert ("late", at("2026-09-24T00:00")) in told
    (clock,) = rows(quick, ClockRow)
    assert (clock.state, clock.lapsed_at) == ("lapsed", at("2026-09-24T00:00"))
    assert [m.template for m in rows(quick, Message)].count("after") == 2  # two people manage
    assert lapse_due(quick) == 0


def test_a_late_answer_still_counts_and_its_lapse_comes_first(quick):
    case = begin(quick)
    approve(quick, case.id)
    quick.clock.set(at("2026-09-30T09:00"))
    act(quick, case.id, "panyue", {"result": "pass"})
    assert {m.template for m in rows(quick, Message)} == {"late"}
    (clock,) = rows(quick, ClockRow, ClockRow.element == "check_term")
    assert (clock.state, clock.stopped_at) == ("stopped", at("2026-09-30T09:00"))


def test_a_repeat_with_the_same_key_gets_the_same_answer(store):
    case = begin(store, key="start-1")
    assert begin(store, key="start-1").id == case.id
    task = open_task(store, case.id)
    leader = acting(store, "chenjianguo")
    answers = {"decision": "approve"}
    first = complete_task(store, leader, task.id, answers, key="k1", password=PASSWORD)
    assert complete_task(store, leader, task.id, answers, key="k1", password=PASSWORD) == first
    assert len(rows(store, Task)) == 3


def test_who_comes_second_is_told_who_was_faster(quick):
    case = begin(quick)
    approve(quick, case.id)
    task = open_task(quick, case.id)
    complete_task(quick, acting(quick, "panyue"), task.id, {"result": "pass"})
    with pytest.raises(Conflict, match="潘"):
        complete_task(quick, acting(quick, "jiangnan"), task.id, {"result": "return"})


def test_strangers_find_nothing_and_bystanders_may_not_act(quick):
    case = begin(quick)
    task = open_task(quick, case.id)
    with pytest.raises(NotFound):
        complete_task(quick, acting(quick, "tangbo"), task.id, {"decision": "approve"})
    with pytest.raises(Forbidden):
        complete_task(quick, acting(quick, "zhangwei"), task.id, {"decision": "approve"})


def test_bad_answers_change_nothing(quick):
    case = begin(quick)
    before = rows(quick, Case)[0].revision
    with pytest.raises(FormError) as refused:
        act(quick, case.id, "chenjianguo", {"decision": "maybe"}, password=PASSWORD)
    assert "decision" in refused.value.errors
    assert rows(quick, Case)[0].revision == before


def test_a_written_approval_needs_the_password_or_the_scan(quick):
    case = begin(quick)
    with pytest.raises(FormError) as refused:
        act(quick, case.id, "chenjianguo", {"decision": "approve"})
    assert "password" in refused.value.errors
    with pytest.raises(FormError):
        act(quick, case.id, "chenjianguo", {"decision": "approve"}, password="wrong")


@pytest.mark.parametrize("resource", [NOT_SHARED, OFFLINE, DEDICATED])
def test_what_cannot_be_asked_for_is_refused_with_a_reason(quick, resource):
    with pytest.raises(RuleRefused):
        begin(quick, resource)


def test_units_outside_the_rules_may_not_ask(quick):
    for who in ("xiejun", "hanmei"):
        with pytest.raises(RuleRefused):
            begin(quick, CONDITIONAL, who)


def test_nobody_asks_for_what_they_provide_or_hold(quick):
    with pytest.raises(RuleRefused):
        begin(quick, CONDITIONAL, "zhoujun")
    case = begin(quick)
    approve(quick, case.id)
    act(quick, case.id, "panyue", {"result": "pass"})
    act(quick, case.id, "zhoujun", {"result": "agree"})
    with pytest.raises(RuleRefused, match="已持有"):
        begin(quick)


def test_numbers_have_no_gaps_after_a_refusal(quick):
    assert begin(quick).number == "CS-2026-0001"
    with pytest.raises(RuleRefused):
        begin(quick, NOT_SHARED)
    assert begin(quick, OF_POLICE).number == "CS-2026-0002"


def test_a_recorded_unit_answers_through_the_information_centre(quick):
    case = begin(quick, OF_POLICE)
    approve(quick, case.id)
    act(quick, case.id, "panyue", {"result": "pass"})
    task = open_task(quick, case.id)
    assert (task.recorded, task.role) == (True, "info_center")
    quick.clock.set(at("2026-09-30T10:00"))
    decided = {"decided_at": "2026-09-22T15:00", "evidence": "市公安局复函〔2026〕8号"}
    act(quick, case.id, "yangfan", {"result": "agree", **decided})
    (clock,) = rows(quick, ClockRow, ClockRow.element == "reply_term")
    assert clock.stopped_at == at("2026-09-22T15:00")
    assert rows(quick, Case)[0].ended_at == at("2026-09-22T15:00")


def test_a_recorded_moment_can_be_neither_future_nor_before_its_arrival(quick):
    case = begin(quick, OF_POLICE)
    approve(quick, case.id)
    act(quick, case.id, "panyue", {"result": "pass"})
    for moment in ("2026-09-22T15:00", "2026-09-20T15:00"):
        record = {"result": "agree", "decided_at": moment, "evidence": "复函〔2026〕8号"}
        with pytest.raises(FormError) as refused:
            act(quick, case.id, "yangfan", record)
        assert "decided_at" in refused.value.errors


def test_a_returned_request_opens_for_its_filler_again(quick):
    case = begin(quick)
    act(quick, case.id, "chenjianguo", {"decision": "return"}, password=PASSWORD)
    task = open_task(quick, case.id)
    assert task.element == "fill"
    assert task.assignee_id == acting(quick, "zhangwei").person_id
    act(quick, case.id, "zhangwei", PURPOSE)
    assert open_task(quick, case.id).element == "leader"
