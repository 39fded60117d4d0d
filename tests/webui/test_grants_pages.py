"""使用授权 on pages: the using and the providing side, and nobody else."""

from collections.abc import Callable

from engine.store.database import Store
from tests.commands.casework import act, approve, begin
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]


def granted(store: Store) -> str:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    return f"{case.number}-SQ1"


def test_both_sides_see_the_grant(store: Store, visitor: Visitors) -> None:
    number = granted(store)
    using, providing = visitor("zhangwei"), visitor("zhoujun")
    assert number in using.get("/grants?side=using").text
    assert number not in using.get("/grants?side=providing").text
    assert number in providing.get("/grants?side=providing").text
    page = using.get(f"/grants/{number}").text
    assert "核验食品经营许可申请人的主体资格" in page


def test_strangers_see_none(store: Store, visitor: Visitors) -> None:
    number = granted(store)
    browser = visitor("lina")
    assert number not in browser.get("/grants").text
    assert browser.get(f"/grants/{number}").status_code == 404
    assert browser.get("/grants?side=others").status_code == 400
