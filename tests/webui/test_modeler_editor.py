"""What the diagram editor reads and saves, asked without a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from engine.core.drawn_words import EFFECT_NAMES, LOOKUP_NAMES
from engine.core.workflow import effects, lookups
from engine.queries.modeler_choices import choices_among
from engine.queries.pack_draft import get_draft
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.packs import pack_files
from tests.webui.visitor import Visitor

Browse = Callable[..., Visitor]
PATH = "mini/mini.bpmn"
FILE = f"/modeler/file?path={PATH}"


class Editor:
    """Asks as the page of the editor does."""

    def __init__(self, browser: Visitor) -> None:
        self.browser = browser
        browser.get("/account")

    def ask(
        self, method: str, url: str, body: Any = None, raw: bytes | None = None
    ) -> TestResponse:
        """Send JSON, or `raw` as it is."""
        headers = {"X-CSRFToken": self.browser.token, "Accept": "application/json"}
        sent = {"data": raw} if raw is not None else {"json": body} if body is not None else {}
        return self.browser.client.open(url, method=method, headers=headers, **sent)

    def file(self) -> dict[str, Any]:
        """The file as it stands."""
        found: dict[str, Any] = self.ask("GET", FILE).get_json()
        return found


@pytest.fixture
def editor(visitor: Browse) -> Editor:
    return Editor(visitor("sysadmin"))


def test_reading_gives_the_text_and_what_it_may_name(editor: Editor) -> None:
    found = editor.file()
    assert found["text"].encode() == pack_files()[PATH]
    assert (found["state"], found["readonly"]) == ("same", False)
    assert {each["key"] for each in found["forms"]} >= {"request", "reply", "compliance"}
    request = next(each for each in found["forms"] if each["key"] == "request")
    assert "purpose" in {name for name, _label in request["fields"]}
    assert {each["key"] for each in found["mails"]} == {"told", "late", "before", "after"}
    assert "system_admin" not in {each["key"] for each in found["roles"]}


def test_saving_makes_an_edit_and_the_same_text_none(store: Store, editor: Editor) -> None:
    found = editor.file()
    changed = {"text": found["text"] + "\n", "base": found["sha256"]}
    answer = editor.ask("PUT", FILE, changed)
    assert answer.status_code == 200
    assert editor.file()["state"] == "changed"
    back = {"text": found["text"], "base": answer.get_json()["sha256"]}
    assert editor.ask("PUT", FILE, back).status_code == 200
    assert get_draft(store, acting(store, "sysadmin"), "mini").edits == ()


def test_what_somebody_else_wrote_is_not_written_over(editor: Editor) -> None:
    found = editor.file()
    first = {"text": found["text"] + "\n", "base": found["sha256"]}
    editor.ask("PUT", FILE, first)
    answer = editor.ask("PUT", FILE, {**first, "text": found["text"] + "\n\n"})
    assert answer.status_code == 409
    told = answer.get_json()
    assert told["code"] == "edit_conflict"
    assert told["edited_by"] == "系统管理员"
    assert told["sha256"] == editor.file()["sha256"]


@pytest.mark.parametrize("body", [None, [], {}, {"text": 1, "base": ""}, {"text": "", "base": 2}])
def test_a_body_that_is_no_file_is_refused(editor: Editor, body: Any) -> None:
    assert editor.ask("PUT", FILE, body).status_code == 400
    assert editor.ask("POST", "/modeler/check", body).status_code == 400


@pytest.mark.parametrize("path", ["pack.toml", "mini/forms/reply.json", "no.bpmn", "../a.bpmn", ""])
def test_only_diagrams_of_the_pack_are_opened(editor: Editor, path: str) -> None:
    assert editor.ask("GET", f"/modeler/file?path={path}").status_code == 404
    assert editor.browser.get(f"/modeler/diagram?path={path}").status_code == 404


@pytest.mark.parametrize("text", ["", "<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_whatever_is_drawn_is_checked_without_a_fault(editor: Editor, text: str) -> None:
    answer = editor.ask("POST", "/modeler/check", {"path": PATH, "text": text})
    assert answer.status_code == 200
    found = answer.get_json()["problems"]
    assert set(found[0]) == {"file", "element", "rule", "severity", "message", "address"}
    assert found[0]["severity"] == "error"


def test_half_a_character_is_no_fault(editor: Editor) -> None:
    headers = {"X-CSRFToken": editor.browser.token, "Content-Type": "application/json"}
    body = f'{{"path": "{PATH}", "text": "\\ud800", "base": null}}'
    for method, url, status in (("POST", "/modeler/check", 200), ("PUT", FILE, 409)):
        answer = editor.browser.client.open(url, method=method, data=body, headers=headers)
        assert answer.status_code == status


def test_the_check_looks_at_what_is_drawn_not_at_what_is_saved(editor: Editor) -> None:
    text = editor.file()["text"].replace('role="provider_reviewer"', 'role="nobody"')
    problems = editor.ask("POST", "/modeler/check", {"path": PATH, "text": text}).get_json()
    assert "role" in {each["rule"] for each in problems["problems"]}
    assert editor.file()["state"] == "same"


def test_a_file_is_read_in_the_encoding_that_it_declares(editor: Editor) -> None:
    text = pack_files()[PATH].decode().partition("?>")[2]
    raw = f'<?xml version="1.0" encoding="GB18030"?>{text}'.encode("gb18030")
    found = editor.ask("POST", "/modeler/import-check", raw=raw).get_json()
    assert found.pop("text") == text.strip()
    assert found == {"drawn": False, "processes": ["mini"], "products": [], "renamed": 0}


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "不是完整的 XML"),
        (b"\x00" * 100, "不是完整的 XML"),
        (b"<a>" * 100_000, "不是完整的 XML"),
        (b"<html/>", "不是 BPMN 2.0"),
        (b"x" * 1_000_001, "文件过大"),
        (b"<!DOCTYPE a SYSTEM 'http://example.cn/a.dtd'><a/>", "DOCTYPE"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_a_sentence(
    editor: Editor, raw: bytes, why: str
) -> None:
    answer = editor.ask("POST", "/modeler/import-check", raw=raw)
    assert answer.status_code == 422
    assert why in answer.get_json()["detail"]


def test_who_does_not_edit_may_look_or_not_even_that(visitor: Browse) -> None:
    looking = Editor(visitor("pengli"))
    assert looking.file()["readonly"] is True
    assert "data-readonly" in looking.browser.get(f"/modeler/diagram?path={PATH}").text
    assert looking.ask("PUT", FILE, {"text": "", "base": None}).status_code == 403
    assert looking.ask("POST", "/modeler/import-check", raw=b"<a/>").status_code == 403
    other = Editor(visitor("zhangwei"))
    for method, url in (("GET", FILE), ("GET", f"/modeler/diagram?path={PATH}")):
        assert other.ask(method, url).status_code == 403
    assert other.ask("POST", "/modeler/check", {"path": PATH, "text": ""}).status_code == 403


def test_the_file_is_handed_out_as_it_is(editor: Editor) -> None:
    answer = editor.browser.get(f"/modeler/file/raw?path={PATH}")
    assert answer.data == pack_files()[PATH]
    assert answer.headers["Content-Disposition"] == "attachment; filename=mini.bpmn"


def test_every_effect_and_lookup_has_a_name() -> None:
    assert set(EFFECT_NAMES) == set(effects.PARAMETERS)
    assert set(LOOKUP_NAMES) == set(lookups.PARAMETERS)


def test_files_that_cannot_be_read_are_left_out() -> None:
    files = pack_files() | {
        "mini/forms/broken.json": b"{",
        "mini/other.bpmn": b"<a",
        "pack.toml": b"[",
    }
    found = choices_among(files, PATH)
    assert ("broken", ()) in {(each.key, each.fields) for each in found.forms}
    assert found.processes == ()
    assert found.bounds == ()
