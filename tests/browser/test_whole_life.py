"""A resource and a grant from the request to the certificate, through the pages, as people do it.

2026: 国庆 from October 1 to 7, work on Saturday the 10th.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from engine.queries.audit import verify
from engine.simulate.acting import PAPER
from tests.browser.office import Office
from tests.browser.path import to_the_provider
from tests.life.papers import (
    ARCHIVED,
    CORRECTED,
    DESTRUCTION,
    ERROR,
    FOUND_RIGHT,
    INVENTORY,
    OBJECTION,
    OFFLINE,
    PLAN,
    PLAN_PASSED,
    REQUEST,
)

OLD, OLD_CODE, NEW = "农民专业合作社登记信息", "307001/000003", "企业登记基本信息"
SERVE_AS_USUAL = "受理单位应照常办理，不得拒绝、推诿或者要求办事人办理数据更正手续"
ASK = "申请使用政务数据资源"
DIGEST = "a" * 64


def test_a_whole_life(office: Office, tmp_path: Path) -> None:
    paper = tmp_path / "新资源测试记录.pdf"
    paper.write_bytes(PAPER)
    grant = _ask_and_have_it_opened(office)
    _register_a_voucher(office, grant)
    _report_an_error_and_object(office, grant)
    number = _plan_the_retirement(office, paper)
    _see_the_transition(office, number)
    _go_offline_and_archive(office, number, grant)
    _destroy_the_data(office, grant, paper)
    _see_what_is_left_of_it(office, grant)
    office.tick()
    assert verify(office.store).problems == ()


def open_grant(office: Office, who: str, grant: str) -> Page:
    """Find the grant in the register and open it."""
    desk = office.desk(who)
    desk.open("/grants")
    return desk.follow(grant)


def expect_no_asking(page: Page) -> None:
    """The page of a resource offers no request."""
    expect(page.locator(".page-tools")).not_to_contain_text(ASK)


def _ask_and_have_it_opened(office: Office) -> str:
    number = to_the_provider(office, OLD, purpose=REQUEST["purpose"], scene=REQUEST["scene"])
    office.desk("yangfan").do_task(number, channel="table", opened_on="2026-09-21")
    assert office.desk("caiying").state(number) == "已同意"
    grant = f"{number}-SQ1"
    page = open_grant(office, "caiying", grant)
    expect(page.locator(".page-head .tag")).to_have_text("使用中")
    expect(page.locator(".page-tools")).to_contain_text("提出校核申请")
    return grant


def _register_a_voucher(office: Office, grant: str) -> None:
    office.wait_until("09-22", "10:00")
    desk = office.desk("caiying")
    open_grant(office, "caiying", grant)
    desk.follow("登记凭证")
    desk.page.fill("#f-number", "DYPZ-2026-118")
    desk.page.fill("#f-called_at", "2026-09-22T09:30")
    desk.page.fill("#f-digest", DIGEST)
    page = desk.press("登记")
    expect(page.locator("main")).to_contain_text("DYPZ-2026-118")


def _report_an_error_and_object(office: Office, grant: str) -> None:
    office.wait_until("09-28", "10:00")
    desk = office.desk("caiying")
    open_grant(office, "caiying", grant)
    desk.follow("提出校核申请")
    desk.answer(**ERROR)
    page = desk.press("提交", "#do")
    number = desk.number()
    expect(page.locator(".flash-warning").first).to_contain_text(SERVE_AS_USUAL)
    page = office.desk("gaofei").open_resource(OLD)
    expect(page.locator(".flash", has_text="校核更正")).to_contain_text(SERVE_AS_USUAL)

    page = office.desk("wangfang").open_task(number)
    expect(page.locator(".flash-warning").first).to_contain_text(SERVE_AS_USUAL)
    # 29, 30, then 8, 9 and the Saturday after the holiday
    expect(page.locator(".cols-side")).to_contain_text("2026-10-10 24:00 截止")
    office.desk("wangfang").finish(number, **FOUND_RIGHT)

    office.wait_until("09-30", "10:00")
    page = office.desk("caiying").open_task(number)
    expect(page.locator("main")).to_contain_text(FOUND_RIGHT["reason"])
    office.desk("caiying").finish(number, **OBJECTION)

    office.wait_until("10-08", "10:00")
    page = office.desk("sunli").open_task(number)
    expect(page.locator("main")).to_contain_text(OBJECTION["objection"])
    # a fresh term from September 30: 8, 9, the Saturday, 12, 13
    expect(page.locator(".cols-side")).to_contain_text("2026-10-13 24:00 截止")
    office.desk("sunli").finish(number, **CORRECTED, corrected_on="2026-10-08")

    office.desk("caiying").do_task(number, decision="accept")
    assert office.desk("caiying").state(number) == "已更正"
    expect(office.window.locator("main")).not_to_contain_text(SERVE_AS_USUAL)
    page = office.desk("gaofei").open_resource(OLD)
    expect(page.locator("main")).not_to_contain_text(SERVE_AS_USUAL)


def _plan_the_retirement(office: Office, paper: Path) -> str:
    office.wait_until("10-12")
    desk = office.desk("wangfang")
    desk.open_resource(OLD)
    desk.follow("登记停用下线计划")
    desk.follow("选择", within=f"tr:has-text('{NEW}')")
    desk.answer(**PLAN, planned_on="2026-11-05", test_record=str(paper))
    page = desk.press("提交", "#do")
    expect(page.locator(".page-head")).to_contain_text("停用计划核对中")
    number = desk.number()
    office.wait_until("10-13")
    office.desk("yangfan").do_task(number, **PLAN_PASSED)
    return number


def _see_the_transition(office: Office, number: str) -> None:
    """The old resource says what will happen, and takes no new request."""
    desk = office.desk("gaofei")
    page = desk.open_resource(OLD)
    banner = page.locator(".flash-warning", has_text="过渡期").first
    expect(banner).to_contain_text(NEW)
    expect(banner).to_contain_text(re.compile(r"最早可下线：2026(-11-03|年11月3日) 00:00"))
    expect_no_asking(page)
    page = desk.open("/start/data-request/request?resource=" + OLD_CODE)
    expect(page.locator("main")).to_contain_text("过渡期")
    expect(page.locator("#do button", has_text="提交")).to_have_count(0)

    desk = office.desk("caiying")
    assert any("停用" in each for each in desk.told())
    office.desk("caiying").do_task(number, result="ready", note="已经改用新资源")
    page = office.desk("wangfang").open_case(number)
    row = page.locator("#transition tbody tr", has_text="市行政审批服务管理局")
    expect(row).to_contain_text("系统送达")
    expect(row).to_contain_text("已做好准备")


def _go_offline_and_archive(office: Office, number: str, grant: str) -> None:
    office.wait_until("11-03")
    office.desk("wangfang").do_task(number, **OFFLINE)
    desk = office.desk("gaofei")
    expect(desk.open("/catalogue?q=" + OLD).locator("#list")).to_contain_text("没有符合条件的资源")
    page = desk.open("/catalogue/" + OLD_CODE)
    expect(page.locator(".page-head")).to_contain_text("已下线")
    expect_no_asking(page)
    page = open_grant(office, "caiying", grant)
    expect(page.locator(".page-head .tag")).to_have_text("待销毁")
    office.desk("yangfan").do_task(number, **ARCHIVED)
    assert office.desk("wangfang").state(number) == "已下线"


def _destroy_the_data(office: Office, grant: str, paper: Path) -> None:
    desk = office.desk("caiying")
    (number,) = desk.tasks()
    page = desk.open_task(number)
    expect(page.locator("main")).to_contain_text("系统发起")
    # ten working days from November 3
    expect(page.locator(".cols-side")).to_contain_text("2026-11-17 24:00 截止")
    desk.finish(number, **INVENTORY)
    office.wait_until("11-05", "16:00")
    written = {**DESTRUCTION, "destroyed_at": "2026-11-05T15:00", "proof_files": str(paper)}
    desk = office.desk("caiying")
    desk.open_task(number)
    desk.answer(**{**written, "witness": DESTRUCTION["executor"]})
    page = desk.press("提交", "#do")
    expect(page.locator("#do")).to_contain_text("“监销人”和“执行人”不能是同一个人")
    desk.finish(number, witness=DESTRUCTION["witness"])

    page = office.desk("sunli").open_task(number)
    expect(page.locator("main")).to_contain_text(DESTRUCTION["witness"])
    office.desk("sunli").finish(number, result="confirm")
    assert office.desk("caiying").state(number) == "已销毁"


def _see_what_is_left_of_it(office: Office, grant: str) -> None:
    desk = office.desk("caiying")
    page = open_grant(office, "caiying", grant)
    expect(page.locator(".page-head .tag")).to_have_text("已销毁")
    lived = page.locator(".timeline-what").all_inner_texts()
    assert len(lived) == 4, lived
    page = desk.follow("销毁证明")
    for words in (grant, OLD, DESTRUCTION["witness"], DESTRUCTION["executor"]):
        expect(page.locator("main")).to_contain_text(words)
