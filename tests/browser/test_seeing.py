"""What a case looks like: to strangers, in the diagram, on paper, by keyboard, in English."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.simulate.stage import PASSWORD
from tests.browser.office import Office, pack_files
from tests.browser.papers import REQUEST
from tests.browser.shortcut import begun

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
#: The picker inside a date field shows its focus by itself.
FOCUS_HIDDEN = """() => {
  const at = document.activeElement, look = getComputedStyle(at);
  if (at.type === 'date' || look.outlineStyle !== 'none' || look.boxShadow !== 'none') return null;
  return at.outerHTML;
}"""
CURRENT = "rgb(11, 74, 153)"


def test_a_case_does_not_exist_for_strangers(office: Office) -> None:
    number = begun(office.store)
    page = office.desk("zhoujun").open_task(number)
    task = page.url
    page = office.desk("caiying").open_case(number)
    case = page.url
    for address in (task, case, case + "/diagram.json"):
        desk = office.desk("songyan")
        answer = desk.page.goto(address)
        assert answer is not None
        assert answer.status == 404
        expect(desk.page.locator("body")).not_to_contain_text(number)
    expect(office.desk("songyan").open(case).locator("main")).to_contain_text("没有找到")


def test_who_may_see_but_not_act_gets_no_form(office: Office) -> None:
    number = begun(office.store)
    task = office.desk("zhoujun").open_task(number).url
    page = office.desk("caiying").open(task)
    expect(page.locator("main")).to_contain_text("这项待办由")
    expect(page.locator("#do")).to_have_count(0)


def test_the_diagram_shows_where_the_case_stands(office: Office) -> None:
    number = begun(office.store)
    page = office.desk("caiying").open_case(number)
    expect(page.locator("[data-drawn]")).to_be_visible()
    expect(page.locator(".diagram-title").last).to_have_text("提供部门审核与答复")
    assert _stroke(page.locator("[data-element-id=review_as_provider] .djs-visual")) == CURRENT
    assert _stroke(page.locator("[data-element-id=approve_request] .djs-visual")) != CURRENT
    expect(page.locator(".diagram-note", has_text="提供部门审核人")).to_contain_text("5 个工作日")
    expect(page.locator(".diagram-bar")).to_contain_text("办理中")
    office.wait_until("09-30", "09:30")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".diagram-bar")).to_contain_text("已超期")
    expect(page.locator(".diagram-note", has_text="超期 1 个工作日")).to_be_visible()


def _stroke(shape: Locator) -> str:
    return str(shape.evaluate("(each) => getComputedStyle(each.firstElementChild).stroke"))


def test_a_case_prints_as_a_sheet(office: Office) -> None:
    number = begun(office.store)
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".doc-head")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".doc-org")).to_have_text("市行政审批服务管理局")
    expect(page.locator(".doc-kind")).to_have_text("共享申请办理单")
    expect(page.locator(".doc-number")).to_contain_text(number)
    expect(page.locator(".doc-foot")).to_contain_text("蔡英")
    expect(page.locator("dl.sheet", has_text=REQUEST["purpose"])).to_be_visible()
    for chrome in (".app-head", ".app-side", ".crumbs", ".page-tools", ".app-foot"):
        expect(page.locator(chrome)).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


# ── keyboard ─────────────────────────────────────────────────────────────────────────────────


def test_a_task_is_done_by_keyboard_alone(office: Office) -> None:
    number = begun(office.store, steps=0)
    page = office.new_desk().open("/sign-in")
    page.keyboard.type("lushan")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    title = page.locator("td.main a", has_text="特种设备使用登记信息")
    _tab_to(page, title)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(number)
    page.locator(".page-tools a[href='#do']").focus()
    page.keyboard.press("Enter")
    _tab_to(page, page.locator("#do [name=decision]").first)
    page.keyboard.press("Space")
    _tab_to(page, page.locator("#do [name=_password]"))
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".flash-success")).to_contain_text("待报送")


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; whatever has it on the way shows so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(FOCUS_HIDDEN)
        assert hidden is None, f"one cannot see that this has the focus: {hidden}"
        if wanted.evaluate("(each) => each === document.activeElement"):
            return
    raise AssertionError(f"no way to {wanted} by Tab")


def test_a_search_is_sent_by_enter(office: Office) -> None:
    page = office.desk("caiying").open("/catalogue")
    page.fill("#q", "双随机")
    page.keyboard.press("Enter")
    names = page.locator("#list td.main")
    expect(names.first).to_contain_text("双随机")
    page.wait_for_url("**/catalogue?*q=*")


# ── English ──────────────────────────────────────────────────────────────────────────────────

EVERYBODY = ("/", "/messages", "/account", "/account/password", "/calculator")
WORKERS = ("/work/todo", "/work/done", "/work/started", "/catalogue", "/start", "/grants", "/cases")
PAGES = {
    "zhoujun": (*EVERYBODY, *WORKERS),
    "sysadmin": (
        "/", "/admin/cases", "/admin/timers", "/admin/mails", "/admin/incidents", "/admin/pack",
    ),
    "secadmin": ("/admin/accounts", "/admin/accounts/new", "/admin/sign-ins"),
    "auditor": ("/admin/audit", "/admin/audit/verify"),
}  # fmt: skip
#: Text, and the attributes that are read out or shown; not what the language switch says.
WORDS = """() => {
  const kept = '[lang]:not(html), script, template, noscript';
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    if (!at.closest(kept)) found.push(walker.currentNode.data);
  }
  for (const name of ['title', 'aria-label', 'placeholder', 'data-confirm']) {
    for (const each of document.querySelectorAll(`[${name}]`)) {
      if (!each.closest(kept)) found.push(each.getAttribute(name));
    }
  }
  return [document.title, ...found];
}"""


@pytest.fixture(scope="module")
def content() -> str:
    """All that the pack and the demo bureau bring, which stays Chinese."""
    files = pack_files().items()
    return "\n".join(data.decode() for name, data in files if not name.endswith(".md"))


@pytest.mark.parametrize("who", PAGES)
def test_no_chinese_word_of_ours_is_left_in_english(office: Office, who: str, content: str) -> None:
    begun(office.store)
    desk = office.desk(who)
    desk.press("English", "header")
    left = {path: _left(desk.open(path), content) for path in PAGES[who]}
    assert {path: words for path, words in left.items() if words} == {}


def test_no_chinese_word_of_ours_is_left_around_a_request(office: Office, content: str) -> None:
    number = begun(office.store)
    desk = office.desk("caiying")
    desk.press("English", "header")
    seen = {"case": _left(desk.open_case(number), content)}
    desk.open_resource("特种设备使用登记信息")
    seen["resource"] = _left(desk.page, content)
    desk.open_resource("特种设备检验结果")
    desk.follow("申请使用政务数据资源")
    seen["start"] = _left(desk.page, content)
    seen["refused"] = _left(desk.press("Submit", "#do"), content)
    desk = office.desk("zhoujun")
    desk.press("English", "header")
    seen["task"] = _left(desk.open_task(number), content)
    assert {page: words for page, words in seen.items() if words} == {}


def _left(page: Page, content: str) -> list[str]:
    told = content + "市行政审批服务管理局申请使用国办发明电" + str(REQUEST)
    runs = [run for text in page.evaluate(WORDS) for run in CHINESE.findall(text)]
    return sorted({run for run in runs if run not in told})
