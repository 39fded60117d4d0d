"""An unconditional resource: approval, forwarding, compliance review, grant."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.papers import APPROVE, FORWARD, PASS, REQUEST


def test_a_request_is_granted_without_the_provider(office: Office) -> None:
    applicant = office.desk("caiying")
    number = applicant.start_request("企业登记基本信息", **REQUEST)
    expect(applicant.page.locator(".flash-success")).to_contain_text("待分管领导批准")

    page = office.desk("lushan").open_task(number)
    expect(page.locator("main")).to_contain_text(REQUEST["purpose"])
    office.desk("lushan").finish(number, **APPROVE)

    page = office.desk("yangfan").open_task(number)
    expect(page.locator(".page-head .due")).to_have_text("剩 1 个工作日")
    office.desk("yangfan").finish(number, **FORWARD)

    # arrived on Monday: that day does not count, Wednesday is the second working day
    page = office.desk("panyue").open_task(number)
    expect(page.locator(".cols-side")).to_contain_text("2026-09-23 24:00 截止")
    expect(page.locator(".cols-side .tag-legal").first).to_have_text("法定")
    office.desk("panyue").finish(number, **PASS)

    office.desk("yangfan").do_task(number, opened_on="2026-09-21", channel="api")
    assert office.desk("caiying").state(number) == "已同意"
    page = office.desk("caiying").follow("", "table:has-text('授权编号')")
    expect(page.locator(".page-head .tag")).to_have_text("使用中")
    expect(page.locator("main")).to_contain_text("2026-10-01 至 2028-09-30")
    assert any(number in subject for subject in office.desk("caiying").told())
