"""Headers, cookies, CSRF, and that nothing opens without a sign-in."""

import os
import re
from collections.abc import Callable

import pytest
from flask import Flask, g
from sqlalchemy import text

from engine.settings import Settings
from engine.store.database import Store
from tests.webui.conftest import KEY
from tests.webui.visitor import Visitor
from webui import create_app

Visitors = Callable[..., Visitor]
PUBLIC = {"static", "auth.sign_in", "auth.sign_in_post", "shell.healthz", "shell.readyz"} | {
    "shell.language",
    "calendar.subscription",  # calendar programs cannot sign in, and holidays are no secret
}


def test_every_answer_carries_the_headers(visitor: Visitors) -> None:
    for path in ("/sign-in", "/", "/missing", "/healthz"):
        headers = visitor().get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"


def test_inline_style_is_allowed_where_a_page_asks_for_it(app: Flask) -> None:
    def diagram() -> str:
        g.allow_inline_style = True
        return ""

    diagram.is_public = True  # type: ignore[attr-defined]
    app.add_url_rule("/with-diagram", view_func=diagram)
    policy = app.test_client().get("/with-diagram").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy


def test_no_page_carries_inline_style_or_script(visitor: Visitors) -> None:
    for who, path in (("", "/sign-in"), ("zhangwei", "/"), ("secadmin", "/admin/accounts")):
        text = visitor(who).get(path).text
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick=" not in text


def test_what_needs_no_sign_in_is_known_by_name(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC or rule.rule.startswith("/api/"):
            continue
        path = re.sub(r"<(?:path:)?\w+>", "x", re.sub(r"<int:\w+>", "2026", rule.rule))
        method = next(each for each in ("GET", "POST", "PUT") if each in (rule.methods or ()))
        app.config["WTF_CSRF_ENABLED"] = False
        answer = app.test_client().open(path, method=method)
        assert (answer.status_code, answer.location or "") == (302, answer.location), rule.endpoint
        assert answer.location.startswith("/sign-in"), rule.endpoint


def test_a_form_without_its_token_is_refused(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    browser.token = "forged"
    answer = browser.post("/account/tokens", label="x", days="1")
    assert answer.status_code == 400
    assert "刷新" in answer.text


class Body:
    """Forty megabytes of a form, made as they are read; `taken` counts the bytes that were."""

    SIZE = 40_000_000

    def __init__(self) -> None:
        self.at = self.taken = 0

    def seek(self, offset: int, whence: int = 0) -> None:
        self.at = self.SIZE if whence else offset

    def tell(self) -> int:
        return self.at

    def read(self, size: int = -1) -> bytes:
        head = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
        part = (b"a" * 65536 if self.taken else head)[: size if size >= 0 else None]
        self.taken += len(part)
        return part


@pytest.mark.parametrize("path", ["/tasks/x", "/account/password", "/sign-in", "/language", "/no"])
def test_nothing_large_is_read_from_nobody(path: str, app: Flask) -> None:
    body = Body()
    answer = app.test_client().post(
        path,
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code in (302, 404, 413)
    assert body.taken == 0


def test_the_token_of_another_browser_is_worth_nothing(visitor: Visitors) -> None:
    mine, other = visitor("zhangwei"), visitor("liuyang")
    mine.token = other.token
    assert mine.post("/messages/read").status_code == 400


def test_cookies_are_kept_from_scripts_and_other_sites(visitor: Visitors) -> None:
    browser = visitor()
    browser.get("/sign-in")
    set_cookie = browser.sign_in("zhangwei").headers.getlist("Set-Cookie")
    assert any(each.startswith("gongxiang_session=") for each in set_cookie)
    for each in set_cookie:
        assert "HttpOnly" in each
        assert "SameSite=Lax" in each
        assert "Secure" not in each


@pytest.fixture
def https_app(store: Store) -> Flask:
    settings = Settings(secret_key=KEY, base_url="https://gx.example.cn", trusted_proxies=1)
    app = create_app(settings, store)
    app.testing = True
    return app


def test_behind_https_cookies_are_secure(https_app: Flask) -> None:
    browser = https_app.test_client()
    answer = browser.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert all("Secure" in each for each in answer.headers.getlist("Set-Cookie"))


def test_proxies_are_believed_only_by_setting(https_app: Flask, app: Flask) -> None:
    def source() -> str:
        from flask import request

        return request.remote_addr or ""

    source.is_public = True  # type: ignore[attr-defined]
    for each in (https_app, app):
        each.add_url_rule("/source", view_func=source)
    forwarded = {"X-Forwarded-For": "10.9.8.7"}
    assert https_app.test_client().get("/source", headers=forwarded).text == "10.9.8.7"
    assert app.test_client().get("/source", headers=forwarded).text == "127.0.0.1"


def test_healthy_and_ready(visitor: Visitors) -> None:
    assert visitor().get("/healthz").json == {"status": "ok"}
    assert visitor().get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alembic_version SET version_num = '9999'",
        "DELETE FROM alembic_version",
        "DROP TABLE heartbeat",
    ],
)
def test_not_ready_with_another_shape(store: Store, visitor: Visitors, change: str) -> None:
    with store.transaction() as session:
        session.execute(text(change))
    assert visitor().get("/readyz").status_code == 503


def test_not_ready_where_nothing_can_be_written(
    visitor: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied: list[str] = []

    def access(path: object, how: int) -> bool:
        denied.append(str(path))
        return not how & os.W_OK

    monkeypatch.setattr("engine.store.writable.os.access", access)
    assert visitor().get("/readyz").status_code == 503
    assert denied


def test_not_ready_without_tables(empty_sqlite_url: str) -> None:
    app = create_app(Settings(secret_key=KEY), Store(empty_sqlite_url))
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200
