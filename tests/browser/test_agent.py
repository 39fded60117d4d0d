"""An authorised agent answers in the provider's place."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.path import to_the_provider
from tests.browser.shortcut import INSPECTION, begun


def test_the_agent_answers(office: Office) -> None:
    number = to_the_provider(office, "特种设备检验结果", items=["BGBH"])
    assert number not in office.desk("zhoujun").tasks()
    page = office.desk("fengxue").open_task(number)
    expect(page.locator(".cols-side")).to_contain_text("2026-09-29 24:00 截止")
    office.desk("fengxue").finish(number, hand_back=False, result="agree")
    office.desk("liangchen").do_task(number, opened_on="2026-09-21")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
    expect(page.locator(".timeline").first).to_contain_text("冯雪")


def test_the_agent_hands_back_and_the_term_runs_on(office: Office) -> None:
    number = begun(office.store, resource=INSPECTION, item="BGBH")
    office.wait_until("09-22")
    office.desk("fengxue").do_task(number, hand_back=True, hand_back_reason="应由提供部门自己审核")
    page = office.desk("zhoujun").open_task(number)
    expect(page.locator(".cols-side")).to_contain_text("2026-09-29 24:00 截止")
