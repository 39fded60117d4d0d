"""Forms: what is wrong stands beside its field, nothing typed is lost, a repeat does no harm."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine.simulate.stage import PASSWORD
from tests.browser.desk import Desk
from tests.browser.office import Office
from tests.browser.papers import GROUNDS, REQUEST
from tests.browser.shortcut import begun

LONG = "每次查询须有案件编号，不得批量下载，用完即删，不得转给他人"
PAPER = b"%PDF-1.4\n%%EOF\n"


def at_the_start(office: Office) -> Desk:
    """caiying in front of the empty form for an unconditional resource."""
    desk = office.desk("caiying")
    desk.open_resource("企业登记基本信息")
    desk.follow("申请使用政务数据资源")
    return desk


def test_errors_of_a_new_request_stand_beside_their_fields(office: Office) -> None:
    desk = at_the_start(office)
    written = {**REQUEST, "system_ip": "１０.１２.３", "phone": "1234", "scope": "许可窗口"}
    written["scene"] = written["purpose"]
    desk.answer(**written)
    page = desk.press("提交", "#do")

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary li")).to_have_count(3)
    for name, words in (("scene", "与“使用用途”相同"), ("system_ip", "IP"), ("phone", "电话")):
        field = page.locator(".field.has-error", has=page.locator(f"[name={name}]"))
        expect(field.locator(".field-error")).to_contain_text(words)
        expect(desk.field(name)).to_have_attribute("aria-invalid", "true")
    for name in ("purpose", "scene", "scope", "phone", "basis_document"):
        expect(desk.field(name)).to_have_value(str(written[name]))
    expect(desk.field("period-end")).to_have_value("2028-09-30")
    expect(desk.field("commitment").first).to_be_checked()

    # the summary leads to the field
    page.locator(".error-summary a", has_text="IP").click()
    expect(desk.field("system_ip")).to_be_focused()
    desk.answer(scene="许可窗口受理申请时比对", system_ip="10.12.3.45", phone="0354-2660011")
    desk.press("提交", "#do")
    expect(page.locator(".flash-success")).to_contain_text("已提交，编号")


def test_errors_of_a_task_stand_beside_their_fields(office: Office) -> None:
    number = begun(office.store)
    desk = office.desk("zhoujun")
    page = desk.open_task(number)
    desk.answer(result="refuse", **{**GROUNDS, "basis_kind": "internal", "explanation": "不行"})
    desk.press("提交", "#do")
    wrong = page.locator("#do .field.has-error")
    expect(wrong).to_have_count(2)
    expect(wrong.nth(0)).to_contain_text("部门内部管理办法不得作为不予提供的依据")
    expect(wrong.nth(1)).to_contain_text("理由说明")
    for name in ("citation_document", "citation_number", "explanation", "acceptable"):
        expected = "不行" if name == "explanation" else GROUNDS[name]
        expect(desk.field(name)).to_have_value(expected)
    expect(desk.field("result").and_(page.locator("[value=refuse]"))).to_be_checked()


def test_a_wrong_password_approves_nothing_and_loses_nothing(office: Office) -> None:
    number = begun(office.store, steps=0)
    desk = office.desk("lushan")
    page = desk.open_task(number)
    desk.answer(decision="approve", opinion="同意报送", password="not-the-password")
    desk.press("提交", "#do")
    expect(page.locator("#f-_password-error")).to_be_visible()
    expect(desk.field("opinion")).to_have_value("同意报送")
    expect(desk.field("_password")).to_have_value("")
    desk.answer(password=PASSWORD)
    desk.press("提交", "#do")
    expect(page.locator(".flash-success")).to_contain_text("待报送")


def test_an_attachment_stays_when_another_field_is_wrong(office: Office, tmp_path: Path) -> None:
    letter = tmp_path / "申请函.pdf"
    letter.write_bytes(PAPER)
    desk = at_the_start(office)
    desk.answer(**{**REQUEST, "scene": "测试"}, attachments=letter)
    page = desk.press("提交", "#do")
    expect(page.locator("#do .files")).to_contain_text("申请函.pdf")
    desk.answer(scene=REQUEST["scene"])
    desk.press("提交", "#do")
    with page.expect_download() as download:
        page.get_by_role("link", name="申请函.pdf").first.click()
    assert download.value.suggested_filename == "申请函.pdf"
    assert Path(download.value.path()).read_bytes() == PAPER


def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    office: Office, tmp_path: Path
) -> None:
    disguised = tmp_path / "申请函.pdf"
    disguised.write_bytes(b"MZ\x90\x00 a program")
    desk = at_the_start(office)
    desk.answer(**REQUEST, attachments=disguised)
    page = desk.press("提交", "#do")
    expect(page.locator(".field.has-error")).to_contain_text("附件")
    expect(desk.field("purpose")).to_have_value(REQUEST["purpose"])


def test_a_draft_of_a_new_request_is_kept(office: Office) -> None:
    desk = at_the_start(office)
    desk.answer(purpose="核验登记情况", period={"start": "2026-10-01"})
    page = desk.press("暂存", "#do")
    expect(page.locator("#do .flash-info")).to_contain_text("暂存的内容，尚未提交")
    desk = at_the_start(office)
    expect(desk.field("purpose")).to_have_value("核验登记情况")
    expect(desk.field("period-start")).to_have_value("2026-10-01")


def test_a_draft_of_a_task_keeps_itself(office: Office) -> None:
    number = begun(office.store)
    desk = office.desk("zhoujun")
    page = desk.open_task(number)
    desk.answer(result="refuse", explanation=GROUNDS["explanation"])
    expect(page.locator("[data-autosave-state]")).to_contain_text("草稿已保存")
    desk.open_task(number)
    expect(desk.field("explanation")).to_have_value(GROUNDS["explanation"])
    # a draft is one person's own
    office.desk("wuting").open_task(number)
    expect(office.desk("wuting").field("explanation")).to_have_value("")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_double_click_hands_in_once(office: Office, script: bool) -> None:
    office.use_browser(java_script_enabled=script)
    desk = at_the_start(office)
    desk.answer(**REQUEST)
    page = desk.page
    page.locator("#do").get_by_role("button", name="提交", exact=True).dblclick()
    expect(page.locator(".page-head .tag")).to_have_text("待分管领导批准")
    desk.open("/work/started")
    expect(page.locator("#list tbody tr")).to_have_count(1)


def test_a_request_that_is_sent_again_starts_nothing_new(office: Office) -> None:
    desk = at_the_start(office)
    desk.answer(**REQUEST)
    with desk.page.expect_request(lambda request: request.method == "POST") as sent:
        desk.press("提交", "#do")
    post, case = sent.value, desk.page.url.partition("#")[0]
    body, kind = post.post_data_buffer, post.headers["content-type"]
    again = desk.page.context.request.post(post.url, data=body, headers={"Content-Type": kind})
    assert again.url == case
    desk.open("/work/started")
    expect(desk.page.locator("#list tbody tr")).to_have_count(1)


def test_two_people_at_one_task(office: Office) -> None:
    number = begun(office.store)
    other = office.new_desk().sign_in("wuting")
    other.open_task(number)
    other.answer(result="agree", conditions=LONG)
    office.desk("zhoujun").do_task(number, result="agree")
    page = other.press("提交", "#do")
    # who came second is told, and finds what they had written
    expect(page.locator(".flash-danger")).to_be_visible()
    expect(page.locator("main")).to_contain_text(LONG)
    expect(page.locator(".page-head .tag")).to_have_text("供给中")
