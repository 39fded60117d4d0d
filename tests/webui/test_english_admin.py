"""What administrators read in English, and what keeps somebody from signing in."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from engine.clock import MovedClock
from engine.commands.lapse_due import lapse_due
from engine.store.database import Store
from engine.store.tables import Event, Incident, Message, Person, Post
from tests.commands.casework import approve, begin
from tests.webui.english import PAST, English, left
from tests.webui.visitor import Visitor


def test_what_administrators_read(store: Store, english: English, moved_clock: MovedClock) -> None:
    """Sentences that were stored in Chinese are known again."""
    with store.transaction() as session:
        barred = select(Person.id).where(Person.username.in_(("chenjianguo", "panyue")))
        session.execute(update(Post).where(Post.person_id.in_(barred)).values(valid_until=PAST))
    case = begin(store)
    with store.transaction() as session:
        stuck = "办件无法继续运行：系统内部错误"
        now = moved_clock.now()
        session.add(Incident(kind="case_stuck", message=stuck, detail="", created_at=now))
    page = english("sysadmin").get("/admin/incidents").text
    assert f"Nobody may do “分管领导批准” of case {case.number};" in page
    assert "The case cannot go on: internal error" in page
    assert left(page) == []
    with store.transaction() as session:
        session.execute(update(Event).where(Event.seq == 1).values(actor_name="别人"))
    auditor = english("auditor")
    assert left(auditor.get("/admin/audit").text, "别人") == []
    page = auditor.get("/admin/audit/verify").text
    assert f"Case {case.number}: the content of event " in page
    assert left(page) == []


def test_why_a_mail_was_not_sent(store: Store, english: English, moved_clock: MovedClock) -> None:
    approve(store, begin(store).id)
    moved_clock.advance(timedelta(days=10))
    lapse_due(store)
    with store.transaction() as session:
        session.execute(update(Message).values(last_error="无法连接邮件服务器：[Errno 111]"))
        mail = session.scalars(select(Message.id)).first()
    page = english("sysadmin").get(f"/admin/mails/{mail}").text
    assert "The mail server cannot be reached: [Errno 111]" in page


def test_an_account_that_is_refused(store: Store, english: English) -> None:
    browser = english("secadmin")
    browser.get("/admin/accounts/new")
    taken = browser.post("/admin/accounts/new", username="zhangwei", name="张伟")
    assert "The user name zhangwei is taken; choose another." in taken.text
    assert left(taken.text) == []
    wrong = browser.post("/admin/accounts/new", username="x", name="", email="@", unit="credit")
    assert left(wrong.text) == []


def test_signing_in_too_often(store: Store, app: Flask) -> None:
    browser = Visitor(app)
    browser.get("/sign-in")
    browser.post("/language", language="en")
    for _ in range(6):
        browser.get("/sign-in")
        answer = browser.post("/sign-in", username="zhangwei", password="wrong")
    assert "Too many wrong passwords: the account is locked for now." in answer.text
    assert left(answer.text) == []
