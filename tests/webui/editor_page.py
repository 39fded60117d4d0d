"""The page of an editor, as a browser without script fills it in and sends it."""

from typing import Any

from lxml import html
from werkzeug.test import TestResponse

from engine.queries.pack_draft import draft_files, get_draft
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.webui.visitor import Visitor

PACK = "mini"
KEEPER = "sysadmin"


class Editor:
    """The editor of one file; `fields` are what its form holds now."""

    def __init__(self, browser: Visitor, address: str) -> None:
        self.browser, self.address = browser, address
        self.answer = browser.get(address)
        self.fields = fields_of(self.answer)

    def press(self, do: str, **changed: Any) -> TestResponse:
        """Send the form by a button, some of it changed; afterwards the page is the answer's."""
        sent = {**self.fields, **{name.replace("__", "-"): each for name, each in changed.items()}}
        sent = {name: each for name, each in sent.items() if each is not None}
        self.answer = self.browser.post(self.address, **sent, _do=do)
        if self.answer.mimetype == "text/html" and self.answer.status_code != 302:
            self.fields = fields_of(self.answer)
        return self.answer

    def texts(self, path: str) -> list[str]:
        """The words of what an XPath finds on the page."""
        return [" ".join(each.text_content().split()) for each in tree_of(self.answer).xpath(path)]


def tree_of(answer: TestResponse) -> Any:
    return html.fromstring(answer.text)


def fields_of(answer: TestResponse) -> dict[str, Any]:
    """Name and value of every control of the editor's form that a browser would send."""
    found = tree_of(answer).xpath('//form[@id="editor"]')
    given = dict(found[0].form_values()) if found else {}
    for area in found[0].xpath(".//textarea") if found else ():
        given[area.name] = (area.text or "").removeprefix("\n")  # as browsers read it
    return {name: value for name, value in given.items() if name not in ("csrf_token", "_do")}


def in_draft(store: Store, path: str) -> bytes:
    """What the draft has at `path`."""
    return draft_files(store, acting(store, KEEPER), PACK)[path]


def edited(store: Store) -> list[str]:
    """The paths of the files that are edited."""
    return [each.path for each in get_draft(store, acting(store, KEEPER), PACK).edits]
