"""A conditional resource: the provider answers within five working days, item by item."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.papers import GROUNDS, MEETING, NEED, NEGOTIATE
from tests.browser.path import to_the_provider


def test_another_department_agrees(office: Office) -> None:
    number = to_the_provider(
        office, "纳税信用等级信息", "zhangwei", "chenjianguo", items=["NSRSBH", "PJND"]
    )
    # five working days from Monday: Friday is 中秋, the Sunday before was made up for already
    page = office.desk("shenjie").open_task(number)
    expect(page.locator(".page-head .due")).to_have_text("剩 5 个工作日")
    expect(page.locator(".cols-side")).to_contain_text("2026-09-29 24:00 截止")
    page.locator("summary", has_text="为何是这一天").first.click()
    expect(page.locator(".days li.day-skipped").first).to_contain_text("中秋")
    office.desk("shenjie").finish(number, result="agree")
    office.desk("yangfan").do_task(number, opened_on="2026-09-21")
    assert office.desk("zhangwei").state(number) == "已同意"


def test_agreed_in_part_and_the_rest_after_negotiation(office: Office) -> None:
    number = to_the_provider(office, "特种设备使用登记信息", items=["SYDJZBH", "SBZL"])
    decisions = [
        {"code": "SYDJZBH", "decision": "agree"},
        {"code": "SBZL", "decision": "refuse", "note": "只在内部使用的编码"},
    ]
    office.desk("zhoujun").do_task(number, result="partly", decisions=decisions, **GROUNDS)
    office.desk("yangfan").do_task(number, opened_on="2026-09-21")

    page = office.desk("caiying").open_task(number)
    expect(page.locator("main")).to_contain_text(GROUNDS["explanation"])
    office.desk("caiying").finish(number, **NEGOTIATE)
    office.desk("caiying").do_task(number, **NEED)
    office.desk("zhoujun").do_task(
        number, held_on="2026-09-21", **MEETING, conclusion="agreed",
        agreement_text="同意提供设备种类",
    )  # fmt: skip
    office.desk("zhoujun").do_task(number, result="agree")
    office.desk("yangfan").do_task(number, opened_on="2026-09-21")

    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
    grants = page.locator("table:has-text('授权编号') tbody tr")
    expect(grants).to_have_count(2)
    expect(grants.nth(0)).to_contain_text("使用登记证编号")
    expect(grants.nth(1)).to_contain_text("设备种类")
