"""A diagram that saves itself, while somebody else works on it too, while the server is away."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.easel import Easel, drafted, edits, on_easel, write
from tests.browser.office import Office
from tests.bureau.fixtures import acting

SHIPPED = "data-request/provider-review.bpmn"


def test_a_change_is_saved_by_itself_and_going_on_loses_none(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    _move(easel)
    easel.expect_state("saved")
    expect(easel.page.locator("[data-state]")).to_contain_text("已保存到草稿")
    once = drafted(office.store, SHIPPED)
    _move(easel)
    easel.page.get_by_role("link", name="返回").click()
    easel.page.wait_for_url(lambda url: "/modeler/diagram" not in url)
    assert drafted(office.store, SHIPPED) != once


def test_the_other_one_is_named_and_nothing_is_overwritten(office: Office) -> None:
    easel = _conflict(office)
    notice = easel.page.locator("[data-notice]")
    expect(notice).to_contain_text("康宁于")
    assert "theirs" in drafted(office.store, SHIPPED)
    with easel.page.expect_download() as waited:
        notice.get_by_role("button", name="下载我的").click()
    assert 'name="告知答复结果"' in Path(waited.value.path()).read_text("utf-8")
    with easel.page.context.expect_page() as opened:
        notice.get_by_role("link", name="查看对方的").click()
    theirs = opened.value
    expect(theirs.locator("[data-editor][data-ready][data-readonly]")).to_be_attached()
    expect(theirs.locator(".djs-palette")).to_have_count(0)
    expect(theirs.locator("g[data-element-id='tell_reply']").first).to_contain_text("theirs")
    theirs.close()


def test_mine_is_written_over_theirs(office: Office) -> None:
    easel = _conflict(office)
    easel.page.get_by_role("button", name="用我的覆盖").click()
    easel.expect_state("saved")
    assert "theirs" not in drafted(office.store, SHIPPED)
    _move(easel)
    easel.expect_state("saved")


def test_mine_is_dropped_for_theirs(office: Office) -> None:
    easel = _conflict(office)
    with easel.page.expect_navigation():
        easel.page.get_by_role("button", name="放弃我的").click()
    easel.ready()
    expect(easel.element("tell_reply")).to_contain_text("theirs")


def test_it_says_that_the_server_is_away_and_saves_when_it_is_back(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    page = easel.page
    page.clock.install()
    away = page.context.new_cdp_session(page)
    away.send("Network.enable")
    _offline(away, True)
    _move(easel)
    page.clock.run_for(2_000)
    easel.expect_state("offline")
    expect(page.locator("[data-state]")).to_contain_text("请不要关闭页面")
    assert edits(office.store) == []
    _offline(away, False)
    page.clock.run_for(6_000)
    easel.expect_state("saved")
    assert edits(office.store) == [SHIPPED]
    office.watch.faults[:] = [each for each in office.watch.faults if "ERR_INTERNET" not in each]


def test_signing_in_again_beside_the_page_saves_what_waited(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    page, context = easel.page, easel.page.context
    page.clock.install()
    cookies = context.cookies()
    context.clear_cookies()
    _move(easel)
    page.clock.run_for(2_000)
    easel.expect_state("signedOut")
    expect(page.locator("[data-state]")).to_contain_text("另一个标签页")
    context.clear_cookies()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page.clock.run_for(6_000)
    easel.expect_state("saved")
    assert edits(office.store) == [SHIPPED]
    office.watch.faults[:] = [each for each in office.watch.faults if "/modeler/" not in each]


def test_who_may_only_look_gets_no_tools(office: Office) -> None:
    easel = on_easel(office.desk("pengli"), SHIPPED)
    page = easel.page
    assert acting(office.store, "pengli").has_role("managing")
    expect(page.locator("[data-editor][data-readonly]")).to_be_attached()
    expect(page.locator(".djs-palette, .djs-context-pad, [data-act=import]")).to_have_count(0)
    easel.press("simulate")
    expect(page.locator(".bts-palette")).to_be_visible()
    assert easel.missing_words() == []


def _move(easel: Easel) -> None:
    easel.select("tell_reply")
    easel.page.keyboard.press("ArrowRight")


def _conflict(office: Office) -> Easel:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    text = drafted(office.store, SHIPPED).replace("告知答复结果", "theirs")
    write(office.store, SHIPPED, text)
    _move(easel)
    easel.expect_state("conflict")
    return easel


def _offline(session: object, offline: bool) -> None:
    session.send(  # type: ignore[attr-defined]
        "Network.emulateNetworkConditions",
        {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
