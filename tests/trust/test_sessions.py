"""Signing in and staying in: cookies, forged forms, locks, limits, tokens, ways out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from engine.clock import MovedClock
from engine.settings import Settings
from engine.store.database import Store
from engine.store.tables import Person, Post, SignInSession
from tests.bureau.fixtures import PASSWORD, START
from tests.trust import office
from tests.trust.conftest import KEY
from tests.trust.doors import PREFIX, Doors
from tests.webui.visitor import Visitor
from webui import create_app
from webui.session import COOKIE

WRONG = "Ganz-falsch-2026"


def raw_cookies(answer: Any) -> list[str]:
    return list(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("base", ["http://10.1.2.3:8000", "https://gx.example.cn"])
def test_cookies_stay_with_the_browser(base: str, store: Store) -> None:
    app = create_app(Settings(secret_key=KEY, base_url=base), store)
    app.testing = True
    browser = Visitor(app)
    first = browser.get("/sign-in", base_url=base)
    more = {"username": "caiying", "password": PASSWORD, "csrf_token": browser.token}
    answer = browser.client.post("/sign-in", data=more, base_url=base,
                                 headers={"Referer": f"{base}/sign-in"})  # fmt: skip
    assert answer.status_code == 302
    cookies = raw_cookies(first) + raw_cookies(answer)
    assert len(cookies) >= 2
    for each in cookies:
        assert "HttpOnly" in each
        assert "SameSite=Lax" in each
        assert "Path=/" in each
        assert "Domain" not in each
        assert ("Secure" in each) == base.startswith("https")
    secret = next(each for each in cookies if each.startswith(COOKIE))
    assert "Expires" not in secret
    assert "Max-Age" not in secret


def test_a_session_planted_before_is_worth_nothing_after(app: Flask, store: Store) -> None:
    attacker, victim = Visitor(app), Visitor(app)
    attacker.get("/sign-in")
    planted = attacker.cookie("gongxiang_page")
    victim.client.set_cookie("gongxiang_page", planted)
    victim.client.set_cookie(COOKIE, "x" * 43)
    victim.get("/sign-in")
    victim.post("/sign-in", username="caiying", password=PASSWORD)
    assert victim.cookie(COOKIE) not in ("", "x" * 43)
    assert victim.get("/account").status_code == 200
    # The token that the attacker knows no longer passes.
    victim.token = attacker.token
    assert victim.post("/messages/read").status_code == 400
    with store.reading() as session:
        rows = session.scalars(select(SignInSession)).all()
    assert all(row.digest != victim.cookie(COOKIE) for row in rows)


def posts_of(app: Flask) -> Iterator[str]:
    """Every path that a page posts to."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and not rule.rule.startswith("/api/"):
            yield re.sub(r"<(?:\w+:)?\w+>", "x", rule.rule)


@pytest.mark.parametrize("token", ["", "x", "another's", "stale"])
def test_no_form_is_taken_without_its_own_token(token: str, doors: Doors) -> None:
    browser, other = doors.browser("caiying"), Visitor(doors.app)
    other.sign_in("lushan")
    given = {"another's": other.token, "stale": browser.token}.get(token, token)
    if token == "stale":
        browser.client.delete_cookie("gongxiang_page")
    paths = list(posts_of(doors.app))
    assert len(paths) > 20
    for path in paths:
        sent = {"csrf_token": given} if token else {}
        answer = browser.client.post(path, data=sent)
        assert answer.status_code in (302, 400), (path, answer.status_code)
        if answer.status_code == 302:
            assert path == "/sign-in"
            assert answer.location.startswith("/")
        by_header = browser.client.post(path, headers={"X-CSRFToken": given, "HX-Request": "true"})
        assert by_header.status_code in (302, 400), path
    assert browser.get("/account").status_code == 200


def test_a_cookie_alone_writes_nothing_by_the_api(doors: Doors) -> None:
    case = office.begin(doors.store)
    before = office.rows_of(doors.store, case.id)
    client = doors.browser("caiying").client
    assert '"caiying"' in client.get(f"{PREFIX}/me").text
    body = {"reason": "撤回"}
    for headers in ({}, {"X-CSRFToken": "x"}, {"Origin": "https://evil.example"}):
        answer = client.post(f"{PREFIX}/cases/{case.id}/withdraw", json=body, headers=headers)
        assert answer.status_code == 400, answer.text
    plain = client.post(f"{PREFIX}/cases/{case.id}/withdraw", data='{"reason":"x"}',
                        content_type="text/plain")  # fmt: skip
    assert plain.status_code in (400, 415)
    assert office.rows_of(doors.store, case.id) == before
    good = client.post(f"{PREFIX}/cases/{case.id}/withdraw", json=body,
                       headers={"X-CSRFToken": doors.browser("caiying").token})  # fmt: skip
    assert good.status_code == 200


def test_methods_that_a_page_does_not_take(shared: Doors) -> None:
    client = shared.browser("caiying").client
    for path in ("/sign-out", "/language", "/files", "/tasks/x/claim"):
        assert client.get(path).status_code == 405, path
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"):
        assert client.open("/cases", method=method).status_code in (400, 405), method
    forged = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"}
    assert client.get("/sign-out", headers=forged).status_code == 405
    assert client.get("/account").status_code == 200


def test_five_wrong_passwords_lock_the_account_everywhere(doors: Doors, clock: MovedClock) -> None:
    case = office.begin(doors.store)
    task = case.tasks[0].id
    token = doors.token("lushan")
    for _ in range(4):
        assert Visitor(doors.app).sign_in("lushan", WRONG).status_code == 401
    # The fifth is given at an approval: it counts like the others.
    answer = doors.api.complete("lushan", task, office.APPROVE, WRONG)
    assert (answer.status, "password" in answer.errors) == (422, True)
    locked = Visitor(doors.app).sign_in("lushan")
    assert (locked.status_code, "账号已暂时锁定" in locked.text) == (401, True)
    assert PASSWORD not in locked.text
    answer = doors.api.complete("lushan", task, office.APPROVE, PASSWORD)
    assert (answer.status, "账号已暂时锁定" in answer.errors["password"]) == (422, True)
    assert office.open_task(doors.store, case.id).id == task
    assert doors.api.client.get(f"{PREFIX}/me", headers={"Authorization": f"Bearer {token}"}).json
    clock.advance(timedelta(minutes=15, seconds=1))
    assert Visitor(doors.app).sign_in("lushan").status_code == 302
    assert doors.api.complete("lushan", task, office.APPROVE, PASSWORD).status == 200


def test_nobody_learns_which_names_exist(app: Flask) -> None:
    texts = []
    for name in ("lushan", "nobody-here", "LUSHAN", "", "x" * 500, "a\x00b", "' OR 1=1 --"):
        answer = Visitor(app).sign_in(name, WRONG)
        assert answer.status_code == 401
        # The name is shown again, and the page's own token differs.
        plain = re.sub(r'value="[^"]*"|content="[^"]*"', "", answer.text)
        texts.append(plain)
    assert len(set(texts)) == 1


def test_who_leaves_is_out_at_once(doors: Doors) -> None:
    browser, token = doors.browser("lushan"), doors.token("lushan")
    assert browser.get("/work/todo").status_code == 200
    with doors.store.transaction() as session:
        session.execute(update(Person).where(Person.username == "lushan").values(active=False))
    assert browser.get("/work/todo").location.startswith("/sign-in")
    assert doors.api.get("lushan", "/me").status == 401
    assert doors.cli.run("task", "list", "--as", "lushan").status == 3
    assert Visitor(doors.app).sign_in("lushan").status_code == 401
    assert token


def test_a_post_that_ends_takes_its_rights_along(doors: Doors, clock: MovedClock) -> None:
    case = office.begin(doors.store)
    path = f"/tasks/{case.tasks[0].id}"
    assert doors.page.see("lushan", path).status == 200
    with doors.store.transaction() as session:
        leads = select(Person.id).where(Person.username == "lushan").scalar_subquery()
        session.execute(
            update(Post).where(Post.person_id == leads).values(valid_until=START.date())
        )
    assert doors.page.see("lushan", path).status == 200
    clock.advance(timedelta(hours=16))
    again = Visitor(doors.app)
    again.sign_in("lushan")
    assert again.get(path).status_code == 404
    assert doors.api.get("lushan", path).status == 404


def test_a_new_password_signs_out_everywhere_else(doors: Doors) -> None:
    mine, phone, token = doors.browser("lushan"), Visitor(doors.app), doors.token("lushan")
    phone.sign_in("lushan")
    new = "Xin-mima-2027-abc"
    mine.get("/account/password")
    changed = mine.post("/account/password", current=PASSWORD, new=new, repeated=new)
    assert changed.status_code == 302
    assert phone.get("/").location.startswith("/sign-in")
    assert mine.get("/work/todo").status_code == 200
    assert Visitor(doors.app).sign_in("lushan", PASSWORD).status_code == 401
    assert token


def test_a_reset_password_signs_out_everywhere(doors: Doors) -> None:
    browser = doors.browser("lushan")
    with doors.store.reading() as session:
        person = session.scalars(select(Person.id).where(Person.username == "lushan")).one()
    for who in ("caiying", "pengli", "sysadmin", "auditor"):
        tried = doors.page.act(who, f"/admin/accounts/{person}/reset").status
        assert tried in (403, 404), who
    assert browser.get("/work/todo").status_code == 200
    done = doors.page.act("secadmin", f"/admin/accounts/{person}/reset")
    assert done.status == 200
    assert browser.get("/").location.startswith("/sign-in")
    assert Visitor(doors.app).sign_in("lushan", PASSWORD).status_code == 401


def test_idle_and_absolute_limits(doors: Doors, clock: MovedClock) -> None:
    idle = Visitor(doors.app)
    idle.sign_in("caiying")
    clock.advance(timedelta(minutes=29, seconds=59))
    assert idle.get("/account").status_code == 200
    clock.advance(timedelta(minutes=30))
    assert idle.get("/account").location.startswith("/sign-in")
    busy = Visitor(doors.app)
    busy.sign_in("caiying")
    for _ in range(23):
        clock.advance(timedelta(minutes=26))
        assert busy.get("/account").status_code == 200
    clock.advance(timedelta(minutes=2))
    # Ten hours after signing in it ends, however busy.
    assert busy.get("/account").location.startswith("/sign-in")


def test_signing_out_here_leaves_the_other_browser(doors: Doors) -> None:
    here, there = Visitor(doors.app), Visitor(doors.app)
    here.sign_in("caiying")
    there.sign_in("caiying")
    secret = here.cookie(COOKIE)
    here.post("/sign-out")
    here.client.set_cookie(COOKIE, secret)
    assert here.get("/account").location.startswith("/sign-in")
    assert there.get("/account").status_code == 200
