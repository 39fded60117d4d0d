"""A dedicated resource: opened at once for who is listed; others may ask to be listed."""

from playwright.sync_api import expect

from tests.browser.office import Office

RESOURCE = "食品安全案件线索移送信息"


def test_a_listed_unit_opens_access_at_once(office: Office) -> None:
    desk = office.desk("gaofei")
    number = desk.start_request(
        RESOURCE, "开通专用资源", purpose="查办食品安全案件，核对线索来源", commitment=True
    )
    expect(desk.page.locator(".page-head .tag").last).to_have_text("已开通")
    expect(desk.page.locator("table:has-text('授权编号')")).to_contain_text("使用中")
    # the provider hears of it
    assert any(number in subject for subject in office.desk("tangbo").told())


def test_an_unlisted_unit_asks_to_be_listed(office: Office) -> None:
    desk = office.desk("caiying")
    desk.open_resource(RESOURCE)
    desk.follow("请提供部门列入名单")
    expect(desk.page.locator("main")).to_contain_text("本部门不在该资源的专用名单内")
    desk.answer(
        purpose="核验餐饮许可申请人有无在查案件线索", reason="许可审查须掌握申请人的违法线索"
    )
    desk.press("提交", "#do")
    number = desk.number()
    expect(desk.page.locator("table:has-text('授权编号')")).to_have_count(0)
    office.desk("songyan").do_task(
        number, result="amend", document="餐饮监管科关于调整专用名单的函", amended_on="2026-09-18"
    )
    assert office.desk("caiying").state(number) == "已列入名单"
    # the catalogue says so, and the unit opens access like any other that is listed
    desk = office.desk("caiying")
    expect(desk.open_resource(RESOURCE).locator("main")).to_contain_text("市行政审批服务管理局")
    desk.start_request(
        RESOURCE, "开通专用资源", purpose="核验餐饮许可申请人有无在查案件线索", commitment=True
    )
    expect(desk.page.locator(".page-head .tag").last).to_have_text("已开通")
