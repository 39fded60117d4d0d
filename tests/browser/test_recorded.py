"""The provider does not work here: 信息中心 records what it decided, when, and the evidence."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.path import to_the_provider


def test_an_answer_given_elsewhere_is_recorded(office: Office) -> None:
    number = to_the_provider(office, "人口基本信息", "zhangwei", "chenjianguo", items=["BDJG"])
    office.wait_until("09-24", "10:00")
    desk = office.desk("yangfan")
    page = desk.open_task(number)
    expect(page.locator(".page-head .tag-recorded")).to_have_text("补录")
    expect(page.locator("#do")).to_contain_text("市公安局不在本系统办理")
    desk.answer(result="agree", decided_at="2026-09-20T10:00", evidence="市公安局复函〔2026〕12号")
    desk.press("提交", "#do")
    # it cannot have been decided before it arrived
    expect(desk.page.locator(".field.has-error")).to_have_count(1)
    desk.answer(decided_at="2026-09-23T16:00")
    desk.press("提交", "#do")

    # from the moment of the decision the clocks go on: two working days after the 23rd
    page = office.desk("yangfan").open_task(number)
    expect(page.locator(".cols-side")).to_contain_text("2026-09-28 24:00 截止")
    office.desk("yangfan").do_task(number, opened_on="2026-09-24")
    page = office.desk("zhangwei").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
    expect(page.locator(".timeline .tag-recorded").first).to_have_text("补录")
