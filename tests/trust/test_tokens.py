"""Tokens for scripts: none that is no token, none that lives too long."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from engine.clock import MovedClock
from tests.trust.doors import PREFIX, Doors

BAD_TOKENS = ["", "Bearer", "Bearer ", "Bearer x", "Basic Y2FpeWluZzp4", "Bearer " + "x" * 5000,
              "Bearer gxt_" + "A" * 43, "bearer\tx", "Token x", "Bearer a b",
              "Bearer \xff"]  # fmt: skip


@pytest.mark.parametrize("header", BAD_TOKENS, ids=lambda each: repr(each[:12]))
def test_what_is_no_token(header: str, shared: Doors) -> None:
    for method, path in (("GET", "/me"), ("GET", "/cases"), ("POST", "/cases"), ("POST", "/files")):
        answer = shared.api.client.open(
            PREFIX + path, method=method, headers={"Authorization": header}
        )
        assert answer.status_code == 401, (method, path, answer.text)
        assert answer.mimetype == "application/problem+json"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_every_call_of_the_api_asks_who(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX) and not rule.rule.endswith("openapi.json"):
            path = re.sub(r"<(?:\w+:)?\w+>", "1", rule.rule)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                assert client.open(path, method=method).status_code == 401, path


def test_a_token_ends(doors: Doors, clock: MovedClock) -> None:
    browser = doors.browser("caiying")
    page = browser.post("/account/tokens", label="脚本", days="1")
    found = re.search(r"gxt_[\w-]{43}", page.text)
    assert found is not None
    secret = found[0]
    headers = {"Authorization": f"Bearer {secret}"}
    client = doors.app.test_client(use_cookies=False)
    assert client.get(f"{PREFIX}/me", headers=headers).status_code == 200
    # It is shown once, and nobody else can revoke it.
    again = browser.get("/account")
    assert secret not in again.text
    revoke = re.search(r"/account/tokens/([0-9a-f]{64})/revoke", again.text)
    assert revoke is not None
    assert doors.page.act("lushan", f"/account/tokens/{revoke[1]}/revoke").status == 404
    assert client.get(f"{PREFIX}/me", headers=headers).status_code == 200
    assert browser.post(f"/account/tokens/{revoke[1]}/revoke").status_code == 302
    assert client.get(f"{PREFIX}/me", headers=headers).status_code == 401
    second = doors.api.headers("caiying")
    clock.advance(timedelta(days=90, seconds=1))
    assert client.get(f"{PREFIX}/me", headers=second).status_code == 401


@pytest.mark.parametrize("days", ["0", "-1", "367", "1.5", "", "x", "9" * 5000, "１", "²", "0x1"])
def test_how_long_a_token_may_live(days: str, shared: Doors) -> None:
    answer = shared.browser("caiying").post("/account/tokens", label="脚本", days=days)
    assert answer.status_code == (200 if days == "１" else 422)
    for label in ("", " ", "x" * 81):
        answer = shared.browser("caiying").post("/account/tokens", label=label, days="1")
        assert answer.status_code == 422
