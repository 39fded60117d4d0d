"""Versions in the browser: listed, looked at, compared, restored."""

from collections.abc import Callable

import pytest

from engine.queries.pack_draft import draft_files, get_draft
from engine.queries.pack_files import versions
from engine.settings import Settings
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.webui.good_pack import (
    KEEPER,
    MAIL,
    confirm,
    deployed,
    good_store,
    own_settings,
    pack_files,
    shorter,
)
from tests.webui.visitor import Visitor

Browser = Callable[..., Visitor]


store, settings = good_store, own_settings


def test_the_list_says_when_who_and_why(store: Store, visitor: Browser) -> None:
    page = visitor(KEEPER).get("/modeler/versions").text
    assert "现行" in page
    assert "没有未部署的修改" in page


def test_a_term_is_compared_deployed_and_restored(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    shorter(store)
    window = visitor(KEEPER)
    compared = window.get("/modeler/compare").text
    assert "2 个工作日（法定，第十四条（一））" in compared
    assert "1 个工作日（法定，第十四条（一））" in compared
    assert "data-diagram" in compared
    assert "第 2 版已部署" in deployed(window, settings, "good")
    newest = versions(store)[0]
    assert (newest.number, newest.reason, newest.deployed_by) == (2, "试行缩短", "系统管理员")
    assert get_draft(store, acting(store, KEEPER), "good").edits == ()
    assert "1 个工作日" in window.get("/modeler/compare?from=1&to=2").text
    shown = window.get("/modeler/restore?version=1")
    assert "将改动草稿中的 1 个文件" in shown.text
    assert confirm(window, shown, "/modeler/restore").status_code == 303
    assert draft_files(store, acting(store, KEEPER), "good") == pack_files()


def test_files_are_shown_and_given(store: Store, visitor: Browser) -> None:
    window = visitor(KEEPER)
    assert "good/good.bpmn" in window.get("/modeler/versions/1").text
    assert "data-diagram" in window.get("/modeler/versions/1/file?path=good/good.bpmn").text
    kept = window.get(f"/modeler/versions/draft/raw?path={MAIL}")
    assert kept.data == pack_files()[MAIL]


@pytest.mark.parametrize(
    "path",
    ["versions/9", "versions/0", "versions/x", "versions/99999999999", "versions/1/file?path=../a",
     "compare?from=x", "compare?from=1&to=9", "compare?from=1&to=draft&path=good/mail/late.txt",
     "export?version=-1", "restore?version=draft", "restore", "versions/1/raw"],
)  # fmt: skip
def test_what_is_not_there(store: Store, visitor: Browser, path: str) -> None:
    assert visitor(KEEPER).get(f"/modeler/{path}").status_code == 404


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("zhangwei", "versions", 403),
        ("zhangwei", "export?version=1", 403),
        ("zhangwei", "deploy", 403),
        ("zhangwei", "import", 403),
        ("zhangwei", "restore?version=1", 403),
        ("zhangwei", "deploying", 403),
        ("auditor", "versions", 200),
        ("auditor", "versions/1", 200),
        ("auditor", "compare?from=1&to=draft", 403),
        ("auditor", "export?version=draft", 403),
        ("auditor", "deploy", 403),
    ],
)
def test_who_may_look(store: Store, visitor: Browser, who: str, path: str, status: int) -> None:
    assert visitor(who).get(f"/modeler/{path}").status_code == status


def test_the_words_have_english(store: Store, english: Browser) -> None:
    shorter(store)
    page = english(KEEPER).get("/modeler/compare").text
    assert "2 working days (statutory, 第十四条（一）)" in page
    assert "Version 1 compared with Draft" in page
