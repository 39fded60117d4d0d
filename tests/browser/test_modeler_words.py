"""Nothing in the editor stands in the wrong language."""

import re

import pytest
from playwright.sync_api import Page, expect

from engine.commands.set_language import set_language
from tests.browser.easel import Easel, on_easel
from tests.browser.office import Office
from tests.bureau.fixtures import acting

SHIPPED = "data-request/provider-review.bpmn"
#: One of each kind that the shipped diagrams hold.
KINDS = (
    "pool_provider_review", "lane_review_agent", "review_begins", "review_kind", "give_reply",
    "review_as_agent", "authorize_parameters", "reply_term", "tell_reply", "review_replied",
    "f_review_kind__give_reply", "f_review_kind__authorize_parameters",
)  # fmt: skip
CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_every_menu_is_in_chinese(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    _visit(easel)
    assert easel.missing_words() == []


@pytest.mark.parametrize("kind", ["exclusive-gateway", "event-gateway", "subprocess-expanded"])
def test_what_is_new_is_in_chinese(office: Office, kind: str) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.draw(kind, 850, 415)
    _open_menu(easel)
    assert easel.missing_words() == []


def test_the_switch_shows_english(office: Office) -> None:
    set_language(office.store, acting(office.store, "sysadmin"), "en")
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    _visit(easel)
    assert easel.missing_words() == []
    expect(easel.page.locator("[data-act=undo]")).to_have_text("Undo")
    assert [each for each in _titles(easel.page) if CHINESE.search(each)] == []
    expect(easel.page.locator("[data-count]")).to_have_text("No problems found")


def _visit(easel: Easel) -> None:
    for name in KINDS:
        easel.pick(name)
        _open_menu(easel)
    easel.page.keyboard.press("Control+a")
    _open_menu(easel, "align-elements")
    for act in ("minimap", "find", "simulate"):
        easel.press(act)
    easel.page.keyboard.press("Escape")


def _open_menu(easel: Easel, action: str = "replace") -> None:
    entry = easel.page.locator(f".djs-context-pad.open [data-action='{action}']")
    if entry.count():
        entry.first.dispatch_event("click")
        easel.page.keyboard.press("Escape")


def _titles(page: Page) -> list[str]:
    places = ".djs-palette [title], .djs-context-pad [title], .bts-palette [title], [data-bar] *"
    found: list[str] = page.locator(places).evaluate_all(
        "all => all.map((each) => each.title || each.textContent.trim())"
    )
    return found
