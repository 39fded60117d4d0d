"""Where all cases stand, on the drawing; and moving those of an older version."""

from playwright.sync_api import Page, expect

from engine.commands.deploy_pack import deploy_pack
from tests.browser.office import Office, pack_files
from tests.browser.shortcut import INSPECTION, begun

FILING = "data-request/request-filing.bpmn"
RED, BLUE = "rgb(191, 32, 32)", "rgb(11, 74, 153)"


def stroke(page: Page, element: str) -> str:
    shape = page.locator(f"[data-element-id={element}] .djs-visual > :first-child")
    return str(shape.evaluate("each => getComputedStyle(each).stroke"))


def revised(office: Office) -> None:
    """Deploy a second version, in which the step of the leader is called otherwise."""
    files = pack_files()
    was, becomes = "书面批准申请".encode(), "分管领导书面批准".encode()
    assert was in files[FILING]
    files[FILING] = files[FILING].replace(was, becomes)
    deploy_pack(office.store, None, files, "步骤名称与文件一致")


def test_steps_show_how_many_cases_and_lead_to_them(office: Office) -> None:
    late = begun(office.store)
    office.wait_until("09-29")
    waiting = begun(office.store, steps=0, resource=INSPECTION, item="BGBH")
    office.wait_until("09-30")
    page = office.desk("sysadmin").open("/modeler/monitor")
    expect(page.locator("tbody tr").first).to_contain_text("共享申请")
    page = office.desk("sysadmin").follow("共享申请")
    expect(page.locator("[data-drawn]").first).to_be_visible()
    expect(page.locator(".legend")).to_contain_text(["有办件有超期办件"])
    note = page.get_by_role("link", name="审核共享申请 1 件，超期 1")
    expect(note).to_be_visible()
    assert stroke(page, "review_as_provider") == RED
    assert stroke(page, "approve_request") == BLUE
    with page.expect_navigation():
        page.locator("[data-element-id=approve_request] .djs-hit").click()
    expect(page.locator("#cases tbody tr")).to_have_count(1)
    expect(page.locator("#cases")).to_contain_text(waiting)
    expect(page.locator("#cases")).not_to_contain_text(late)
    page.get_by_text("没有办件的被调用流程").click()
    expect(page.locator("details .diagram-title").first).to_be_visible()


def test_cases_are_moved_while_one_looks_on(office: Office) -> None:
    number = begun(office.store, steps=0)
    revised(office)
    desk = office.desk("sysadmin")
    page = desk.open("/modeler/cases")
    page.get_by_label(number).check()
    page = desk.press("试算所选办件")
    expect(page.locator("tbody tr")).to_contain_text("书面批准申请 → 分管领导书面批准")
    page = desk.press("迁移这 1 件")
    expect(page.locator(".error-summary")).to_contain_text("请写明为什么迁移")
    page.fill("#f-reason", "步骤名称与文件一致")
    page = desk.press("迁移这 1 件")
    expect(page.locator("#progress")).to_contain_text("已处理 0 件，共 1 件")
    office.tick()
    # the page asks again by itself
    expect(page.locator("#progress")).to_contain_text("已经完成：共 1 件")
    page = desk.follow(number)
    expect(page.locator("main")).to_contain_text("分管领导书面批准")
