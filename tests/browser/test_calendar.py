"""A notice of the State Council moves an open term, and moves it back when it is taken back.

The notice of 2027 is made up for tests (`tests/revising.py`): nobody knows the real one.
"""

from playwright.sync_api import Page, expect

from tests.browser.office import Office
from tests.browser.shortcut import begun
from tests.revising import NOTICE, NUMBER, URL

#: Five working days from Thursday 31 December: by weekends and the law, and by the notice, which
#: has Monday the 4th off and Saturday the 9th worked.
BEFORE, AFTER = "2027-01-08 24:00 截止", "2027-01-09 24:00 截止"


def test_two_people_move_a_term_and_two_move_it_back(office: Office) -> None:
    office.wait_until("12-31")
    number = begun(office.store)
    _expect_last_day(office, number, BEFORE)

    desk = office.desk("pengli")
    desk.open("/admin/calendar")
    desk.follow("录入通知")
    _fill(desk.page, NOTICE)
    desk.press("读取通知")
    expect(desk.page.locator(".month .is-worked", has_text="9班").first).to_be_visible()
    desk.press("提交复核")
    expect(desk.page.locator(".flash-success")).to_contain_text("请另一人复核")
    expect(desk.page.get_by_role("button", name="复核通过")).to_have_count(0)
    _expect_last_day(office, number, BEFORE)

    page = _confirm(office, "yangfan", "第 1 版生效")
    office.tick()
    page.reload()
    row = page.locator("#followed tr", has_text=number)
    expect(row).to_contain_text("2027-01-08 周五")
    expect(row).to_contain_text("2027-01-09 周六")
    _expect_last_day(office, number, AFTER)
    page = office.desk("caiying").open("/calendar/2027")
    expect(page.locator("main")).to_contain_text(NUMBER)

    desk = office.desk("yangfan")
    desk.open("/admin/calendar")
    desk.follow("国务院办公厅关于2027年部分节假日安排的通知")
    desk.page.locator("summary", has_text="撤销").click()
    desk.page.fill("[name=reason]", "录入的不是国务院办公厅的通知")
    desk.press("提出撤销")
    _confirm(office, "sysadmin", "第 2 版生效")
    office.tick()
    _expect_last_day(office, number, BEFORE)


def test_a_notice_is_entered_without_script(office: Office) -> None:
    office.use_browser(java_script_enabled=False)
    office.wait_until("12-31")
    desk = office.desk("pengli")
    desk.open("/admin/calendar/new")
    wrong = NOTICE.replace("共7天", "共8天", 1)
    _fill(desk.page, wrong)
    desk.press("读取通知")
    expect(desk.page.locator("#f-text-error")).to_contain_text("第 5 行")
    expect(desk.page.locator("[name=text]")).to_have_value(wrong)
    desk.page.fill("[name=text]", NOTICE)
    desk.press("核对")
    desk.press("提交复核")
    expect(desk.page.locator(".flash-success")).to_be_visible()


def _fill(page: Page, text: str) -> None:
    page.fill("[name=text]", text)
    page.fill("[name=url]", URL)


def _confirm(office: Office, who: str, told: str) -> Page:
    """Open what waits, look at what it moves, and confirm it."""
    desk = office.desk(who)
    desk.open("/admin/calendar")
    desk.follow("复核", "main table")
    expect(desk.page.locator("#impact")).to_contain_text("最后一日改变的 1 个")
    desk.page.get_by_role("button", name="复核通过").click()
    expect(desk.page.locator("dialog")).to_contain_text("1 个期限的最后一日将改变")
    desk.press("确定", "dialog")
    expect(desk.page.locator(".flash-success")).to_contain_text(told)
    return desk.page


def _expect_last_day(office: Office, number: str, words: str) -> None:
    page = office.desk("caiying").open_case(number)
    expect(page.locator("main")).to_contain_text(words)
