"""Both units belong to the bureau: the same way, but neither case nor terms are the law's."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.path import to_the_provider


def test_it_is_marked_and_its_terms_are_ours(office: Office) -> None:
    number = to_the_provider(
        office, "特种设备使用登记信息", "zhangwei", "chenjianguo", items=["SYDJZBH", "SBZL"]
    )
    page = office.desk("zhoujun").open_task(number)
    expect(page.locator(".page-head")).to_contain_text("非法定")
    expect(page.locator(".cols-side .tag-internal").first).to_have_text("内部")
    expect(page.locator(".tag-legal")).to_have_count(0)
    office.desk("zhoujun").finish(
        number, result="agree_conditions", conditions="只限许可窗口查询，不批量下载", agreement=True
    )

    # without the agreement nothing is opened
    desk = office.desk("yangfan")
    desk.open_task(number)
    desk.answer(opened_on="2026-09-21", agreement_signed=False)
    desk.press("提交", "#do")
    expect(desk.page.locator(".field.has-error")).to_contain_text("签订后才能开通")
    desk.answer(agreement_signed=True)
    desk.press("提交", "#do")
    page = office.desk("zhangwei").open_case(number)
    expect(page.locator(".page-head")).to_contain_text("已同意")
    expect(page.locator(".tag-legal")).to_have_count(0)
