"""A term lapses: red words, one mail to each who answers for it, whose link opens the case."""

import re

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.shortcut import begun

LINK = re.compile(r"http://\S+")


def test_an_answer_is_overdue(office: Office) -> None:
    number = begun(office.store)
    office.wait_until("09-30", "09:30")

    desk = office.desk("zhoujun")
    page = desk.open("/work/todo")
    row = page.locator("tr.is-overdue", has_text=number)
    expect(row.locator(".due-overdue")).to_have_text("超期 1 个工作日")
    assert _redness(row.locator(".due-overdue").evaluate("(e) => getComputedStyle(e).color")) > 100
    page = desk.open_task(number)
    expect(page.locator(".page-head .due-overdue")).to_have_text("超期 1 个工作日")
    expect(page.locator("[data-element-id=review_as_provider]").first).to_be_visible()
    expect(page.locator(".diagram-note", has_text="届满")).to_have_text("09-29 届满")

    escalation = f"【法定时限超期】{number} 提供部门答复"
    late = [mail for mail in office.postbox.mails if str(mail["Subject"]) == escalation]
    # 责任人 and 主要负责人 of 特种设备科
    assert sorted(str(mail["To"]).split("@")[0].split("<")[-1] for mail in late) == [
        "wuting", "zhengkai",
    ]  # fmt: skip
    body = late[0].get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "不产生同意或者不同意的效力" in text
    link = LINK.search(text)
    assert link
    # whoever is not signed in signs in first and is then where the link leads
    desk = office.new_desk()
    desk.open(link[0])
    desk.page.fill("#f-username", "zhengkai")
    desk.page.fill("#f-password", "in-a-scenario-only")
    desk.press("登录")
    expect(desk.page.locator("main")).to_contain_text(number)

    # two working days later the managing department hears of it; overdue is never approval
    office.wait_until("10-10")
    assert any(f"【超期未办】{number}" in each for each in office.desk("pengli").told())
    assert office.desk("caiying").state(number) == "提供部门审核中"

    # late is late, but answered all the same
    office.desk("zhoujun").do_task(number, result="agree")
    office.desk("yangfan").do_task(number, opened_on="2026-10-10")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
    expect(page.locator(".timeline .tag-danger").first).to_have_text("超期")


def _redness(color: str) -> int:
    red, green, blue = (int(each) for each in re.findall(r"\d+", color)[:3])
    return red - max(green, blue)
