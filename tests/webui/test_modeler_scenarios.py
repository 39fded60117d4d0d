"""场景 and 推演: a draft tried in the browser, step by step, and what it covers."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.commands.deploy_pack import deploy_pack
from engine.commands.edit_pack import edit_pack
from engine.commands.save_draft import MAX_BYTES
from engine.queries.pack_draft import draft_file, draft_files, the_pack
from engine.simulate.scenario import read_scenario
from engine.simulate.trying import fitting, try_scenarios
from engine.store.database import Store
from engine.store.tables import Case, Event
from tests.bureau.fixtures import CONDITIONAL, acting, bureau_files
from tests.packs import pack_files
from tests.simulate.conftest import BEGUN, FORWARDED
from tests.webui.english import English
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
STORY = "mini/scenarios/forwarded.toml"
WRONG = "mini/scenarios/wrong.toml"
DIAGRAM = "mini/mini.bpmn"
STAMP = re.compile(r'name="_stamp" value="(\w+)"')
PURPOSE = "核验许可申请人的登记情况"


@pytest.fixture
def store(bureau_store: Store) -> Store:
    """The test bureau with the mini pack, which has it as its demo, and two scenarios."""
    demo = {f"demo/{name}": content for name, content in bureau_files().items()}
    stories = {STORY: FORWARDED, WRONG: BEGUN.replace("LEADER_REVIEW", "SUPPLYING")}
    told = {path: text.encode() for path, text in stories.items()}
    deploy_pack(bureau_store, None, {**pack_files(), **demo, **told}, "test")
    return bureau_store


@pytest.fixture
def browser(visitor: Visitors) -> Visitor:
    return visitor("sysadmin")


def begin(browser: Visitor, **fields: str) -> str:
    """Begin a rehearsal of a request on Monday 2026-09-21."""
    asked = {"process": "mini", "entry": "request", "date": "2026-09-21", "time": "09:00",
             "who": "zhangwei", "resource": CONDITIONAL, **fields}  # fmt: skip
    return browser.post("/modeler/simulate/begin", follow=True, **asked).text


def take(browser: Visitor, verb: str, **fields: str) -> str:
    """Take a step with the stamp of the page as it stands."""
    stamp = STAMP.search(browser.get("/modeler/simulate").text)
    assert stamp
    sent = {"_verb": verb, "_stamp": stamp[1], **fields}
    return browser.post("/modeler/simulate", follow=True, **sent).text


def at_the_platform(browser: Visitor) -> str:
    begin(browser)
    take(browser, "start", purpose=PURPOSE)
    return take(browser, "complete", _who="chenjianguo", _task="leader", decision="approve")


def counted(store: Store) -> tuple[Any, Any]:
    with store.reading() as session:
        cases = session.scalar(select(func.count()).select_from(Case))
        return cases, session.scalar(select(func.count()).select_from(Event))


def test_a_request_is_rehearsed_by_the_real_commands(browser: Visitor, store: Store) -> None:
    before = counted(store)
    page = begin(browser)
    assert "使用用途" in page
    page = take(browser, "start", purpose=PURPOSE)
    assert "张伟" in page
    page = take(browser, "complete", _who="chenjianguo", _task="leader", decision="approve")
    assert "潘越" in page
    assert "2026-09-23" in page
    assert counted(store) == before


def test_a_refusal_is_said_as_the_command_says_it(browser: Visitor) -> None:
    begin(browser)
    page = take(browser, "start", purpose="测试")
    assert "“使用用途”不能用“测试”" in page
    assert 'value="测试"' in page or ">\n测试<" in page
    page = take(browser, "refused-start", purpose="测试")
    assert "应当被拒绝" in page
    assert "张伟" in take(browser, "start", purpose=PURPOSE)


def test_who_may_not_act_is_told(browser: Visitor) -> None:
    at_the_platform(browser)
    page = browser.get("/modeler/simulate?task=check&who=zhangwei").text
    assert "张伟不能办理这一环节" in page
    assert "潘越" in page


def test_time_moves_to_what_is_due_next(browser: Visitor) -> None:
    page = at_the_platform(browser)
    (moment, *_) = re.findall(r'name="_at" value="([^"]+)"', page)
    page = take(browser, "wait", _at=moment)
    assert "现在 <time" in page
    assert "发出的通知" in page
    page = take(browser, "wait", _date="2026-09-24", _time="09:00")
    assert "超期" in page
    assert "时间只能往后推进" in take(browser, "wait", _date="2026-09-01", _time="09:00")
    assert "请填写日期" in take(browser, "wait", _date="soon", _time="09:00")


def test_the_last_step_is_taken_back_and_all_of_them(browser: Visitor) -> None:
    at_the_platform(browser)
    assert "分管领导" in take(browser, "undo")
    assert "怎样发起" in take(browser, "over")


def test_another_window_has_gone_on(browser: Visitor) -> None:
    begin(browser)
    stamp = STAMP.search(browser.get("/modeler/simulate").text)
    assert stamp
    take(browser, "start", purpose=PURPOSE)
    sent = {"_verb": "start", "_stamp": stamp[1], "purpose": PURPOSE}
    page = browser.post("/modeler/simulate", follow=True, **sent).text
    assert "已在别的窗口里变动" in page


def test_what_is_missing_to_begin_is_named(browser: Visitor) -> None:
    page = begin(browser, date="", resource="")
    assert "请填写日期" in page
    assert "请选择。" in page
    assert "之间的日期" in begin(browser, date="1999-01-01")


def test_it_is_the_draft_that_is_rehearsed(browser: Visitor, store: Store) -> None:
    actor, pack = acting(store, "sysadmin"), the_pack(store)
    drawn = draft_file(store, actor, pack, DIAGRAM)
    shorter = drawn.content.replace(b"working_days(2)", b"working_days(1)")
    assert shorter != drawn.content
    edit_pack(store, actor, pack, {DIAGRAM: shorter}, {DIAGRAM: drawn.sha256})
    assert "2026-09-22" in at_the_platform(browser)


class TestRecording:
    """The rehearsal becomes a scenario of the draft."""

    def record(self, browser: Visitor, **fields: str) -> str:
        stamp = STAMP.search(browser.get("/modeler/simulate").text)
        assert stamp
        sent = {
            "_stamp": stamp[1],
            "title": "到平台",
            "article": "第十四条",
            "name": "told",
            **fields,
        }
        return browser.post("/modeler/simulate/record", follow=True, **sent).text

    def test_it_is_kept_and_passes(self, browser: Visitor, store: Store) -> None:
        at_the_platform(browser)
        assert "场景已保存在草稿里" in self.record(browser)
        path = "mini/scenarios/told.toml"
        file = draft_file(store, acting(store, "sysadmin"), the_pack(store), path)
        _start, approval = read_scenario(path, file.content).steps
        assert approval.then["due"] == {"check": "2026-09-23"}
        page = browser.post("/modeler/scenarios/run", follow=True, process="mini", path=path).text
        assert "场景通过。" in page

    def test_its_fields_are_checked(self, browser: Visitor) -> None:
        at_the_platform(browser)
        assert "请写明这个场景" in self.record(browser, title=" ")
        assert "只能用小写字母" in self.record(browser, name="../up")
        assert "已经有同名的场景" in self.record(browser, name="forwarded")
        assert "场景已保存" in self.record(browser, name="forwarded", replace="1")

    def test_who_only_reads_drafts_saves_none(self, visitor: Visitors) -> None:
        browser = visitor("pengli")
        at_the_platform(browser)
        assert "只有系统管理员" in self.record(browser)


class TestList:
    """The scenarios with what came of them."""

    def run_all(self, browser: Visitor) -> str:
        browser.post("/modeler/scenarios/run", process="mini", again="1")
        return browser.post("/modeler/scenarios/piece", follow=True, process="mini").text

    def test_all_are_run_in_pieces_and_what_failed_is_said(self, browser: Visitor) -> None:
        assert "没有运行" in browser.get("/modeler/scenarios?process=mini").text
        for _ in range(2):
            page = self.run_all(browser)
        assert "1 个通过，1 个没有通过" in page
        assert "办件状态应为“SUPPLYING（流程中没有）”，实为“待分管领导批准”" in page

    def test_what_failed_is_said_in_english(self, english: English) -> None:
        page = self.run_all(english("sysadmin"))
        assert "should be “SUPPLYING (not in the process)”, is “待分管领导批准”" in page
        assert "张伟 starts “申请”" in page

    def test_what_many_failures_leave_fits(self, browser: Visitor, store: Store) -> None:
        """Where most scenarios fail at once, fewer failures of each are kept."""
        told = ", ".join(f'"{name}"' for name in ["sysadmin", "lina", "sunli", "yaowen"])
        wrong = BEGUN.replace("then = {", f"then = {{ told = [{told}], legal = false, ")
        stories = {f"mini/scenarios/n{n}.toml": wrong.encode() for n in range(3)}
        actor, pack = acting(store, "sysadmin"), the_pack(store)
        edit_pack(store, actor, pack, stories, dict.fromkeys(stories))
        files = draft_files(store, actor, pack)
        (one,) = try_scenarios(store, actor, files, "mini", ["mini/scenarios/n0.toml"])
        many = {f"{n}": replace(one, failures=one.failures * 4) for n in range(80)}
        rows = fitting(many)
        assert len(json.dumps(rows)) <= MAX_BYTES
        assert all(row["failures"] for row in rows.values())

    def test_with_another_draft_they_are_out_of_date(self, browser: Visitor, store: Store) -> None:
        self.run_all(browser)
        actor, pack = acting(store, "sysadmin"), the_pack(store)
        edit_pack(
            store, actor, pack, {"mail/new.txt": "主题\n\n正文".encode()}, {"mail/new.txt": None}
        )
        assert "已过时" in browser.get("/modeler/scenarios?process=mini").text

    def test_flows_that_none_walks_are_named(self, browser: Visitor) -> None:
        assert "还没有用现在的草稿运行" in browser.get("/modeler/coverage?process=mini").text
        self.run_all(browser)
        page = browser.get("/modeler/coverage?process=mini").text
        assert '"state": "walked"' in page
        assert '"state": "missed"' in page
        assert "从“" in page


class TestText:
    """A scenario as text."""

    def send(self, browser: Visitor, text: str, base: str, path: str = STORY) -> Any:
        return browser.post("/modeler/scenario", path=path, text=text, base=base)

    def base(self, store: Store) -> str:
        return draft_file(store, acting(store, "sysadmin"), the_pack(store), STORY).sha256

    def test_what_cannot_be_read_stays_as_typed(self, browser: Visitor, store: Store) -> None:
        browser.get(f"/modeler/scenario?path={STORY}")
        answer = self.send(browser, "title = 'x'\n[[step]]\nat = 3", self.base(store))
        assert answer.status_code == 422
        assert "at 应当写成时间" in answer.text
        assert "title = &#39;x&#39;" in answer.text

    def test_what_another_saved_meanwhile_is_shown(self, browser: Visitor, store: Store) -> None:
        old = self.base(store)
        browser.get(f"/modeler/scenario?path={STORY}")
        theirs = FORWARDED.replace("第十四条", "第十五条")
        assert self.send(browser, theirs, old).status_code == 302
        answer = self.send(browser, FORWARDED.replace("申请", "我的"), old)
        assert answer.status_code == 409
        assert "第十五条" in answer.text
        assert "我的" in answer.text

    def test_it_is_copied_and_taken_away(self, browser: Visitor, store: Store) -> None:
        browser.get(f"/modeler/scenario?path={STORY}")
        copied = browser.post("/modeler/scenario/copy", True, path=STORY, name="copy").text
        assert "mini/scenarios/copy.toml" in copied
        again = browser.post("/modeler/scenario/copy", path=STORY, name="copy")
        assert again.status_code == 409
        browser.post("/modeler/scenario/delete", path=STORY, base=self.base(store))
        assert (
            "forwarded" not in browser.get("/modeler/scenarios?process=mini").text.split("flash")[0]
        )
        assert browser.get(f"/modeler/scenario?path={STORY}").status_code == 404

    def test_it_is_opened_and_gone_on_with(self, browser: Visitor) -> None:
        browser.get("/modeler/scenarios?process=mini")
        page = browser.post("/modeler/scenario/open", True, path=STORY).text
        assert "潘越" in page
        assert "按现在的草稿" not in page

    def test_other_files_are_no_scenarios(self, browser: Visitor) -> None:
        assert browser.get("/modeler/scenario?path=pack.toml").status_code == 400


def test_who_keeps_no_packs_sees_nothing_of_it(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    for page in ("simulate", "scenarios", "coverage", f"scenario?path={STORY}"):
        assert browser.get(f"/modeler/{page}").status_code == 403


def test_a_draft_that_cannot_be_read_is_said(browser: Visitor, store: Store) -> None:
    actor, pack = acting(store, "sysadmin"), the_pack(store)
    path = "mini/process.toml"
    base = draft_file(store, actor, pack, path).sha256
    edit_pack(store, actor, pack, {path: b"key = "}, {path: base})
    answer = browser.get("/modeler/simulate?new=1")
    assert answer.status_code == 422
    assert "process.toml" in answer.text
