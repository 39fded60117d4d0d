"""Returned for correction with one complete list, corrected, handed in again: a fresh term."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.papers import APPROVE, FORWARD, PASS, REQUEST, RETURN
from tests.browser.path import to_the_platform
from tests.browser.shortcut import begun


def test_returned_corrected_and_granted(office: Office) -> None:
    number = to_the_platform(office, "企业登记基本信息")
    office.desk("panyue").do_task(number, **RETURN)

    desk = office.desk("caiying")
    page = desk.open_task(number)
    expect(page.locator("main")).to_contain_text("补充文件名称和条款")
    # what was written the first time is there to be corrected
    expect(desk.field("purpose")).to_have_value(REQUEST["purpose"])
    office.wait_until("09-22")
    office.desk("caiying").do_task(
        number, scope="许可窗口", correction_note="已补充依据和范围", commitment=True
    )
    office.desk("lushan").do_task(number, **APPROVE)
    office.desk("yangfan").do_task(number, **FORWARD)

    page = office.desk("panyue").open_task(number)
    expect(page.locator(".cols-side")).to_contain_text("2026-09-24 24:00 截止")
    expect(page.locator("main")).to_contain_text("第 2 次")
    office.desk("panyue").finish(number, **PASS)
    office.desk("yangfan").do_task(number, opened_on="2026-09-22")
    assert office.desk("caiying").state(number) == "已同意"


def test_not_corrected_in_time_it_closes_itself(office: Office) -> None:
    number = begun(office.store, steps=2)
    office.desk("panyue").do_task(number, **RETURN)
    office.wait_until("10-14")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("逾期未补正关闭")
