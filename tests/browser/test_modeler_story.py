"""A regulation changed by the person who owns it, through the pages alone, from nothing to a case
that was moved; and a term of the law that nobody stretches."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.commands.deploy_pack import deploy_pack
from engine.errors import PackError
from engine.simulate import deploy_draft
from engine.store.database import Store
from tests.browser.board import Board
from tests.browser.desk import Desk
from tests.browser.easel import Easel, on_easel
from tests.browser.office import Office, pack_files
from tests.bureau.fixtures import acting

KEEPER = "sysadmin"
KEY, TITLE, ARTICLE = "annual-report", "数据年报报送", "第二十条"
PATH = f"{KEY}/{KEY}.bpmn"
REVIEW = "data-request/provider-review.bpmn"
#: Deploying runs every scenario, and a busy machine walks.
CHECKED_WITHIN = 120_000
MAIL = """【时限超期】{{ case.number }} 年报审核

{{ case.title }}应在{{ clock.term }}内审核，最后一日为{{ clock.last_day | date }}，至今没有办结。

办理和查看：{{ link }}
"""


@pytest.fixture
def store(store: Store) -> Store:
    """The bureau with a version 2 that has one scenario: all of them would take a minute."""
    every = pack_files()
    kept = "data-request/scenarios/conditional-over-national-day.toml"
    files = {path: each for path, each in every.items() if "/scenarios/" not in path}
    deploy_pack(store, None, files | {kept: every[kept]}, "一个场景")
    return store


@pytest.fixture
def keeper(office: Office) -> Desk:
    """Whoever keeps the pack, in no hurry: rehearsals and deployments take their time."""
    desk = office.desk(KEEPER)
    desk.page.set_default_timeout(CHECKED_WITHIN)
    return desk


def begin(desk: Desk) -> None:
    """新建流程: a diagram with one step that whoever starts a case fills in."""
    page = desk.open("/modeler/")
    desk.follow("新建流程")
    typed = {"title": TITLE, "key": KEY, "article": ARTICLE, "kind_code": "NBBS"}
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=role]", "handler")
    page.select_option("[name=needs]", "nothing")
    desk.press("新建并画流程图")


def draw_a_second_step(easel: Easel) -> None:
    """Somebody reviews before it ends."""
    easel.ready()
    expect(easel.page.locator("[data-count]")).to_have_text("没有发现问题")
    easel.select("ended_closed")
    easel.page.keyboard.press("Delete")
    easel.select("fill_in")
    easel.append("user-task")
    easel.name("审核年报")
    easel.append("end-event")
    easel.name("已审结")


def begin_file(desk: Desk, button: str, key: str) -> Page:
    """Begin a form or a mail of the process."""
    page = desk.open(f"/modeler/?part={KEY}")
    desk.follow(button)
    page.fill("[name=key]", key)
    desk.press("新建")
    return page


def make_form(desk: Desk) -> None:
    """A decision of two, and the reason that a refusal asks for."""
    page = begin_file(desk, "新建表单", "annual-review")
    page.fill("#e-form-title", "年报审核意见")
    _add(page, "添加一项")
    _fill(page, "fields-0-label", "审核结果")
    page.locator("[id='e-fields-0-type']").select_option("choice")
    expect(page.get_by_role("button", name="添加选项", exact=True)).to_be_visible()
    _fill(page, "fields-0-name", "decision")
    page.locator("[id='e-fields-0-required']").check()
    for number, (words, value) in enumerate({"同意": "approve", "退回": "refuse"}.items()):
        _add(page, "添加选项")
        _fill(page, f"fields-0-choices-{number}-label", words)
        _fill(page, f"fields-0-choices-{number}-value", value)
    _add(page, "添加一项")
    _fill(page, "fields-1-label", "退回理由")
    _fill(page, "fields-1-name", "reason")
    page.locator("#part-fields-1 details summary").click()
    _fill(page, "fields-1-required_when", 'decision == "refuse"')
    expect(page.locator("#preview")).to_contain_text("退回理由")
    _keep(desk)


def make_mail(desk: Desk) -> None:
    """What is written when nobody has reviewed in time."""
    page = begin_file(desk, "新建邮件", "review-overdue")
    page.fill("#e-text", MAIL)
    expect(page.locator("#preview")).to_contain_text("【时限超期】")
    _keep(desk)


def _add(page: Page, button: str) -> None:
    parts = page.locator("#editor [id^='part-']")
    before = parts.count()
    page.get_by_role("button", name=button, exact=True).last.click()
    expect(parts).not_to_have_count(before)


def _fill(page: Page, control: str, text: str) -> None:
    page.locator(f"[id='e-{control}']").fill(text)


def _keep(desk: Desk) -> None:
    desk.press("保存到草稿")
    expect(desk.page.locator(".flash-success")).to_contain_text("已保存到草稿")


def give_people_and_form(board: Board) -> None:
    """The platform reviews; what the case is called meanwhile and at its end."""
    board.pick("task_1")
    board.field("role").select_option("platform_reviewer")
    board.field("unit").select_option("case.platform")
    board.field("form-key").select_option("annual-review")
    board.field("state-code").fill("REVIEWING")
    board.field("state-label").fill("审核中")
    board.pick("finish_1")
    board.field("outcome-kind").select_option("closed")
    board.field("state-code").fill("REPORTED")
    board.field("state-label").fill("已报送")


def give_three_working_days(board: Board) -> None:
    """时限, 添加: the timer stands on the edge of the step."""
    board.pick("task_1")
    board.page.locator("[data-group-id=group-terms] .bio-properties-panel-add-entry").click()
    board.field("term-task_1_term-days").fill("3")
    board.field("term-task_1_term-clause").fill(ARTICLE)


def remind_when_it_lapses(board: Board, easel: Easel) -> None:
    """What follows the timer: a mail to whoever answers for the platform, and an end of its own."""
    board.pick("task_1_term")
    easel.append("service-task")
    easel.name("催办审核")
    board.field("function").select_option("effect:send_mail")
    board.field("param-template").select_option('"review-overdue"')
    board.field("param-to-add").click()
    board.field("param-to-0-of").select_option("case.platform")
    board.field("param-to-0-role").select_option("responsible")
    board.pick("service_1")
    easel.append("end-event")
    easel.name("已催办")


def exported(easel: Easel) -> bytes:
    """导出: the drawing as the editor has it, as a file."""
    easel.page.locator(".editor-menu", has_text="导出").locator("summary").click()
    with easel.page.expect_download() as waited:
        easel.press("bpmn")
    return Path(waited.value.path()).read_bytes()


def record_a_scenario(desk: Desk) -> None:
    """推演: filed on a Monday, nobody reviews in time, reviewed the day after."""
    page = desk.open(f"/modeler/?part={KEY}")
    desk.follow("推演")
    desk.press("开始推演")
    desk.answer(matter="报送2025年度政务数据共享情况")
    desk.press("提交", "#do")
    expect(page.locator("#coming")).to_contain_text("2026-09-24")
    page.fill("#f-_date", "2026-09-25")
    desk.press("推进")
    expect(page.locator("#letters")).to_contain_text("【时限超期】")
    desk.press("办理")
    desk.answer(decision="approve")
    desk.press("提交", "#do")
    page.fill("#f-title", "年报逾期后审核")
    page.fill("#f-name", "late-review")
    desk.press("保存场景", "#record")
    expect(page.locator(".flash-success")).to_contain_text("late-review.toml")


def deploy(desk: Desk, reason: str, heading: str) -> None:
    """检查并部署, and what comes of it."""
    page = desk.open("/modeler/deploy")
    page.fill("[name=reason]", reason)
    desk.press("检查并部署")
    page.get_by_role("heading", name=heading).wait_for()


def report(office: Office) -> str:
    """Somebody files a report from 发起申请; the number of the case."""
    desk = office.desk("zhangwei")
    page = desk.open("/start")
    with page.expect_navigation():
        page.locator("main tr", has_text=TITLE).get_by_role("link", name="填写").click()
    desk.answer(matter="报送2025年度政务数据共享情况，共十二项")
    desk.press("提交", "#do")
    return desk.number()


def move(office: Office, number: str) -> None:
    """试算, then 迁移: the deadline is kept, and the history says by which version it now goes."""
    desk = office.desk(KEEPER)
    page = desk.open("/modeler/cases")
    page.get_by_label(number).check()
    desk.press("试算所选办件")
    expect(page.locator("tbody tr")).to_contain_text("3 → 4")
    page.fill("#f-reason", "按两个工作日的流程办理")
    desk.press("迁移这 1 件")
    office.tick()
    expect(page.locator("#progress")).to_contain_text("已经完成：共 1 件")


def test_a_process_is_drawn_proved_deployed_changed_and_its_case_moved(
    office: Office, keeper: Desk
) -> None:
    page, easel, board = keeper.page, Easel(keeper, PATH), Board(office, keeper.page, PATH)
    begin(keeper)
    draw_a_second_step(easel)
    for words in ("没有指定可以办理的岗位", "没有指定由哪个单位办理", "“审核年报”没有表单"):
        expect(page.locator("[data-list]")).to_contain_text(words)
    easel.save()
    make_form(keeper)
    make_mail(keeper)
    easel.open()
    give_people_and_form(board)
    give_three_working_days(board)
    expect(page.locator("[data-list]")).to_contain_text("“3个工作日 · 内部时限”后面没有连线")
    remind_when_it_lapses(board, easel)
    expect(page.locator("[data-count]")).to_contain_text("0 个错误")
    saved = board.saved()
    saved.parses()
    easel.open()
    assert exported(easel) == saved.content

    record_a_scenario(keeper)
    deploy(keeper, "第二十条：年报由平台审核", "第 3 版已部署")
    late = report(office)
    office.wait_until("09-23")
    number = report(office)
    office.wait_until("09-25", "09:30")
    assert f"【时限超期】{late} 年报审核" in [str(each["Subject"]) for each in office.postbox.mails]
    page = office.desk("panyue").open("/work/todo")
    expect(page.locator("tr.is-overdue")).to_contain_text(late)

    office.desk(KEEPER)
    easel.open()
    board.pick("task_1_term")
    board.field("term-days").fill("2")
    board.saved().parses()
    keeper.open("/modeler/versions")
    keeper.follow("与现行版本比较")
    row = page.locator("tr", has_text="“审核年报”的时限")
    expect(row).to_contain_text("3 个工作日（内部，第二十条）")
    expect(row).to_contain_text("2 个工作日（内部，第二十条）")
    deploy(keeper, "试行：两个工作日内审核", "没有部署")
    keeper.press("按现在的结果更新这些场景")
    page.get_by_role("heading", name="已更新 1 个场景").wait_for()
    deploy(keeper, "试行：两个工作日内审核", "第 4 版已部署")
    move(office, number)
    page = office.desk("panyue").open_case(number)
    expect(page.locator("main")).to_contain_text("2026-09-29 24:00 截止")
    expect(page.locator(".timeline")).to_contain_text("改按流程包第 4 版办理")
    office.desk("panyue").do_task(number, decision="approve")
    assert office.desk("zhangwei").state(number) == "已报送"


def test_a_term_of_the_law_is_not_stretched(office: Office, keeper: Desk) -> None:
    easel = on_easel(keeper, REVIEW)
    board, page = Board(office, keeper.page, REVIEW), keeper.page
    board.pick("reply_term")
    board.field("term-days").fill("10")
    expect(board.said("term-days")).to_contain_text("第十四条（二）")
    expect(page.locator("[data-list]")).to_contain_text("第十四条")
    easel.save()
    page = keeper.open("/modeler/deploy")
    refusal = page.locator("tr", has_text=REVIEW).filter(has_text="第十四条")
    expect(refusal.first).to_contain_text("错误")
    expect(page.get_by_role("button", name="检查并部署")).to_be_disabled()
    actor = acting(office.store, KEEPER)
    with pytest.raises(PackError) as refused:
        deploy_draft(office.store, actor, "jz-2022", ["data-request"], "答复放宽到十个工作日")
    assert "第十四条" in str(refused.value.details["problems"])
