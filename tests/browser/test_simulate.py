"""推演 in a real browser: a request over the National Day, recorded, run, and what it walks."""

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office

TITLE = "九月二十八日提出，答复时限跨国庆"


def fill_from_a_scenario(desk: Desk) -> None:
    """Let a scenario of the pack answer the form that is open, and hand in."""
    desk.follow("按已有场景填写")
    desk.press("提交", "#do")


def test_a_request_is_rehearsed_recorded_and_run(office: Office) -> None:
    desk = office.desk("sysadmin")
    page = desk.open("/modeler/simulate?process=data-request")
    page.fill("#f-date", "2026-09-28")
    page.select_option("#f-who", "caiying")
    page.select_option("#f-resource", "307003/000001")
    desk.press("开始推演")
    fill_from_a_scenario(desk)
    for step in ("书面批准申请", "报送共享申请", "符合性审查"):
        expect(page.locator("tr", has_text=step).first).to_be_visible()
        desk.press("办理")
        fill_from_a_scenario(desk)

    # Five working days: the 29th and 30th, then the 8th, 9th and the Saturday that is worked.
    expect(page.locator("#coming")).to_contain_text("2026-10-10")
    expect(page.locator("#coming")).to_contain_text("第十四条")
    expect(page.locator(".djs-element").first).to_be_visible()
    page.locator("#coming summary", has_text="为何是这一天").first.click()
    expect(page.locator("#coming .day-due")).to_contain_text("第 5 天")

    page.get_by_role("button", name="推进到下一时点").click()
    expect(page.locator("#now")).to_contain_text("2026-10-10 08:30")
    expect(page.locator("#letters summary").first).to_be_visible()

    page.fill("#f-title", TITLE)
    page.fill("#f-name", "rehearsed-over-national-day")
    desk.press("保存场景")
    row = page.locator("tr", has_text=TITLE)
    with page.expect_navigation():
        row.get_by_role("button", name="运行").click()
    expect(page.locator(".flash-success")).to_contain_text("场景通过")

    desk.open("/modeler/coverage?process=data-request")
    expect(page.locator(".djs-shape").first).to_be_visible()
    expect(page.locator("details", has_text=TITLE)).to_have_count(1)


def test_all_scenarios_of_a_process_run_by_themselves(office: Office) -> None:
    desk = office.desk("sysadmin")
    page = desk.open("/modeler/scenarios?process=dedicated-access")
    desk.press("全部重新运行")
    expect(page.locator("#results")).to_contain_text("11 个通过，0 个没有通过", timeout=60_000)
    expect(page.locator(".tag-success")).to_have_count(11)
