"""The year of the calendar: its address is copied by a press, and by hand without script."""

from playwright.sync_api import expect

from tests.browser.office import Office


def test_the_address_to_subscribe_to_is_copied(office: Office) -> None:
    page = office.desk("caiying").open("/calendar")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#subscription").input_value()
    assert copied.endswith("/calendar/china.ics")


def test_it_is_copied_where_the_browser_keeps_the_clipboard_from_scripts(office: Office) -> None:
    """As on an address that is neither https nor this machine."""
    desk = office.desk("caiying")
    desk.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = desk.open("/calendar")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("getSelection().toString()").endswith("/calendar/china.ics")


def test_without_script_the_year_is_chosen_and_the_address_stands_there(office: Office) -> None:
    office.use_browser(java_script_enabled=False)
    page = office.desk("caiying").open("/calendar")
    expect(page.get_by_role("button", name="复制")).to_have_count(0)
    expect(page.locator("#subscription")).to_be_visible()
    page.select_option("#year", "2020")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("h1")).to_have_text("2020年工作日历")
