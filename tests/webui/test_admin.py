"""管理: each page for its own administrator, with what it needs and nothing that was filled in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from engine.clock import MovedClock
from engine.commands.lapse_due import lapse_due
from engine.commands.sign_in import sign_in
from engine.errors import SignInFailed
from engine.queries.admin.packs import warning_of
from engine.store.database import Store
from engine.store.tables import Event, Incident, Message, Person
from tests.bureau.fixtures import WITH_AGENT, acting
from tests.commands.casework import PURPOSE, approve, begin
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
PAGES = {
    "/admin/cases": {"sysadmin"},
    "/admin/timers": {"sysadmin"},
    "/admin/mails": {"sysadmin"},
    "/admin/incidents": {"sysadmin"},
    "/admin/pack": {"sysadmin", "secadmin", "auditor", "pengli", "yangfan"},
    "/admin/accounts": {"secadmin"},
    "/admin/accounts/new": {"secadmin"},
    "/admin/sign-ins": {"secadmin", "auditor"},
    "/admin/audit": {"auditor"},
    "/admin/audit/verify": {"auditor"},
}
EVERYBODY = {"zhangwei", "chenjianguo", "pengli", "yangfan", "sysadmin", "secadmin", "auditor"}


def test_each_page_opens_for_its_own_readers_alone(visitor: Visitors) -> None:
    for who in sorted(EVERYBODY):
        browser = visitor(who)
        opened = {path for path in PAGES if browser.get(path).status_code == 200}
        assert opened == {path for path, readers in PAGES.items() if who in readers}, who


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("sysadmin", "/admin/cases"),
        ("sysadmin", "/admin/timers"),
        ("sysadmin", "/admin/timers?list=lapsed"),
        ("sysadmin", "/admin/timers?list=stopped"),
        ("sysadmin", "/admin/timers?list=failing"),
        ("sysadmin", "/admin/mails"),
        ("sysadmin", "/admin/incidents"),
        ("sysadmin", "/admin/incidents?list=resolved"),
        ("secadmin", "/admin/sign-ins"),
        ("secadmin", "/admin/accounts?q=nobody"),
        ("auditor", "/admin/audit?who=nobody"),
    ],
)
def test_an_empty_list_says_so(visitor: Visitors, who: str, path: str) -> None:
    assert 'class="empty"' in visitor(who).get(path).text


def test_cases_show_where_they_stand_and_no_answers(
    visitor: Visitors, store: Store, moved_clock: MovedClock
) -> None:
    first, second = begin(store), begin(store, WITH_AGENT)
    approve(store, second.id)
    moved_clock.advance(timedelta(days=4))
    browser = visitor("sysadmin")
    text = browser.get("/admin/cases").text
    assert first.number in text
    assert "待分管领导批准" in text
    assert "分管领导" in text
    assert PURPOSE["purpose"] not in text
    overdue = browser.get("/admin/cases?state=overdue").text
    assert second.number in overdue
    assert first.number not in overdue
    assert "超期 " in overdue
    assert first.number not in browser.get("/admin/cases?state=ended").text
    assert second.number not in browser.get(f"/admin/cases?q={first.number}").text
    assert browser.get("/admin/cases?state=lost").status_code == 400


def test_timers_show_term_basis_and_what_comes_next(
    visitor: Visitors, store: Store, moved_clock: MovedClock
) -> None:
    case = begin(store)
    approve(store, case.id)
    browser = visitor("sysadmin")
    text = browser.get("/admin/timers").text
    assert case.number in text
    assert "2个工作日" in text
    assert "2026-09-23" in text
    assert "到期前提醒" in text
    moved_clock.advance(timedelta(days=3))
    lapse_due(store, 10)
    browser = visitor("sysadmin")
    assert case.number not in browser.get("/admin/timers").text
    assert case.number in browser.get("/admin/timers?list=lapsed").text


def mail(store: Store, state: str, subject: str = "催办通知") -> str:
    now = store.clock.now()
    row = Message(
        dedupe=subject + state, template="late", person_id=acting(store, "zhangwei").person_id,
        address="zhangwei@demo.invalid", subject=subject, text="理由：太忙。\nhttp://gx/1",
        outline="理由：〔内容略〕。\nhttp://gx/1",
        created_at=now, effective_at=now, mail_state=state, last_error="550 拒收",
    )  # fmt: skip
    with store.transaction() as session:
        session.add(row)
    return row.id


def state_of(store: Store, mail_id: str) -> str:
    with store.reading() as session:
        return session.get_one(Message, mail_id).mail_state


def test_a_mail_can_be_read_retried_and_dropped(visitor: Visitors, store: Store) -> None:
    dead, browser = mail(store, "dead"), visitor("sysadmin")
    assert "催办通知" in browser.get("/admin/mails?state=dead").text
    assert "催办通知" not in browser.get("/admin/mails?state=sent").text
    text = browser.get(f"/admin/mails/{dead}").text
    assert "理由：〔内容略〕。" in text
    assert "太忙" not in text
    assert "550 拒收" in text
    assert "重新排入" in browser.post(f"/admin/mails/{dead}/retry", follow=True).text
    assert state_of(store, dead) == "waiting"
    assert "已放弃" in browser.post(f"/admin/mails/{dead}/drop", follow=True).text
    assert state_of(store, dead) == "dropped"
    assert browser.post(f"/admin/mails/{dead}/drop").status_code == 409
    assert browser.get("/admin/mails/none").status_code == 404


def test_without_a_mail_server_the_page_says_that_mails_are_kept(visitor: Visitors) -> None:
    assert "GONGXIANG_SMTP_URL" in visitor("sysadmin").get("/admin/mails").text


def test_an_incident_is_seen_and_closed(visitor: Visitors, store: Store) -> None:
    row = Incident(kind="mail_dead", message="邮件多次发送失败", created_at=store.clock.now())
    with store.transaction() as session:
        session.add(row)
    browser = visitor("sysadmin")
    assert "邮件多次发送失败" in browser.get("/admin/incidents").text
    assert '<span class="count count-danger">1</span>' in browser.get("/messages").text
    answer = browser.post(f"/admin/incidents/{row.id}/resolve", follow=True)
    assert "没有待处理的异常" in answer.text
    assert "系统管理员" in browser.get("/admin/incidents?list=resolved").text
    assert browser.post(f"/admin/incidents/{row.id}/resolve").status_code == 409


@pytest.mark.parametrize(
    ("today", "warning"),
    [
        (date(2026, 12, 17), None),
        (date(2026, 12, 18), 180),
        (date(2027, 3, 17), 180),
        (date(2027, 3, 18), 90),
        (date(2027, 5, 16), 90),
        (date(2027, 5, 17), 30),
        (date(2027, 6, 16), 30),
        (date(2027, 6, 17), 0),
    ],
)
def test_the_pack_warns_before_it_ends(today: date, warning: int | None) -> None:
    assert warning_of(date(2027, 6, 16), today) == warning


def test_the_pack_page_tells_versions_and_validity(
    visitor: Visitors, moved_clock: MovedClock
) -> None:
    text = visitor("sysadmin").get("/admin/pack").text
    assert "测试流程包" in text
    assert "2027-06-16（还有 268 天）" in text
    assert "请及时研究修订或者延续" not in text
    assert "mini/mini.bpmn" in text
    moved_clock.set(datetime(2027, 5, 17, 1, tzinfo=UTC))
    text = visitor("sysadmin").get("/admin/pack").text
    assert "还有 30 天届满" in text
    assert "flash-danger" in text
    moved_clock.set(datetime(2027, 6, 16, 16, tzinfo=UTC))
    assert "已失效" in visitor("sysadmin").get("/admin/pack").text


def test_a_locked_account_is_shown_and_unlocked(visitor: Visitors, store: Store) -> None:
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(store, "zhangwei", "wrong", "10.1.2.3")
    browser = visitor("secadmin")
    text = browser.get("/admin/accounts?q=zhangwei").text
    assert "锁定至 09:15" in text
    person = acting(store, "zhangwei").person_id
    answer = browser.post(f"/admin/accounts/{person}/unlock", follow=True, q="zhangwei")
    assert "账号已解锁" in answer.text
    assert "锁定至" not in answer.text
    assert "10.1.2.3" in browser.get("/admin/sign-ins").text


def test_a_new_account_gets_a_first_password_shown_once(visitor: Visitors, store: Store) -> None:
    browser = visitor("secadmin")
    browser.get("/admin/accounts/new")
    given = {"username": "newcomer", "name": "新人", "unit": "registration", "role": "handler"}
    wrong = browser.post("/admin/accounts/new", username="Big", name="新人", unit="", role="")
    assert wrong.status_code == 422
    assert 'value="新人"' in wrong.text
    text = browser.post("/admin/accounts/new", False, **given).text
    assert "初始密码只在这里显示一次" in text
    assert browser.post("/admin/accounts/new", False, **given).status_code == 409
    assert [post.role for post in acting(store, "newcomer").posts] == ["handler"]


def test_a_reset_shows_the_new_password_once(visitor: Visitors, store: Store) -> None:
    person = acting(store, "zhangwei").person_id
    text = visitor("secadmin").post(f"/admin/accounts/{person}/reset").text
    assert "zhangwei" in text
    with store.reading() as session:
        assert session.get_one(Person, person).must_change_password


def test_accounts_page_by_key(visitor: Visitors, store: Store) -> None:
    browser, path, seen = visitor("secadmin"), "/admin/accounts", []
    while path:
        text = browser.get(path).text
        seen += [line.split("<")[0] for line in text.split('data-label="用户名">')[1:]]
        _, found, rest = text.partition('rel="next" href="')
        path = rest.split('"')[0].replace("&amp;", "&") if found else ""
    with store.reading() as session:
        assert seen == list(session.scalars(select(Person.username).order_by(Person.username)))


def test_the_audit_list_filters(visitor: Visitors, store: Store) -> None:
    case, browser = begin(store), visitor("auditor")
    everything = browser.get("/admin/audit").text
    assert "办件发起" in everything
    assert PURPOSE["purpose"] not in everything
    assert "办件发起</td>" not in browser.get("/admin/audit?kind=signed_in").text
    assert "登录</td>" not in browser.get(f"/admin/audit?number={case.number}").text
    assert "办件发起</td>" in browser.get("/admin/audit?who=张伟").text
    assert "办件发起</td>" in browser.get("/admin/audit?from=2026-09-21&to=2026-09-21").text
    assert 'class="empty"' in browser.get("/admin/audit?from=2026-09-22").text
    assert 'class="empty"' in browser.get("/admin/audit?to=2026-09-20").text
    assert browser.get("/admin/audit?from=yesterday").status_code == 400


def test_a_changed_event_is_found(visitor: Visitors, store: Store) -> None:
    begin(store)
    browser = visitor("auditor")
    assert "校验通过" in browser.get("/admin/audit/verify").text
    with store.transaction() as session:
        session.execute(update(Event).where(Event.seq == 1).values(actor_name="别人"))
    text = browser.get("/admin/audit/verify").text
    assert "校验未通过" in text
    assert "flash-danger" in text
