"""The frame: menu by role, language, errors, missing assets, account and messages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from engine.commands.read_message import read_all_messages
from engine.commands.withdraw_case import withdraw_case
from engine.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    FormError,
    GongxiangError,
    NotFound,
    WorkflowFault,
)
from engine.queries.sessions import actor_of_token
from engine.store.database import Store
from engine.store.tables import Message
from tests.bureau.fixtures import acting
from tests.commands.casework import begin
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
MENUS = {
    "zhangwei": ({"首页", "待办", "我发起的", "资源目录", "发起申请"}, {"办件", "审计日志"}),
    "chenjianguo": ({"待办", "资源目录"}, {"发起申请", "流程包"}),
    "yangfan": ({"待办", "发起申请", "流程包"}, {"办件", "异常"}),
    "sysadmin": ({"首页", "办件", "时限", "邮件", "异常", "流程包"}, {"待办", "审计日志"}),
    "secadmin": ({"用户与登录", "流程包"}, {"待办", "办件", "邮件", "审计日志"}),
    "auditor": ({"审计日志", "流程包"}, {"待办", "办件", "邮件", "用户与登录"}),
}  # fmt: skip


def lines(text: str) -> set[str]:
    return set(re.findall(r'class="side-link"[^>]*>([^<]+?)\s*<', text))


@pytest.mark.parametrize("who", MENUS)
def test_the_menu_shows_what_the_role_needs(visitor: Visitors, who: str) -> None:
    shown, hidden = MENUS[who]
    found = lines(visitor(who).get("/").text)
    assert shown <= found
    assert not hidden & found


def test_the_page_says_who_i_am_and_where(visitor: Visitors) -> None:
    text = visitor("zhangwei").get("/messages").text
    assert "张伟<small> · 登记注册科</small>" in text
    assert '<li aria-current="page">消息</li>' in text
    assert 'class="side-link" aria-current="page" href="/messages"' in text
    assert '<html lang="zh-CN">' in text


def test_the_language_switch_stays_with_the_person(visitor: Visitors, store: Store) -> None:
    browser = visitor("zhangwei")
    answer = browser.post("/language", language="en", next="/messages")
    assert answer.location == "/messages"
    text = browser.get("/messages").text
    assert '<html lang="en">' in text
    assert "Messages" in text
    assert acting(store, "zhangwei").language == "en"
    assert "Sign out" in visitor("zhangwei").get("/").text


def test_the_language_switch_works_before_signing_in(visitor: Visitors) -> None:
    browser = visitor()
    browser.get("/sign-in")
    browser.post("/language", language="en", next="/sign-in")
    assert "Password" in browser.get("/sign-in").text
    assert browser.post("/language", language="fr").status_code == 400


ERRORS = [
    BadRequest(),
    Forbidden(),
    NotFound(),
    Conflict(),
    WorkflowFault(),
    FormError({"purpose": ["请填写使用用途。"]}),
]


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The application with a page and an API address that fail as told."""

    def fail(number: int) -> str:
        raise ERRORS[number]

    fail.is_public = True  # type: ignore[attr-defined]
    app.add_url_rule("/fail/<int:number>", view_func=fail)
    app.add_url_rule("/api/fail/<int:number>", "api_fail", fail)
    return app


@pytest.mark.parametrize("number", range(len(ERRORS)))
def test_errors_become_pages_with_a_sentence_and_a_way_back(failing: Flask, number: int) -> None:
    error: GongxiangError = ERRORS[number]
    answer = failing.test_client().get(f"/fail/{number}")
    assert answer.status_code == error.status
    assert error.message in answer.text
    assert 'href="/"' in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("number", range(len(ERRORS)))
def test_errors_become_problem_documents_in_the_api(failing: Flask, number: int) -> None:
    error: GongxiangError = ERRORS[number]
    answer = failing.test_client().get(f"/api/fail/{number}")
    assert answer.status_code == error.status
    assert answer.mimetype == "application/problem+json"
    document = answer.get_json(force=True)
    assert (document["status"], document["code"]) == (error.status, error.code)
    assert document["detail"] == error.message
    assert document["type"] == f"urn:gongxiang:problem:{error.code}"
    if isinstance(error, FormError):
        assert document["errors"] == error.errors


def test_an_unforeseen_error_shows_nothing_of_itself(app: Flask) -> None:
    def crash() -> str:
        raise RuntimeError("secret detail")

    crash.is_public = True  # type: ignore[attr-defined]
    app.add_url_rule("/crash", view_func=crash)
    app.testing = False
    answer = app.test_client().get("/crash")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "稍后再试" in answer.text


def test_an_unknown_address_is_a_page_of_ours(visitor: Visitors) -> None:
    answer = visitor("zhangwei").get("/nowhere")
    assert answer.status_code == 404
    assert "没有找到您要的内容" in answer.text
    document = visitor().get("/api/v1/nowhere").get_json(force=True)
    assert document["code"] == "not_found"


def test_without_built_assets_the_page_says_what_to_run(
    visitor: Visitors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("webui.assets_url.DIST", tmp_path)
    assert "make assets" in visitor().get("/sign-in").text


def test_built_assets_are_named_by_their_content(
    visitor: Visitors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").write_text('{"site.css": "site-1a.css", "site.js": "site-2b.js"}')
    monkeypatch.setattr("webui.assets_url.DIST", tmp_path)
    text = visitor().get("/sign-in").text
    assert 'href="/static/dist/site-1a.css"' in text
    assert 'src="/static/dist/site-2b.js"' in text


def tell(store: Store, who: str, subject: str) -> str:
    now, person = store.clock.now(), acting(store, who).person_id
    row = Message(
        dedupe=subject, template="told", person_id=person, address="a@b.invalid", subject=subject,
        text="第一段\n\n<b>第二段</b>", created_at=now, effective_at=now,
    )  # fmt: skip
    with store.transaction() as session:
        session.add(row)
    return row.id


def test_a_notice_is_unread_until_opened(visitor: Visitors, store: Store) -> None:
    told, browser = tell(store, "zhangwei", "请补正"), visitor("zhangwei")
    assert 'class="is-unread"' in browser.get("/messages").text
    text = browser.get(f"/messages/{told}").text
    assert "<p>第一段</p><p>&lt;b&gt;第二段&lt;/b&gt;</p>" in text
    assert 'class="is-unread"' not in browser.get("/messages").text
    assert visitor("liuyang").get(f"/messages/{told}").status_code == 404


def test_all_notices_are_read_at_once(visitor: Visitors, store: Store) -> None:
    for subject in ("一", "二", "三"):
        tell(store, "zhangwei", subject)
    browser = visitor("zhangwei")
    assert "3" in browser.get("/").text
    assert "已将 3 条消息标为已读" in browser.post("/messages/read", follow=True).text
    assert read_all_messages(store, acting(store, "zhangwei")) == 0
    assert "没有未读消息" in browser.get("/messages?list=unread").text


def test_a_token_is_shown_once(visitor: Visitors, store: Store) -> None:
    browser = visitor("zhangwei")
    text = browser.post("/account/tokens", label="统计报表", days="30").text
    token = re.search(r'value="(gxt_[^"]+)"', text)
    assert token
    actor = actor_of_token(store, token[1])
    assert actor is not None
    assert actor.username == "zhangwei"
    again = browser.get("/account").text
    assert token[1] not in again
    assert "统计报表" in again
    revoke = re.search(r'action="(/account/tokens/\w+/revoke)"', again)
    assert revoke
    assert "令牌已停用" in browser.post(revoke[1], follow=True).text
    assert actor_of_token(store, token[1]) is None


def test_a_wrong_token_form_keeps_what_was_typed(visitor: Visitors) -> None:
    answer = visitor("zhangwei").post("/account/tokens", label="统计报表", days="9999")
    assert answer.status_code == 422
    assert 'value="统计报表"' in answer.text
    assert 'value="9999"' in answer.text
    assert "有效天数应为" in answer.text


def test_home_shows_what_to_do_next_and_how_my_cases_stand(visitor: Visitors, store: Store) -> None:
    case = begin(store)
    mine = visitor("zhangwei").get("/").text
    assert case.number in mine
    assert "待分管领导批准" in mine
    assert "没有待办。" in mine
    theirs = visitor("chenjianguo").get("/").text
    assert f'href="/tasks/{case.tasks[0].id}"' in theirs
    assert '<strong class="tile-number">1</strong> <span class="tile-label">待办</span>' in theirs
    assert "没有待办。" in visitor("liuyang").get("/").text


def test_home_says_of_a_finished_case_that_it_is_finished(visitor: Visitors, store: Store) -> None:
    case = begin(store)
    withdraw_case(store, acting(store, "zhangwei"), case.id, "不再需要")
    page = visitor("zhangwei").get("/").text
    assert "已办结" in page
    assert "无时限" not in page
