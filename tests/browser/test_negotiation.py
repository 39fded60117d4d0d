"""Refused, negotiated, coordinated, and refused again: the refusal stands with its reasons."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.papers import GROUNDS, MEETING, NEED, NEGOTIATE, REFUSE
from tests.browser.path import to_the_provider


def test_still_refused_after_coordination(office: Office) -> None:
    number = to_the_provider(office, "特种设备使用登记信息", items=["SYDJZBH"])
    office.desk("zhoujun").do_task(number, **REFUSE)
    office.desk("caiying").do_task(number, **NEGOTIATE)

    # ten working days, ours: 中秋 and 国庆 are left out, Saturday October 10 is worked
    page = office.desk("caiying").open_task(number)
    expect(page.locator(".cols-side .tag-internal").first).to_have_text("内部")
    expect(page.locator(".cols-side")).to_contain_text("2026-10-12 24:00 截止")
    office.desk("caiying").finish(number, **NEED)
    office.desk("zhoujun").do_task(
        number, held_on="2026-09-21", **MEETING, conclusion="failed",
        position="法律没有授权，不能提供",
    )  # fmt: skip

    office.desk("pengli").do_task(
        number, held_on="2026-09-21", **MEETING, opinion_result="provide",
        opinion="使用部门履行职责确需使用，建议限定范围后提供核验结果，并签订安全协议",
    )  # fmt: skip
    page = office.desk("wuting").open_task(number)
    expect(page.locator("main")).to_contain_text("建议限定范围后提供核验结果")
    office.desk("wuting").finish(number, **REFUSE)

    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("不予提供")
    expect(page.locator("main")).to_contain_text(GROUNDS["citation_document"])
    expect(page.locator("table:has-text('授权编号')")).to_have_count(0)
    # the notice says which way is left
    page = office.desk("caiying").open("/messages")
    office.desk("caiying").follow("重新答复", "table")
    expect(page.locator("main")).to_contain_text("领导小组")
