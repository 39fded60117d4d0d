"""From a grant or a resource to the case: pages, interface and command line, shipped rules."""

import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask

from engine.cli import gongxiang
from engine.clock import MovedClock
from engine.settings import Settings
from engine.store.database import Store
from tests.api.caller import Caller, problem
from tests.life.deeds import NEW, OLD, PASSWORD, at, file_plan, hold, pass_plan
from tests.webui.reading import CHINESE, texts_of
from tests.webui.visitor import Visitor
from webui import create_app

REPORT = {
    "item": "HZSMC",
    "record_key": "晋140****21(22)",
    "current_value": "某某合作社",
    "claimed_value": "某某专业合作社",
    "basis": "办事人出示的营业执照载明名称为某某专业合作社",
    "urgency": "normal",
    "concerns_service": False,
    "acknowledged": ["serve"],
}


@pytest.fixture
def store(life_sqlite):
    store = Store(life_sqlite, MovedClock(at("2022-09-15 09:00")))
    yield store
    store.close()


@pytest.fixture
def app(store) -> Flask:
    made = create_app(Settings(secret_key="only-for-tests-0123456789abcdefgh"), store)
    made.testing = True
    return made


@pytest.fixture
def visitor(app):
    def open_browser(username: str) -> Visitor:
        browser = Visitor(app)
        browser.sign_in(username, PASSWORD)
        return browser

    return open_browser


@pytest.fixture
def caller(app, store):
    return lambda username: Caller(app, store, username)


def test_what_is_missing_is_chosen_first(store, visitor):
    lina, wang = visitor("lina"), visitor("wangfang")
    assert lina.get("/start/correction/report_error").location == "/grants?side=using"
    assert wang.get("/start/use-right-revocation/by_provider").location == "/grants?side=providing"
    assert wang.get("/start/retirement/plan").location == "/catalogue?unit=registration"
    assert lina.get("/start/data-request/request").location == "/catalogue"
    assert lina.get("/start/correction/none").status_code == 404
    page = lina.get("/start").text
    assert "先选授权" in page
    assert 'href="/grants?side=using"' in page


def test_a_case_about_a_grant(store, visitor):
    number = hold(store, conditions="仅限监管使用", purpose="核对监管对象登记情况")
    browser = visitor("lina")
    address = f"/start/correction/report_error?grant={number}"
    page = browser.get(address).text
    for words in (
        "涉及的使用授权",
        number,
        "仅限监管使用",
        "信用监督管理科",
        "农民专业合作社登记信息",
    ):
        assert words in page
    answer = browser.post(address, follow=True, _verb="complete", **{
        **REPORT, "concerns_service": "false",
    })  # fmt: skip
    assert "已提交，编号 JHGZ-2022-0001" in answer.text
    assert f'href="/grants/{number}"' in answer.text
    assert "受理单位应照常办理" in answer.text
    assert "发起“提出校核申请”" in answer.text


def test_a_grant_of_another_unit_is_refused(store, visitor):
    number = hold(store)
    address = f"/start/correction/report_error?grant={number}"
    page = visitor("zhangwei").get(address).text
    assert "只有该单位可以办理" in page
    assert 'name="basis"' not in page
    assert visitor("caiying").get(address).status_code == 404


def test_the_new_resource_is_chosen_and_set_beside_the_old(store, visitor):
    browser = visitor("wangfang")
    page = browser.get(f"/start/retirement/plan?resource={OLD}").text
    assert "没有替代资源的下线属于终止服务" in page
    way = next(
        each.replace("&amp;", "&")
        for each in re.findall(r'href="(/start/retirement/plan\?[^"]+)"', page)
        if parse_qs(urlsplit(each.replace("&amp;", "&")).query).get("successor") == [NEW]
    )
    form = browser.get(way).text
    for words in ("原资源（停用）", "新资源（替代）", "企业登记基本信息", "新旧信息项对照"):
        assert words in form
    assert f"successor={NEW}" in form.replace("%2F", "/")


def test_a_closed_resource_offers_no_choice(store, visitor):
    file_plan(store)
    page = visitor("wangfang").get(f"/start/retirement/plan?resource={OLD}").text
    assert "正在办理，办结之前不能再次提出" in page
    assert "选择替代它的新资源" not in page


def test_the_page_of_a_retirement_shows_its_transition(store, visitor):
    number = hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    page = visitor("wangfang").get(f"/cases/{case.id}").text
    for words in ("过渡期起算", "2022-10-06 00:00", "2022-10-08", "系统送达", "未答复", number):
        assert words in page
    assert "停用下线按第十八条办理" in page
    browser = visitor("lina")
    task = re.search(r'href="(/tasks/[^"]+)"', browser.get("/work/todo").text)
    assert task is not None
    form = browser.get(task[1]).text
    assert "停用下线按第十八条办理" in form
    assert "最早可下线" in form


def test_the_pages_speak_english(store, visitor, app):
    number = hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    browser = visitor("wangfang")
    browser.post("/language", language="en")
    for address in (
        f"/start/retirement/plan?resource={NEW}",
        f"/start/retirement/plan?resource={NEW}&successor=307001/000002",
        f"/cases/{case.id}",
    ):
        page = browser.get(address).text
        assert 'lang="en"' in page
        said = {run for text in texts_of(page) for run in CHINESE.findall(text)}
        assert not said & {"过渡期起算", "未答复", "原资源", "选择", "提出单位", "系统送达", "届满"}
    assert number in page


def test_the_interface_starts_both_kinds(store, caller):
    number = hold(store, end=date(2023, 6, 30))
    lina = caller("lina")
    entries = {
        entry["key"]: entry
        for process in lina.get("/processes").get_json()["items"]
        for entry in process["entries"]
    }
    assert entries["report_error"]["needs"] == "grant"
    assert entries["report_error"]["needs_resource"] is False
    assert entries["request"]["needs"] == "resource"
    form = lina.get("/processes/correction/form", entry="report_error", grant=number).get_json()
    assert (form["grant"], form["resource"], form["successor"]) == (number, OLD, "")
    begun = lina.post(
        "/cases", process="correction", entry="report_error", grant=number, answers=REPORT
    )
    assert begun.status_code == 201, begun.text
    shown = lina.get(f"/cases/{begun.get_json()['id']}").get_json()
    assert shown["about"] == {"number": number, "state": "ACTIVE"}
    assert (shown["successor"], shown["transition"]) == (None, None)
    assert shown["head"]["automatic"] is False
    assert "照常办理" in shown["head"]["notice"]


def test_the_interface_refuses_by_name(store, caller):
    number = hold(store)
    wang, caiying = caller("wangfang"), caller("caiying")
    without = wang.post("/cases", process="retirement", resource=OLD, answers={})
    assert problem(without) == (422, "rule_refused")
    assert "没有替代资源" in without.get_json(force=True)["detail"]
    itself = wang.get("/processes/retirement/form", resource=OLD, successor=OLD).get_json()
    assert "不能就是原资源" in itself["why_not"]
    assert problem(wang.get("/processes/retirement/form", resource=OLD)) == (422, "rule_refused")
    strange = caiying.post(
        "/cases", process="correction", entry="report_error", grant=number, answers=REPORT
    )
    assert problem(strange) == (404, "not_found")
    none = caiying.post("/cases", process="correction", entry="report_error", answers=REPORT)
    assert problem(none) == (400, "bad_request")


def test_the_interface_tells_the_transition(store, caller):
    number = hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    shown = caller("wangfang").get(f"/cases/{case.id}").get_json()
    moving = shown["transition"]
    assert (moving["starts_on"], moving["recommended_on"]) == ("2022-09-15", "2022-10-08")
    assert moving["earliest"] == "2022-10-05T16:00:00+00:00"
    assert (moving["successor"], shown["successor"]["code"]) == (NEW, NEW)
    (holder,) = moving["holders"]
    assert (holder["code"], holder["grants"], holder["report"]) == ("credit", [number], None)
    assert holder["notices"][0]["way"] == "system"
    assert any(term["due"]["wakes"] for term in shown["terms"])


def test_the_command_line_starts_at_a_grant_and_tells_a_transition(store, life_sqlite, monkeypatch):
    number = hold(store)
    case = file_plan(store)
    pass_plan(store, case.id)
    monkeypatch.setenv("GONGXIANG_DATABASE_URL", life_sqlite)

    def run(*arguments):
        return CliRunner().invoke(gongxiang, arguments, prog_name="gongxiang")

    answers = [f"{name}={json.dumps(value)}" for name, value in REPORT.items()]
    given = [part for each in answers for part in ("--set", each)]
    begun = run("case", "start", "correction", "--grant", number, "--as", "lina", *given)
    assert begun.exit_code == 0, begun.output
    assert "JHGZ-" in begun.stdout
    shown = run("case", "show", case.number, "--as", "wangfang").stdout
    for words in (
        "过渡期",
        "2022-10-06 00:00",
        "信用监督管理科",
        "未答复",
        "停用下线按第十八条办理",
    ):
        assert words in shown
    found = json.loads(run("case", "show", case.number, "--as", "wangfang", "--json").stdout)
    assert found["transition"]["holders"][0]["grants"] == [number]
    refused = run("case", "start", "retirement", "--resource", OLD, "--as", "wangfang")
    assert (refused.exit_code, "没有替代资源" in refused.output) == (1, True)
