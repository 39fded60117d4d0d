"""What site.js adds to a page, in a real browser, under the program's content security policy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.packaging.conftest import Site

Show = Callable[..., Page]

DRAFT = """<form method="post" action="/send" data-autosave="/draft">
<input name="purpose" id="purpose"><input type="file" name="attachment">
<button data-confirm="确定提交？">提交</button><span data-autosave-state></span></form>"""
CONDITION = """<form method="post" action="/send">
<input type="radio" name="outcome" value="pass" checked id="p">
<input type="radio" name="outcome" value="reject" id="r">
<div class="field" data-show-when="outcome=return|reject">
<input name="reason" id="reason" value="x"></div><button>提交</button></form>"""
NEGATION = """<form method="post" action="/send">
<input type="radio" name="outcome" value="agree" id="a">
<input type="radio" name="outcome" value="refuse" id="r">
<fieldset data-show-when="outcome!=agree|partly">
<input name="reason" id="reason" value="x"></fieldset><button>提交</button></form>"""
ROWS = """<form><table class="rows" id="t"><tbody></tbody>
<template data-row><tr><td><input name="items-__n__-name">
<button type="button" data-row-remove hidden>删除</button></td></tr></template></table>
<button type="button" data-row-add="#t" hidden>加一行</button></form>"""
FRAGMENT = """<form hx-post="/send" hx-target="#here"><input name="a" value="1">
<button>提交</button></form><div id="here"></div>"""
MENU = """</main><input class="menu-toggle" type="checkbox" id="m">
<header class="app-head"><label class="menu-button" for="m">菜单</label></header>
<nav class="app-side"><a href="/">待办</a></nav><main>"""


def test_a_draft_saves_itself_without_files_and_with_the_token(
    show: Show, site: Site, page: Page
) -> None:
    page.clock.install()
    show(DRAFT)
    page.fill("#purpose", "核验")
    page.clock.run_for(2000)
    expect(page.locator("[data-autosave-state]")).to_contain_text("草稿已保存")
    assert site.posts == [("/draft", "purpose=%E6%A0%B8%E9%AA%8C", "the-token")]


def test_a_draft_that_was_not_saved_says_so(show: Show, site: Site, page: Page) -> None:
    site.status = 409
    page.clock.install()
    show(DRAFT, lang="en")
    page.fill("#purpose", "x")
    page.clock.run_for(2000)
    expect(page.locator("[data-autosave-state]")).to_contain_text("could not be saved")


def test_a_draft_is_saved_when_the_page_is_left(show: Show, site: Site) -> None:
    page = show(DRAFT)
    page.fill("#purpose", "a")
    page.goto("about:blank")
    assert site.arrived.get(timeout=10) == "/draft"


def test_a_question_is_asked_before_sending(show: Show, site: Site) -> None:
    page = show(DRAFT)
    page.click("text=提交")
    expect(page.locator("dialog")).to_contain_text("确定提交？")
    page.click("dialog >> text=取消")
    expect(page.locator("dialog")).to_have_count(0)
    assert site.posts == []
    page.click("text=提交")
    page.click("dialog >> text=确定 >> nth=-1")
    expect(page.locator("#got")).to_be_visible()
    assert [path for path, *_ in site.posts] == ["/send"]


def test_a_second_click_sends_nothing(show: Show, site: Site) -> None:
    form = (
        '<form method="post" action="/send" id="f"><input type="hidden" name="a" value="1"></form>'
    )
    page = show(form)
    stopped = """() => {
      const form = document.getElementById('f');
      const stopped = [];
      document.addEventListener('submit', (event) => {
        stopped.push(event.defaultPrevented);
        event.preventDefault();
      });
      form.requestSubmit(); form.requestSubmit();
      return stopped; }"""
    assert page.evaluate(stopped) == [False, True]


def test_a_field_shows_when_another_has_its_value_and_is_not_sent_else(
    show: Show, site: Site
) -> None:
    page = show(CONDITION)
    expect(page.locator("#reason")).to_be_hidden()
    page.check("#r")
    expect(page.locator("#reason")).to_be_visible()
    page.check("#p")
    page.click("button")
    expect(page.locator("#got")).to_be_visible()
    assert site.posts[0][1] == "outcome=pass"


def test_a_field_hides_when_another_has_its_value(show: Show, site: Site) -> None:
    page = show(NEGATION)
    expect(page.locator("#reason")).to_be_visible()
    page.check("#r")
    expect(page.locator("#reason")).to_be_visible()
    page.check("#a")
    expect(page.locator("#reason")).to_be_hidden()
    page.click("button")
    expect(page.locator("#got")).to_be_visible()
    assert site.posts[0][1] == "outcome=agree"


def test_rows_are_added_and_removed(show: Show) -> None:
    page = show(ROWS)
    for _ in range(2):
        page.click("text=加一行")
    names = page.locator("#t input").evaluate_all("(all) => all.map((each) => each.name)")
    assert len(set(names)) == 2
    page.locator("text=删除").first.click()
    expect(page.locator("#t input")).to_have_count(1)


def test_a_file_over_the_limit_is_refused_in_words(show: Show) -> None:
    page = show('<div><input type="file" id="f" data-max-bytes="1048576"></div>')
    page.set_input_files(
        "#f", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1_500_000}
    )
    expect(page.locator(".field-error")).to_have_text(
        "文件 1.4 MB，超过上限 1 MB，请压缩或拆分后再选。"
    )
    assert page.locator("#f").input_value() == ""


def test_htmx_sends_the_token_and_swaps_a_refused_form_in(
    show: Show, site: Site, page: Page
) -> None:
    site.status = 422
    show(FRAGMENT)
    page.click("button")
    expect(page.locator("#here #got")).to_be_visible()
    assert site.posts == [("/send", "a=1", "the-token")]


def test_the_menu_opens_on_a_narrow_screen_without_script(show: Show, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.route("**/*.js", lambda route: route.fulfill(body=""))
    show(MENU)
    expect(page.locator("nav")).to_be_hidden()
    page.click("text=菜单")
    expect(page.locator("nav")).to_be_visible()
