"""The whole way without JavaScript; only the diagram is missing, and its words say the same."""

from datetime import timedelta

from playwright.sync_api import expect

from engine.simulate.stage import PASSWORD
from tests.browser.office import Office
from tests.browser.papers import APPROVE, FORWARD, GROUNDS, PASS, REFUSE, RETURN
from tests.browser.path import to_the_platform
from tests.browser.shortcut import begun


def test_a_request_is_corrected_and_partly_granted(office: Office) -> None:
    office.use_browser(java_script_enabled=False)
    number = to_the_platform(office, "特种设备使用登记信息", items=["SYDJZBH", "SBZL"])
    # more lines than the table has at first: the server is asked for more
    lines = [{"what": f"第{n}项", "how": "写明使用的科室和人员"} for n in "一二三四五六"]
    office.desk("panyue").do_task(number, **{**RETURN, "missing": lines})

    page = office.desk("caiying").open_task(number)
    expect(page.locator("main")).to_contain_text("第六项")
    expect(page.locator(".diagram-words")).to_contain_text("现在：补正共享申请")
    expect(page.locator(".diagram-canvas")).to_have_count(0)
    office.desk("caiying").finish(number, correction_note="已补充依据和范围", commitment=True)
    office.desk("lushan").do_task(number, **APPROVE)
    office.desk("yangfan").do_task(number, **FORWARD)
    office.desk("panyue").do_task(number, **PASS)

    decisions = [
        {"code": "SYDJZBH", "decision": "agree"},
        {"code": "SBZL", "decision": "refuse"},
    ]
    office.desk("zhoujun").do_task(number, result="partly", decisions=decisions, **GROUNDS)
    office.desk("yangfan").do_task(number, opened_on="2026-09-21")
    office.desk("caiying").do_task(number, decision="accept")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("部分同意")
    expect(page.locator(".diagram-words")).to_contain_text("已经办结：部分同意")


def test_a_request_is_withdrawn(office: Office) -> None:
    office.use_browser(java_script_enabled=False)
    number = begun(office.store)
    desk = office.desk("caiying")
    page = desk.open_case(number)
    page.locator("summary", has_text="撤回申请").click()
    page.fill("[name=reason]", "改用其他途径")
    desk.press("撤回申请")
    expect(page.locator(".page-head .tag")).to_have_text("已撤回")


def test_what_was_typed_outlives_the_session(office: Office) -> None:
    office.use_browser(java_script_enabled=False)
    number = begun(office.store)
    desk = office.desk("zhoujun")
    task = desk.open_task(number).url
    desk.answer(**REFUSE)
    office.clock.advance(timedelta(minutes=31))
    page = desk.press("提交", "#do")
    expect(page.locator("main")).to_contain_text("还没有提交，也没有丢失")
    page.fill("#f-username", "zhoujun")
    page.fill("#f-password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".flash-warning")).to_contain_text("附件和登录密码请重新填写")
    assert page.url.split("#")[0] == task
    expect(desk.field("explanation")).to_have_value(REFUSE["explanation"])
    expect(desk.field("category").and_(page.locator(":checked"))).to_have_value("law")
    # nothing was sent before; now it is
    desk.finish(number)
