"""Searching the catalogue and starting a request from it, without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.database import Store
from engine.store.tables import Case, Draft
from tests.bureau.fixtures import CONDITIONAL, DEDICATED, NOT_SHARED, OFFLINE
from tests.commands.casework import PURPOSE
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
ASKED: dict[str, Any] = PURPOSE
START = f"/start/mini/request?resource={CONDITIONAL}"


def test_from_search_to_a_case(store: Store, visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    assert CONDITIONAL in browser.get("/catalogue?q=特种设备").text
    page = browser.get(f"/catalogue/{CONDITIONAL}").text
    way = re.search(r'href="(/start/mini/request\?[^"]+)"', page)
    assert way is not None
    form = browser.get(way[1].replace("&amp;", "&")).text
    assert "登记注册科" in form
    assert "张伟" in form
    answer = browser.post(way[1].replace("&amp;", "&"), follow=True, **ASKED)
    assert "已提交，编号" in answer.text
    assert "CS-2026-0001" in answer.text
    assert "CS-2026-0001" in browser.get("/work/started").text


def test_a_refused_form_keeps_what_was_typed(store: Store, visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    browser.get(START)
    answer = browser.post(START, purpose="测试")
    assert answer.status_code == 422
    assert 'id="f-purpose-error"' in answer.text
    assert ">\n测试</textarea>" in answer.text


def test_a_double_click_starts_one_case(store: Store, visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    key = re.search(r'name="_key" value="(\w+)"', browser.get(START).text)
    assert key is not None
    first = browser.post(START, _key=key[1], **ASKED)
    second = browser.post(START, _key=key[1], **ASKED)
    assert first.location == second.location
    with store.reading() as session:
        assert len(session.scalars(select(Case)).all()) == 1


def test_a_draft_waits_for_its_form(store: Store, visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    browser.get(START)
    address = START.replace("request?", "request/draft?")
    assert browser.post(address, purpose="写到一半").status_code == 204
    assert "写到一半" in browser.get(START).text
    browser.post(START, **ASKED)
    with store.reading() as session:
        assert session.scalars(select(Draft)).all() == []


@pytest.mark.parametrize(
    ("code", "words"), [(NOT_SHARED, "不予共享"), (OFFLINE, "下线"), (DEDICATED, "专用")]
)
def test_what_cannot_be_asked_for_says_so(visitor: Visitors, code: str, words: str) -> None:
    browser = visitor("zhangwei")
    page = browser.get(f"/catalogue/{code}").text
    assert words in page
    assert "/start/mini/" not in page
    start = browser.get(f"/start/mini/request?resource={code}").text
    assert words in start
    assert 'name="purpose"' not in start
    assert browser.post(f"/start/mini/request?resource={code}", **ASKED).status_code == 422


def test_units_outside_the_rules_are_told(visitor: Visitors) -> None:
    assert "第二条" in visitor("xiejun").get(f"/catalogue/{CONDITIONAL}").text
    assert "不是政务部门" in visitor("hanmei").get(f"/catalogue/{CONDITIONAL}").text


def test_who_is_no_handler_reads_but_does_not_start(visitor: Visitors) -> None:
    browser = visitor("chenjianguo")
    assert "由单位的经办人提出" in browser.get(f"/catalogue/{CONDITIONAL}").text
    assert browser.get(START).status_code in (403, 404)


def test_unknown_things_are_not_found(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    assert browser.get("/catalogue/none/here").status_code == 404
    assert browser.get(f"/start/none/request?resource={CONDITIONAL}").status_code == 404
    assert browser.get("/start/mini/request?resource=none").status_code == 404


def test_what_i_may_start(visitor: Visitors) -> None:
    assert "测试申请" in visitor("zhangwei").get("/start").text
    assert "没有可以发起的事项" in visitor("panyue").get("/start").text
