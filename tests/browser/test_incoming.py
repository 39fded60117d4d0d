"""A request that the platform passed on: 信息中心 records it, the term runs from the transfer."""

from playwright.sync_api import expect

from tests.browser.office import Office

PURPOSE = "查处涉特种设备案件时核验设备登记情况"
INCOMING = {
    "applicant_unit": "police",
    "contact": "丁一",
    "items": ["SYDJZBH", "SBZL"],
    "purpose": PURPOSE,
    "scene": "办案民警在案件侦办系统中按登记证编号查询",
    "evidence": "共享平台转办单第37号",
}


def test_an_incoming_request_is_recorded_and_answered(office: Office) -> None:
    office.wait_until("09-22", "15:00")
    desk = office.desk("yangfan")
    desk.open_resource("特种设备使用登记信息")
    desk.follow("登记平台转来的申请")
    desk.answer(**INCOMING, transferred_at="2026-09-22T17:00")
    desk.press("提交", "#do")
    # the future cannot be recorded; nothing that was typed is lost
    expect(desk.page.locator(".field.has-error")).to_contain_text("时间")
    expect(desk.field("purpose")).to_have_value(PURPOSE)
    desk.answer(transferred_at="2026-09-21T10:00")
    desk.press("提交", "#do")
    number = desk.number()

    page = office.desk("wuting").open_task(number)
    expect(page.locator(".cols-side")).to_contain_text("2026-09-29 24:00 截止")
    office.desk("wuting").finish(number, result="agree", conditions="每次查询须有案件编号")
    office.desk("yangfan").do_task(number, opened_on="2026-09-22")
    page = office.desk("yangfan").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
    expect(page.locator("main")).to_contain_text("市公安局")
