"""The page on which a notice is entered, as its form sends it back."""

import re
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from tests.revising import NOTICE, NUMBER, URL
from tests.webui.visitor import Visitor

PAGE, NEW = "/admin/calendar", "/admin/calendar/new"
AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
INPUT, NAME, VALUE = (
    re.compile(each) for each in ("<input[^>]*>", ' name="([^"]+)"', ' value="([^"]*)"')
)
#: The festivals of the made-up notice, as rows: name, from, to, worked.
ROWS = (
    ("元旦", "1月1日", "1月4日", "1月9日"),
    ("春节", "2027-02-05", "2027-02-11", "2027-02-13"),
    ("清明节", "４月３日", "4月5日", ""),
    ("劳动节", "2027.5.1", "2027/5/5", "5月8日"),
    ("端午节", "6月9日", "", ""),
    ("中秋节", "2027年9月15日", "", ""),
    ("国庆节", "10月1日", "10月7日", "9月26日、10月9日"),
)


def shown(answer: TestResponse) -> dict[str, Any]:
    """The fields of the page with what stands in them."""
    found = dict(AREA.findall(answer.text))
    for tag in INPUT.findall(answer.text):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name and name[1] not in ("csrf_token", "next", "file"):
            found[name[1]] = value[1] if value else ""
    return {name: unescape(text) for name, text in found.items()}


def again(browser: Visitor, answer: TestResponse, verb: str, **changed: str) -> TestResponse:
    """Send the page back as it is but for what is `changed`."""
    return browser.post(NEW, **{**shown(answer), **changed, "_verb": verb})


def read(browser: Visitor, **fields: Any) -> TestResponse:
    """Open the page and have something read."""
    browser.get(NEW)
    return browser.post(NEW, _verb="read", **{"text": NOTICE, "url": URL, **fields})


def by_hand(**more: str) -> dict[str, Any]:
    """The made-up notice typed in festival by festival."""
    rows = {
        f"rows-{number}-{cell}": text
        for number, row in enumerate(ROWS)
        for cell, text in zip(("name", "from", "to", "work"), row, strict=True)
    }
    head = {"number": NUMBER, "signed": "2026-12-29", "title": "关于2027年节假日的通知"}
    return {"_way": "hand", "text": "", "year": "2027", **head, **rows, **more}


def entered_as(browser: Visitor, answer: TestResponse) -> str:
    """Submit what the page shows; return the address of the entry."""
    made = again(browser, answer, "enter")
    assert made.status_code == 302, made.text
    return str(made.headers["Location"])
