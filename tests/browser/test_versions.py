"""A shortened term is seen on the drawing, deployed with a reason, and taken back again."""

import pytest
from playwright.sync_api import expect

from engine.commands.deploy_pack import deploy_pack
from engine.commands.edit_pack import edit_pack
from engine.queries.pack_draft import draft_file
from engine.store.database import Store
from tests.browser.office import Office, pack_files
from tests.bureau.fixtures import acting

PACK, PATH = "jz-2022", "data-request/provider-review.bpmn"
KEEPER = "sysadmin"
#: The checks before a deployment take their time on a busy machine.
CHECKED_WITHIN = 120_000


@pytest.fixture
def store(store: Store) -> Store:
    """The bureau with a version 2 that has one scenario: all of them would take a minute."""
    every = pack_files()
    kept = "data-request/scenarios/conditional-over-national-day.toml"
    files = {path: each for path, each in every.items() if "/scenarios/" not in path}
    deploy_pack(store, None, files | {kept: every[kept]}, "一个场景")
    return store


def shorten(store: Store) -> None:
    actor = acting(store, KEEPER)
    file = draft_file(store, actor, PACK, PATH)
    text = file.content.decode()
    for old, new in (("working_days(5)", "working_days(3)"), ("5个工作日", "3个工作日")):
        text = text.replace(old, new)
    edit_pack(store, actor, PACK, {PATH: text.encode()}, {PATH: file.sha256})


def test_a_term_is_compared_deployed_and_taken_back(office: Office) -> None:
    shorten(office.store)
    desk = office.desk(KEEPER)
    page = desk.open("/modeler/versions")
    desk.follow("与现行版本比较")
    expect(page.locator(".diagram-level")).to_have_count(2)
    expect(page.locator(".djs-element.st-changed[data-element-id=reply_term]")).to_have_count(2)
    row = page.locator("tr", has_text="“提供部门答复”的时限")
    expect(row).to_contain_text("5 个工作日（法定，第十四条（二））")
    expect(row).to_contain_text("3 个工作日（法定，第十四条（二））")

    desk.open("/modeler/deploy")
    page.fill("[name=reason]", "试行：三个工作日内答复")
    desk.press("检查并部署")
    page.get_by_role("heading", name="没有部署").wait_for(timeout=CHECKED_WITHIN)
    desk.press("按现在的结果更新这些场景")
    page.get_by_role("heading", name="已更新 1 个场景").wait_for(timeout=CHECKED_WITHIN)
    desk.follow("核对改动")
    expect(page.locator(".diff-line.is-removed").first).to_contain_text("2022-10-11")
    expect(page.locator(".diff-line.is-added").first).to_contain_text("2022-10-09")
    desk.open("/modeler/deploy")
    expect(page.locator("[name=reason]")).to_have_value("试行：三个工作日内答复")
    desk.press("检查并部署")
    page.get_by_role("heading", name="第 3 版已部署").wait_for(timeout=CHECKED_WITHIN)

    desk.open("/modeler/versions")
    expect(page.locator("tr", has_text="现行")).to_contain_text("试行：三个工作日内答复")
    page.locator("tr", has_text="一个场景").get_by_role("link", name="恢复").click()
    expect(page.locator("main")).to_contain_text("将改动草稿中的 2 个文件")
    desk.press("放入草稿")
    expect(page.locator(".flash-success")).to_contain_text("第 2 版已放入草稿")
    expect(page.locator("tr", has_text="“提供部门答复”的时限")).to_contain_text("3 个工作日")
