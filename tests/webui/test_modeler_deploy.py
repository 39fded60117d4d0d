"""Deploying the draft in the browser."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from engine.clock import SystemClock
from engine.commands.deploy_pack import deploy_pack
from engine.commands.set_language import set_language
from engine.errors import Conflict
from engine.queries.pack_draft import draft_files, get_draft
from engine.queries.pack_files import versions
from engine.sentence import say
from engine.settings import Settings
from engine.simulate import deploy_draft
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.webui.good_pack import (
    KEEPER,
    MAIL,
    deployed,
    edit,
    good_store,
    own_settings,
    pack_files,
    shorter,
)
from tests.webui.visitor import Visitor
from webui.modeler.deploy_run import Run, RunBook

SHARED = "mail/note.txt"
SEEN = re.compile(r'name="_seen" value="(\w+)"')
Browser = Callable[..., Visitor]


store, settings = good_store, own_settings


def test_only_the_chosen_parts_are_deployed(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    shorter(store)
    edit(store, {SHARED: "提醒：{{ case.title }}\n\n请尽快办理。\n".encode()})
    assert "第 2 版已部署" in deployed(visitor(KEEPER), settings, "good")
    assert [each.path for each in get_draft(store, acting(store, KEEPER), "good").edits] == [SHARED]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"taking": "good", "reason": " "}, "请写明为什么部署"),
        ({"reason": "试行"}, "请选择要部署的部分"),
    ],
)
def test_what_is_missing_is_named(
    store: Store, visitor: Browser, fields: dict[str, Any], words: str
) -> None:
    shorter(store)
    window = visitor(KEEPER)
    window.get("/modeler/deploy")
    answer = window.post("/modeler/deploy", _verb="deploy", **fields)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_faulty_draft_is_told_and_not_deployed(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    text = pack_files()["good/good.bpmn"].replace(b'key="check"', b'key="gone"')
    edit(store, {"good/good.bpmn": text})
    window = visitor(KEEPER)
    assert "有错误时不能部署" in window.get("/modeler/deploy").text
    told = deployed(window, settings, "good")
    assert "流程包未通过检查，没有部署" in told
    assert "gone" in told
    assert len(versions(store)) == 1


class Overtaken(SystemClock):
    """A clock at whose first reading somebody else deploys."""

    def __init__(self, deploys: Callable[[], object]) -> None:
        self._deploys: list[Callable[[], object]] = [deploys]

    def now(self) -> datetime:
        """The moment, after the other deployment."""
        if self._deploys:
            self._deploys.pop()()
        return super().now()


def test_what_is_deployed_during_the_checks_is_not_undone(store: Store) -> None:
    shorter(store)
    admin, other = acting(store, KEEPER), pack_files() | {MAIL: "提醒\n\n别的文字。\n".encode()}
    store.clock = Overtaken(lambda: deploy_pack(store, None, other, "发布"))
    with pytest.raises(Conflict, match="第 2 版"):
        deploy_draft(store, admin, "good", ["good"], "试行")
    assert [each.number for each in versions(store)] == [2, 1]
    assert [each.path for each in get_draft(store, admin, "good").edits] == ["good/good.bpmn"]
    assert deploy_draft(store, admin, "good", ["good"], "试行").number == 3
    assert draft_files(store, admin, "good")[MAIL] == other[MAIL]


def test_what_was_saved_since_the_page_was_shown_is_looked_at_first(
    store: Store, visitor: Browser
) -> None:
    shorter(store)
    window = visitor(KEEPER)
    (seen,) = SEEN.findall(window.get("/modeler/deploy").text)
    edit(store, {MAIL: "提醒\n\n别人的文字。\n".encode()}, who=KEEPER)
    fields: dict[str, Any] = {"taking": "good", "reason": "试行缩短", "_verb": "deploy"}
    again = window.post("/modeler/deploy", _seen=seen, **fields)
    assert again.status_code == 409
    assert "草稿在此期间有了改动" in again.text
    assert "试行缩短" in again.text
    (seen,) = SEEN.findall(again.text)
    assert window.post("/modeler/deploy", _seen=seen, **fields).status_code == 303


def test_one_deployment_at_a_time(store: Store, visitor: Browser, settings: Settings) -> None:
    shorter(store)
    (settings.data / "deploying.lock").touch()
    window = visitor(KEEPER)
    assert "另一次部署正在进行" in window.get("/modeler/deploy").text
    answer = window.post("/modeler/deploy", taking="good", reason="试行", _verb="deploy")
    assert answer.status_code == 409


def test_edits_that_a_deployment_overtook_are_settled_first(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    edit(store, {MAIL: "提醒\n\n我的文字。\n".encode()})
    deploy_pack(store, None, pack_files() | {MAIL: "提醒\n\n别的文字。\n".encode()}, "发布")
    window = visitor(KEEPER)
    assert "落后于现行版本的修改" in window.get("/modeler/deploy").text
    answer = window.post("/modeler/deploy", taking="good", reason="试行", _verb="deploy")
    assert answer.status_code == 409
    assert window.post("/modeler/deploy/behind", behind=MAIL, _verb="keep").status_code == 303
    assert "落后于现行版本的修改" not in window.get("/modeler/deploy").text
    window.post("/modeler/deploy/behind", behind=MAIL, _verb="discard")
    assert get_draft(store, acting(store, KEEPER), "good").edits == ()


def test_what_a_scenario_found_is_said_in_both_languages(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    words = say(
        "%(name)s应为%(wanted)s，实为%(found)s", name=say("办件状态"), wanted="甲", found="乙"
    )
    problem = {"file": "good/scenarios/a.toml", "element": "", "message": words}
    run = Run("good", ("good",), "试行", "系统管理员", "2026-09-21T09:00:00+08:00", 3)
    RunBook(settings.data).write(replace(run, state="refused", problems=(problem,)))
    assert "办件状态应为甲，实为乙" in visitor(KEEPER).get("/modeler/deploying").text
    set_language(store, acting(store, KEEPER), "en")
    page = visitor(KEEPER).get("/modeler/deploying").text
    assert "State of the case should be 甲, is 乙" in page


def test_a_run_is_followed_and_known_as_lost(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    book, window = RunBook(settings.data), visitor(KEEPER)
    run = Run("good", ("good",), "试行", "系统管理员", "2026-09-21T09:00:00+08:00", 3)
    book.write(run)
    assert "部署中断" in window.get("/modeler/deploying").text
    (settings.data / "deploying.lock").touch()
    page = window.get("/modeler/deploying").text
    assert "正在检查并运行场景" in page
    assert "hx-get" in page
    assert "<html" not in window.get("/modeler/deploying", headers={"HX-Request": "true"}).text
    (settings.data / "deploying.json").write_text('{"taking": 3}')
    assert "还没有部署过草稿" in window.get("/modeler/deploying").text
