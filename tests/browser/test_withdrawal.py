"""The applicant withdraws before the answer."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.path import to_the_provider
from tests.browser.shortcut import begun


def test_a_request_is_withdrawn(office: Office) -> None:
    number = to_the_provider(office, "特种设备使用登记信息", items=["SYDJZBH"])
    desk = office.desk("caiying")
    page = desk.open_case(number)
    page.locator("summary", has_text="撤回申请").click()
    page.fill("[name=reason]", "改用其他途径")
    page.get_by_role("button", name="撤回申请").click()
    expect(page.locator("dialog")).to_contain_text("撤回后本办件即告终止")
    desk.press("确定", "dialog")
    expect(page.locator(".page-head .tag")).to_have_text("已撤回")
    expect(page.locator(".flash-success")).to_have_text("申请已撤回。")
    assert number not in office.desk("zhoujun").tasks()
    page = office.desk("zhoujun").open_case(number)
    expect(page.locator(".timeline").first).to_contain_text("改用其他途径")


def test_a_withdrawal_needs_a_reason(office: Office) -> None:
    number = begun(office.store)
    desk = office.desk("caiying")
    page = desk.open_case(number)
    page.locator("summary", has_text="撤回申请").click()
    page.get_by_role("button", name="撤回申请").click()
    desk.press("确定", "dialog")
    expect(page.locator("details[open] .field.has-error")).to_be_visible()
    expect(page.locator(".page-head .tag")).to_have_text("提供部门审核中")
