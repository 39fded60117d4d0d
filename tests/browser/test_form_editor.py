"""Forms and mails edited live: the preview follows, folded parts stay as they were, nothing typed
is lost on the way."""

import re

from playwright.sync_api import expect

from engine.queries.pack_draft import draft_file
from tests.browser.office import Office
from tests.bureau.fixtures import acting

FORM = "data-request/forms/compliance.json"
MAIL = "data-request/mail/compliance-result.txt"


def test_a_form_is_changed_beside_its_preview(office: Office) -> None:
    page = office.desk("sysadmin").open(f"/modeler/form?path={FORM}")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("符合的审查项")
    page.locator("#part-fields-1 > summary").click()
    page.fill("#e-fields-1-label", "审查结论")
    expect(preview).to_contain_text("审查结论")
    expect(page.locator("#part-fields-1-head")).to_contain_text("审查结论")
    page.locator("#part-fields-2 > summary").click()
    page.fill("#e-fields-2-visible_when", "result ==")
    expect(page.locator("#e-fields-2-visible_when-said")).to_contain_text("表达式")
    expect(preview).to_contain_text("改正后显示预览")
    expect(page.locator("#e-fields-2-visible_when")).to_have_attribute("aria-invalid", "true")
    page.fill("#e-fields-2-visible_when", 'result == "return"')
    expect(page.locator("#e-fields-2-visible_when")).to_have_attribute("aria-invalid", "false")
    expect(page.locator("#e-fields-2-visible_when-said")).not_to_contain_text("✕")

    page.locator("#part-fields-1").get_by_role("button", name="添加选项").click()
    expect(page.locator("#e-fields-1-choices-3-label")).to_be_focused()
    page.keyboard.type("转办")
    page.fill("#e-fields-1-choices-3-value", "pass_on")
    expect(preview.get_by_label("转办")).to_be_visible()
    preview.locator("[name=result][value=return]").check()
    expect(preview).to_contain_text("须补正的内容")
    page.get_by_role("button", name="添加一项").click()
    expect(page.locator("#e-fields-6-label")).to_be_focused()
    page.keyboard.type("附注")
    page.select_option("#e-fields-6-type", "choice")
    expect(page.locator("#part-fields-6").get_by_role("button", name="添加选项")).to_be_visible()
    page.select_option("#e-fields-6-type", "date")
    expect(page.locator("#e-fields-6-not_before")).to_be_attached()
    expect(page.locator("#part-fields-1")).to_have_attribute("open", "")
    assert page.input_value("#e-fields-6-label") == "附注"

    with page.expect_navigation():
        page.get_by_role("button", name="保存到草稿").click()
    expect(page.locator(".flash-success")).to_contain_text("已保存到草稿")
    actor = acting(office.store, "sysadmin")
    written = draft_file(office.store, actor, "jz-2022", FORM).content.decode()
    assert '{"value": "pass_on", "label": "转办"}' in written
    assert '"label": "审查结论"' in written
    assert re.search(r'"name": "item_1", "type": "date", "label": "附注"', written)


def test_a_mail_is_written_beside_its_preview(office: Office) -> None:
    page = office.desk("sysadmin").open(f"/modeler/mail?path={MAIL}")
    mail = page.frame_locator("#preview iframe").first.locator("body")
    expect(mail).to_contain_text("食品安全协调科申请使用“企业登记信息”")
    border = mail.locator("div").evaluate("each => getComputedStyle(each).borderTopWidth")
    assert border == "4px"
    page.fill("#e-text", "主题\n\n{% if case.legal %}\n")
    expect(page.locator("#preview")).to_contain_text("缺少结尾的“endif”")
    page.fill("#e-text", "结果\n\n编号：")
    page.locator("summary", has_text="办件").first.click()
    page.locator("summary", has_text="办件").first.click()
    page.locator("tr", has_text="办件编号").get_by_role("button", name="插入").click()
    assert page.input_value("#e-text").endswith("编号：{{ case.number }}")
    expect(mail).to_contain_text("编号：资申〔2026〕12号")
    page.select_option("#e-scenario", label="退回补正：一次列全，每次重新提交都重新起算")
    expect(mail).to_contain_text("编号：GXSQ-2022-0001", timeout=60_000)
    with page.expect_navigation():
        page.get_by_role("button", name="保存到草稿").click()
    expect(page.locator(".flash-success")).to_be_visible()
