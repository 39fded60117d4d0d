"""The page of a case, its drawing, its printed head, and taking a request back."""

from collections.abc import Callable

import pytest

from engine.store.database import Store
from tests.bureau.fixtures import OF_POLICE
from tests.commands.casework import act, approve, begin
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]


def test_the_page_tells_where_it_stands(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    approve(store, case.id)
    page = visitor("zhangwei").get(f"/cases/{case.id}").text
    for words in ("现在在哪里", "符合性审查", "办理“分管领导批准”", "第十四条（一）", "撤回申请"):
        assert words in page
    assert 'class="doc-head print-only"' in page


def test_the_drawing_comes_as_json(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("zhangwei")
    page = browser.get(f"/cases/{case.id}")
    assert f'data-diagram="/cases/{case.id}/diagram.json"' in page.text
    assert "style-src 'self' 'unsafe-inline'" in page.headers["Content-Security-Policy"]
    (level,) = browser.get(f"/cases/{case.id}/diagram.json").get_json()
    assert level["process"] == "mini"
    assert level["elements"]["leader"]["state"] == "current"
    assert "<bpmn:definitions" in level["xml"]


@pytest.mark.parametrize("path", ["", "/diagram.json"])
def test_strangers_find_nothing(store: Store, visitor: Visitors, path: str) -> None:
    case = begin(store)
    assert visitor("lina").get(f"/cases/{case.id}{path}").status_code == 404
    assert visitor("zhangwei").get(f"/cases/none{path}").status_code == 404


def test_administrators_see_the_flow_only(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    for who in ("sysadmin", "auditor"):
        page = visitor(who).get(f"/cases/{case.id}").text
        assert "不显示填写的内容" in page
        assert "核验食品经营许可" not in page
        assert "分管领导批准" in page


@pytest.mark.parametrize(
    ("who", "way"),
    [
        ("zhangwei", '<a href="/work/started">我发起的</a>'),
        ("chenjianguo", '<a href="/cases">办件查询</a>'),
        ("sysadmin", '<a href="/admin/cases">办件</a>'),
        ("auditor", '<a href="/">首页</a>'),
    ],
)
def test_the_way_back_is_a_list_that_holds_it(
    store: Store, visitor: Visitors, who: str, way: str
) -> None:
    case = begin(store)
    page = visitor(who).get(f"/cases/{case.id}").text
    crumbs = page.partition('class="crumbs"')[2].partition("</nav>")[0]
    assert way in crumbs


def test_taking_a_request_back(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("zhangwei")
    browser.get(f"/cases/{case.id}")
    refused = browser.post(f"/cases/{case.id}/withdraw", reason=" ")
    assert refused.status_code == 422
    assert "请写明撤回的原因" in refused.text
    page = browser.post(f"/cases/{case.id}/withdraw", reason="不再需要", follow=True).text
    assert "申请已撤回" in page
    assert "不再需要" in page
    assert browser.post(f"/cases/{case.id}/withdraw", reason="再来一次").status_code == 409


def test_only_the_starter_takes_it_back(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    assert "撤回申请" not in browser.get(f"/cases/{case.id}").text
    assert browser.post(f"/cases/{case.id}/withdraw", reason="替他撤回").status_code == 403
    stranger = visitor("lina")
    stranger.get("/")
    assert stranger.post(f"/cases/{case.id}/withdraw", reason="x").status_code == 404


def test_recorded_decisions_are_marked(store: Store, visitor: Visitors) -> None:
    case = begin(store, OF_POLICE)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    given = {
        "result": "agree", "decided_at": "2026-09-21T09:00:00+08:00",
        "evidence": "公安局复函（晋公函〔2026〕12号）",
    }  # fmt: skip
    act(store, case.id, "yangfan", given)
    page = visitor("zhangwei").get(f"/cases/{case.id}").text
    assert "补录" in page
    assert "市公安局" in page


def test_lists_of_cases(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    assert case.number in browser.get("/cases").text
    assert case.number not in browser.get("/cases?scope=mine").text
    assert browser.get("/cases?scope=others").status_code == 400
    assert case.number not in visitor("lina").get("/cases?scope=all").text
