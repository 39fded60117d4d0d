"""在办迁移: from the cases of an older version through the trial to what came of each."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from engine.commands.deploy_pack import deploy_pack
from engine.commands.move_waiting import move_waiting
from engine.commands.results import CaseMoved
from engine.store.database import Store
from tests.bureau.fixtures import CONDITIONAL_FILE, WITH_AGENT
from tests.commands.casework import approve, begin
from tests.packs import pack_files
from tests.webui.english import English, left
from tests.webui.test_modeler_monitor import LEVELS, drawn
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
DRAWN = "mini/mini.bpmn"
MOVES = re.compile(r"/modeler/moves/[\w-]+")


def deploy(store: Store, was: str, becomes: str) -> None:
    """Deploy the pack once more, with another text in its diagram."""
    files = pack_files()
    assert was.encode() in files[DRAWN]
    files[DRAWN] = files[DRAWN].replace(was.encode(), becomes.encode())
    deploy_pack(store, None, files, "修订")


@pytest.fixture
def cases(store: Store) -> tuple[CaseMoved, CaseMoved]:
    """Two cases of version 1, the second waiting for its check, which version 2 does not have."""
    first, second = begin(store), begin(store, WITH_AGENT)
    approve(store, second.id)
    deploy(store, '"check"', '"conformity"')
    return first, second


def ordered(browser: Visitor, **fields: Any) -> str:
    """Confirm a move; returns the path of the page that tells of it."""
    answer = browser.post("/modeler/cases/move", **fields)
    assert answer.status_code == 302
    found = MOVES.search(answer.location)
    assert found
    return found[0]


def test_nothing_to_move_is_said(visitor: Visitors, store: Store) -> None:
    begin(store)
    browser = visitor("sysadmin")
    assert "没有需要迁移的" in browser.get("/modeler/cases").text
    assert "还没有迁移过办件" in browser.get("/modeler/moves").text
    assert browser.get("/modeler/cases/plan?all=1").status_code == 409
    assert browser.post("/modeler/cases/move", all="1", reason="修订").status_code == 409


def test_the_steps_of_older_cases_are_drawn_on_the_new_diagram(
    visitor: Visitors, store: Store, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    begin(store, CONDITIONAL_FILE)
    text = visitor("sysadmin").get("/modeler/cases?process=mini").text
    assert {key: said["note"] for key, said in drawn(text).items()} == {"leader": "1"}
    assert "本版流程图上没有" in text
    assert [case.number in text for case in cases] == [True, True]


def test_a_trial_says_what_stands_in_the_way_and_changes_nothing(
    visitor: Visitors, store: Store, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    browser = visitor("sysadmin")
    for query in ("all=1&process=mini", "&".join(f"case={case.id}" for case in cases)):
        text = browser.get(f"/modeler/cases/plan?{query}").text
        assert "1 件可以迁移，1 件不能" in text
        assert "办件正停在“符合性审查”，新版本中没有这一环节。" in text
    assert cases[0].number in browser.get("/modeler/cases").text
    empty = browser.get("/modeler/cases/plan?process=mini", follow_redirects=True)
    assert "请先选择要迁移的办件" in empty.text


def test_what_a_trial_would_change_stands_beside_the_step(visitor: Visitors, store: Store) -> None:
    case = begin(store)
    deploy(store, 'id="leader" name="分管领导批准"', 'id="leader" name="书面批准"')
    text = visitor("sysadmin").get(f"/modeler/cases/plan?case={case.id}").text
    words = " ".join(text.split())
    assert "1 → 2" in words
    assert "环节名称：分管领导批准 → 书面批准" in words


def test_a_move_wants_a_reason_and_keeps_what_was_chosen(
    visitor: Visitors, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    browser = visitor("sysadmin")
    browser.get("/modeler/cases")
    refused = browser.post("/modeler/cases/move", case=[cases[0].id], reason=" ")
    assert refused.status_code == 422
    assert "请写明为什么迁移" in refused.text
    assert f'name="case" value="{cases[0].id}"' in refused.text
    none = browser.post("/modeler/cases/move", case=[], reason="修订")
    assert none.status_code == 422


def test_a_version_deployed_since_the_trial_is_tried_out_first(
    visitor: Visitors, store: Store, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    browser = visitor("sysadmin")
    assert 'name="to" value="2"' in browser.get("/modeler/cases/plan?all=1").text
    deploy(store, 'name="分管领导批准"', 'name="书面批准"')
    again = browser.post("/modeler/cases/move", all="1", to="2", reason="修订第十四条")
    assert again.status_code == 409
    assert "试算之后又部署了第 3 版" in again.text
    assert "修订第十四条" in again.text
    assert 'name="to" value="3"' in again.text
    assert ordered(browser, all="1", to="3", reason="修订第十四条")


def test_each_case_is_moved_or_says_why_not(
    visitor: Visitors, store: Store, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    browser = visitor("sysadmin")
    browser.get("/modeler/cases")
    path = ordered(browser, all="1", process="mini", reason="修订第十四条")
    waiting = browser.get(path).text
    assert "已处理 0 件，共 2 件" in waiting
    assert 'hx-trigger="every 3s"' in waiting
    while move_waiting(store):
        pass
    done = browser.get(path).text
    assert "已经完成：共 2 件" in done
    assert "hx-trigger" not in done
    assert "新版本中没有这一环节" in done
    assert f'href="/cases/{cases[1].id}"' in done
    assert "修订第十四条" in browser.get("/modeler/moves").text
    assert cases[0].number not in browser.get("/modeler/cases").text
    assert browser.get("/modeler/moves/none").status_code == 404


def test_the_pages_in_english(
    store: Store, english: English, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    browser = english("sysadmin")
    texts = [
        browser.get(path).text
        for path in ("/modeler/cases?process=mini", "/modeler/cases/plan?all=1", "/modeler/moves")
    ]
    path = ordered(browser, all="1", reason="amended")
    while move_waiting(store):
        pass
    for text in [*texts, browser.get("/modeler/moves").text, browser.get(path).text]:
        assert left(LEVELS.sub("", text)) == []


def test_the_managing_department_sees_and_does_not_move(
    visitor: Visitors, cases: tuple[CaseMoved, CaseMoved]
) -> None:
    browser = visitor("pengli")
    text = browser.get("/modeler/cases?process=mini").text
    assert cases[0].number in text
    assert "试算" not in text.replace("先试算", "")
    assert browser.get("/modeler/cases/plan?all=1").status_code == 403
    assert browser.post("/modeler/cases/move", all="1", reason="修订").status_code == 403


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor"])
def test_others_do_not_see_it(visitor: Visitors, who: str) -> None:
    browser = visitor(who)
    for path in ("/modeler/cases", "/modeler/cases/plan?all=1", "/modeler/moves"):
        assert browser.get(path).status_code == 403
    assert browser.post("/modeler/cases/move", all="1", reason="修订").status_code == 403
