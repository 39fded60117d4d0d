"""The page of a retirement proves who was told when, who read it, and who is ready."""

from datetime import date, timedelta

from sqlalchemy import select, update

from engine.commands.lapse_due import lapse_due
from engine.commands.point_requests import point_requests
from engine.queries.cases import get_case
from engine.store.tables import Message, Person, Post, Unit
from tests.life.deeds import (
    NEW,
    acting,
    ask,
    at,
    do,
    file_plan,
    hold,
    pass_plan,
)
from tests.queries.test_inbox import statements

DELIVERED = {
    "deliveries": [{"code": "police", "way": "paper", "receiver": "办公室王强"}],
    "delivered_at": "2022-09-19T10:00",
    "evidence": "送达回执由对方办公室签收，编号2022年第12号",
}


def view_of(store, case_id, who="wangfang"):
    return get_case(store, acting(store, who), case_id)


def words_of(store, case_id, who="wangfang"):
    return [line.text for line in view_of(store, case_id, who).timeline]


def test_the_days_come_from_the_rows(store):
    hold(store)
    case = file_plan(store)
    assert view_of(store, case.id).transition is None
    pass_plan(store, case.id)
    moving = view_of(store, case.id).transition
    assert (moving.starts_on, moving.last_day) == (date(2022, 9, 15), date(2022, 10, 5))
    assert (moving.earliest, moving.recommended_on) == (at("2022-10-06 00:00"), date(2022, 10, 8))
    assert (moving.successor_code, moving.extended_until, moving.days) == (NEW, None, 20)


def test_each_unit_is_told_mailed_read_and_answers(store):
    number = hold(store)
    hold(store, unit="approval", who="caiying")
    case = file_plan(store)
    pass_plan(store, case.id)
    told_at = store.clock.now()
    read_at = told_at + timedelta(days=1)
    with store.transaction() as session:
        lina = session.scalar(select(Person.id).where(Person.username == "lina"))
        mine = update(Message).where(Message.case_id == case.id, Message.person_id == lina)
        session.execute(mine.values(read_at=read_at, sent_at=told_at, mail_state="sent"))
    answer = {"result": "objection", "reason": "新资源没有成员出资的明细，监管业务无法核对"}
    do(store, case.id, "confirm_readiness", "lina", answer)
    by_code = {each.code: each for each in view_of(store, case.id).transition.holders}
    mine, other = by_code["credit"], by_code["approval"]
    (notice,) = mine.notices
    assert mine.grants == (number,)
    assert (notice.way, notice.placed_at, notice.round) == ("system", told_at, 1)
    assert (notice.mailed_at, notice.mail_state) == (told_at, "sent")
    assert (notice.read_at, notice.read_by) == (read_at, "李娜")
    assert (mine.report.code, mine.report.words, mine.report.by) == ("objection", "有异议", "李娜")
    assert (mine.undecided, mine.decision) == (True, None)
    assert (other.report, other.notices[0].read_at, other.notices[0].mail_state) == (
        None, None, "waiting",
    )  # fmt: skip


def test_a_decision_stands_with_the_unit_that_objected(store):
    hold(store)
    hold(store, unit="approval", who="caiying")
    case = file_plan(store)
    pass_plan(store, case.id)
    for who in ("lina", "caiying"):
        store.clock.advance(timedelta(minutes=5))
        answer = {
            "result": "needs_time",
            "until": "2022-10-20",
            "reason": f"{who}的业务系统须经测评",
        }
        do(store, case.id, "confirm_readiness", who, answer)
    store.clock.advance(timedelta(minutes=5))
    decided = {"decision": "extend", "until": "2022-10-18", "reason": "业务系统确需改造，予以延长"}
    do(store, case.id, "answer_objection", "pengli", decided)
    moving = view_of(store, case.id).transition
    by_code = {each.code: each for each in moving.holders}
    assert by_code["credit"].decision.code == "extend"
    assert (by_code["approval"].decision, by_code["approval"].undecided) == (None, True)
    assert (moving.extended_until, moving.last_day) == (date(2022, 10, 18), date(2022, 10, 18))
    assert moving.earliest == at("2022-10-19 00:00")
    assert "过渡期延长，最后一日为 2022-10-18" in words_of(store, case.id)
    sheets = view_of(store, case.id).sheets
    reports = [sheet for sheet in sheets if sheet.form == "migration-readiness"]
    assert [(sheet.of, sheet.rounds) for sheet in reports] == [
        ("信用监督管理科", 1), ("市行政审批服务管理局", 1),
    ]  # fmt: skip


def test_a_unit_that_was_reached_otherwise(store):
    with store.transaction() as session:
        police = select(Unit.id).where(Unit.code == "police").scalar_subquery()
        people = select(Post.person_id).where(Post.unit_id == police)
        session.execute(update(Person).where(Person.id.in_(people)).values(email=""))
    hold(store)
    hold(store, unit="police", who="yangfan")
    case = file_plan(store)
    pass_plan(store, case.id)
    moving = view_of(store, case.id).transition
    assert (moving.undelivered, moving.earliest, moving.starts_on) == (1, None, None)
    assert "停用通知送达 1 个使用单位，还有 1 个须另行送达" in words_of(store, case.id)
    store.clock.set(at("2022-09-20 09:00"))
    do(store, case.id, "deliver_notice", "pengli", DELIVERED)
    moving = view_of(store, case.id).transition
    (notice,) = next(each for each in moving.holders if each.code == "police").notices
    assert (notice.way, notice.placed_at) == ("other", at("2022-09-19 10:00"))
    assert (moving.undelivered, moving.starts_on) == (0, date(2022, 9, 19))


def test_a_new_round_of_notices_asks_anew(store):
    hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    do(store, case.id, "confirm_readiness", "lina", {"result": "ready"})
    store.clock.set(at("2022-09-20 10:00"))
    change = {"act": "renew_notice", "reason": "新资源改为分两批开通，停用安排有变化"}
    do(store, case.id, "manage_transition", "wangfang", change)
    (holder,) = view_of(store, case.id).transition.holders
    assert [each.round for each in holder.notices] == [1, 2]
    assert holder.report is None
    assert view_of(store, case.id).transition.starts_on == date(2022, 9, 20)


def test_a_plan_given_up_and_who_sees_no_answers(store):
    hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    assert view_of(store, case.id, "sysadmin").transition is None
    reason = {"act": "cancel", "reason": "新资源出现缺陷，暂不停用原资源"}
    do(store, case.id, "manage_transition", "wangfang", reason)
    view = view_of(store, case.id)
    assert view.transition.cancelled_at is not None
    assert view.head.notice == ""
    assert "撤销停用下线计划，原资源恢复共享" in words_of(store, case.id)


def test_it_costs_the_same_whatever_the_number_of_units(store):
    hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    with statements(store) as one:
        view_of(store, case.id)
    for unit, who in (("approval", "caiying"), ("police", "yangfan")):
        hold(store, unit=unit, who=who)
    change = {"act": "renew_notice", "reason": "新资源改为分两批开通，停用安排有变化"}
    do(store, case.id, "manage_transition", "wangfang", change)
    with statements(store) as many:
        assert len(view_of(store, case.id).transition.holders) == 3
    assert len(many) == len(one)


def test_clocks_that_only_wake_are_no_deadlines(store):
    hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    store.clock.set(at("2022-10-07 09:00"))
    while lapse_due(store):
        pass
    view = view_of(store, case.id)
    woken = [term for term in view.terms if term.due.wakes]
    assert woken
    assert {term.due.state for term in woken} <= {"done", "ok"}
    assert any(str(term.due.phrase) == "已届满" for term in woken)
    assert "20个自然日已届满" in words_of(store, case.id)
    assert not any(line.state == "lapsed" and "自然日" in line.text for line in view.timeline)


def test_a_request_for_it_says_where_it_went(store):
    asked = ask(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    point_requests(store)
    (line,) = [x for x in words_of(store, asked.id, "lina") if "申请转为" in x]
    assert "企业登记基本信息" in line
