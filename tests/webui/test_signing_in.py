"""The sign-in page, sessions seen from the browser, and the way back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.clock import MovedClock
from engine.store.database import Store
from engine.store.tables import Person, SignInFailure
from tests.bureau.fixtures import PASSWORD
from tests.webui.visitor import Visitor
from webui.session import COOKIE

Visitors = Callable[..., Visitor]
NEW = "Xin-mima-2027"


def test_signing_in_leads_to_the_page_that_was_wanted(visitor: Visitors) -> None:
    browser = visitor()
    wanted = browser.get("/messages?list=unread")
    assert wanted.location == "/sign-in?next=/messages?list%3Dunread"
    assert "/messages?list=unread" in browser.get(wanted.location).text
    answer = browser.sign_in("zhangwei", next="/messages?list=unread")
    assert answer.location == "/messages?list=unread"


@pytest.mark.parametrize(
    "way",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:1",
        "/a\nb",
        "/sign-out",
        "/language",
        "/nowhere",
    ],
)
def test_the_way_back_never_leads_elsewhere(visitor: Visitors, way: str) -> None:
    assert visitor().sign_in("zhangwei", next=way).location == "/"


def test_a_wrong_password_keeps_the_name_and_tells_nothing_more(visitor: Visitors) -> None:
    answer = visitor().sign_in("zhangwei", "wrong")
    assert answer.status_code == 401
    assert 'value="zhangwei"' in answer.text
    assert "wrong" not in answer.text
    assert "用户名或密码不正确" in answer.text
    assert visitor().sign_in("nobody", "wrong").text.count("用户名或密码不正确") == 1


def test_failures_note_where_they_came_from(visitor: Visitors, store: Store) -> None:
    visitor().sign_in("zhangwei", "wrong")
    with store.reading() as session:
        assert session.scalars(select(SignInFailure)).one().source == "127.0.0.1"


def test_the_cookie_changes_at_each_sign_in_and_the_old_one_ends(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    first = browser.cookie(COOKIE)
    browser.post("/sign-in", username="zhangwei", password=PASSWORD)
    assert browser.cookie(COOKIE) not in ("", first)
    browser.client.set_cookie(COOKIE, first)
    assert browser.get("/").location.startswith("/sign-in")


def test_a_planted_cookie_is_not_taken_over(visitor: Visitors) -> None:
    browser = visitor()
    browser.client.set_cookie(COOKIE, "planted")
    browser.sign_in("zhangwei")
    assert browser.cookie(COOKIE) != "planted"


def test_what_a_page_held_before_signing_in_is_worth_nothing_after(visitor: Visitors) -> None:
    browser = visitor()
    browser.get("/sign-in")
    planted = browser.token
    browser.sign_in("zhangwei")
    browser.token = planted
    assert browser.post("/messages/read").status_code == 400


def test_signing_out_ends_the_session_on_the_server(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    secret = browser.cookie(COOKIE)
    assert browser.post("/sign-out").location == "/sign-in"
    browser.client.set_cookie(COOKIE, secret)
    assert browser.get("/").location.startswith("/sign-in")


def test_an_idle_session_ends_and_says_so(visitor: Visitors, moved_clock: MovedClock) -> None:
    browser = visitor("zhangwei")
    moved_clock.advance(timedelta(minutes=29))
    assert browser.get("/messages").status_code == 200
    moved_clock.advance(timedelta(minutes=29))
    assert browser.get("/messages").status_code == 200
    moved_clock.advance(timedelta(minutes=31))
    answer = browser.get("/messages", follow_redirects=True)
    assert "登录已超时" in answer.text


def test_an_htmx_request_after_the_end_is_refused_not_redirected(visitor: Visitors) -> None:
    answer = visitor().get("/messages", headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_a_first_password_must_be_changed_before_anything_else(
    visitor: Visitors, store: Store
) -> None:
    with store.transaction() as session:
        person = session.scalars(select(Person).where(Person.username == "zhangwei")).one()
        person.must_change_password = True
    browser = visitor()
    browser.get("/sign-in")
    browser.post("/sign-in", username="zhangwei", password=PASSWORD)
    for path in ("/", "/messages", "/account"):
        assert browser.get(path).location == "/account/password"
    assert "须先修改密码" in browser.get("/account/password").text
    answer = browser.post("/account/password", current=PASSWORD, new=NEW, repeated=NEW)
    assert answer.location == "/"
    assert browser.get("/").status_code == 200


def test_a_new_password_signs_every_other_browser_out(visitor: Visitors) -> None:
    mine, other = visitor("zhangwei"), visitor("zhangwei")
    answer = mine.post("/account/password", follow=True, current=PASSWORD, new=NEW, repeated=NEW)
    assert "密码已修改" in answer.text
    assert other.get("/").location.startswith("/sign-in")


def test_a_wrong_new_password_is_told_beside_its_field(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    answer = browser.post("/account/password", current=PASSWORD, new="kurz", repeated="other")
    assert answer.status_code == 422
    assert 'id="f-new-error">密码至少 10 个字符' in answer.text
    assert 'id="f-repeated-error">两次输入的新密码不一致' in answer.text
    assert "kurz" not in answer.text


def test_a_long_used_page_still_posts(visitor: Visitors, moved_clock: MovedClock) -> None:
    browser = visitor("zhangwei")
    moved_clock.advance(timedelta(minutes=25))
    assert browser.post("/messages/read").status_code == 302
