"""What every answer keeps to itself: ways outside, frames, secrets, the pages of administrators."""

import logging
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from engine.store.database import Store
from engine.store.tables import ApiToken
from tests.bureau.fixtures import PASSWORD
from tests.trust import office
from tests.trust.conftest import KEY
from tests.trust.doors import PREFIX, Doors
from tests.trust.test_sessions import WRONG
from tests.webui.visitor import Visitor
from webui.session import COOKIE

WAYS = ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "///evil.example", "javascript:alert(1)", "data:text/html,x", "/%0d%0aX: y", "/a\r\nX: y",
        "http:evil.example", "https:/evil.example", " //evil.example", "\t//evil.example",
        "/\t/evil.example", "//evil.example%2f..", "/.evil.example//\\x", "?next=//evil",
        "https://127.0.0.1@evil.example", "\u2028//evil.example", "//\u3002evil"]  # fmt: skip


LOCAL = re.compile(r"/(?![/\\])[^\s\\]*")


@pytest.mark.parametrize("way", WAYS, ids=repr)
def test_no_way_leads_outside(way: str, shared: Doors) -> None:
    visitor = Visitor(shared.app)
    led = [visitor.sign_in("caiying", next=way).location]
    browser = shared.browser("caiying")
    led.append(browser.get("/sign-in", query_string={"next": way}).location)
    led.append(browser.post("/language", language="zh", next=way).location)
    for each in led:
        assert LOCAL.fullmatch(each), each
    if way.isprintable() and way.isascii():
        refused = browser.get("/missing", headers={"Referer": way})
        assert "evil" not in refused.text


def test_other_hosts_are_not_believed(shared: Doors) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example",
              "X-Forwarded-Proto": "https", "X-Original-URL": "/admin/accounts"}  # fmt: skip
    browser = shared.browser("caiying")
    for path in ("/", "/sign-in", "/account", "/catalogue", "/missing"):
        answer = browser.client.get(path, headers=forged)
        assert "evil.example" not in answer.text
        assert "evil.example" not in (answer.location or "")


PAGES = ("/", "/sign-in", "/work/todo", "/catalogue", "/account", "/missing", "/healthz",
         "/files/x", "/api/v1/me", "/api/v1/missing", "/api/v1/openapi.json",
         "/admin/accounts")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["caiying", "secadmin", ""])
def test_no_answer_can_be_framed_sniffed_or_kept(path: str, who: str, shared: Doors) -> None:
    client = shared.browser(who).client if who else shared.app.test_client()
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self';" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]
    assert "Access-Control-Allow-Origin" not in headers


ADMIN_PAGES = {
    "/admin/accounts": {"secadmin"}, "/admin/accounts/new": {"secadmin"},
    "/admin/sign-ins": {"secadmin", "auditor"}, "/admin/audit": {"auditor"},
    "/admin/audit/verify": {"auditor"}, "/admin/cases": {"sysadmin"},
    "/admin/timers": {"sysadmin"}, "/admin/mails": {"sysadmin"}, "/admin/incidents": {"sysadmin"},
    "/admin/pack": {"sysadmin"},
}  # fmt: skip


def test_pages_of_administrators_are_theirs(shared: Doors) -> None:
    for path, admins in ADMIN_PAGES.items():
        for who in ("caiying", "pengli", "yangfan", "lushan"):
            overseeing = path == "/admin/pack" and who in ("pengli", "yangfan")
            assert overseeing or shared.page.see(who, path).status in (403, 404), (who, path)
        allowed = {who for who in ("sysadmin", "secadmin", "auditor")
                   if shared.page.see(who, path).status == 200}  # fmt: skip
        assert admins <= allowed, (path, allowed)
        if "accounts" in path:
            assert allowed == {"secadmin"}, path
        if "audit" in path:
            assert "sysadmin" not in allowed, path


def test_no_secret_in_logs_pages_or_rows(
    app: Flask, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    doors = Doors(app, store)
    pages = [Visitor(app).sign_in("caiying", WRONG).text]
    browser = doors.browser("lushan")
    session_secret = browser.cookie(COOKIE)
    case = office.begin(store)
    path = f"/tasks/{case.tasks[0].id}"
    pages.append(browser.get(path).text)
    sent: dict[str, Any] = {"decision": "approve", "_password": WRONG}
    pages.append(browser.post(path, **sent).text)
    pages.append(browser.post(path, _verb="save-draft", decision="return", _password=PASSWORD,
                              follow=True).text)  # fmt: skip
    browser.post(path, decision="approve", _password=PASSWORD)
    made = browser.post("/account/tokens", label="脚本", days="1")
    token = re.search(r"gxt_[\w-]{43}", made.text)
    assert token is not None
    doors.app.test_client().get(
        f"{PREFIX}/me", headers={"Authorization": f"Bearer {token[0]}x", "Cookie": "a=b"}
    )
    pages += [browser.get(each).text for each in ("/", "/account", f"/cases/{case.id}")]
    pages.append(doors.page.see("secadmin", "/admin/accounts").text)
    pages.append(doors.page.see("auditor", "/admin/audit").text)
    pages.append(doors.cli.run("case", "show", case.id, "--as", "lushan", "--json").text)
    pages.append(doors.cli.complete("lushan", case.tasks[0].id, office.APPROVE, PASSWORD).text)
    secrets = [PASSWORD, WRONG, session_secret, token[0], KEY, "$argon2"]
    for secret in secrets:
        assert secret not in caplog.text
        assert not any(secret in page for page in pages), secret[:6]
    _not_in_rows(store, [PASSWORD, WRONG, session_secret, token[0], KEY])


def _not_in_rows(store: Store, secrets: list[str]) -> None:
    with store.reading() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        rows = [str(tuple(row)) for name in names
                for row in session.execute(text(f'SELECT * FROM "{name}"'))]  # fmt: skip
        assert session.scalars(select(ApiToken)).first() is not None
    for secret in secrets:
        assert not any(secret in row for row in rows), secret[:6]


def test_a_password_is_no_argument_of_a_command(shared: Doors) -> None:
    told = shared.cli.run("task", "complete", "--help")
    assert "--password-file" in told.text
    assert not re.search(r"--password[ =]", told.text)
