"""A pack out as one file, and files from outside into the draft."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from engine.queries.pack_draft import get_draft
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.webui.good_pack import (
    KEEPER,
    MAIL,
    confirm,
    good_store,
    own_settings,
    pack_files,
    shorter,
)
from tests.webui.visitor import Visitor

Browser = Callable[..., Visitor]


store, settings = good_store, own_settings


def send(visitor: Visitor, content: bytes, name: str, **fields: Any) -> TestResponse:
    visitor.get("/modeler/import")
    return visitor.post("/modeler/import", file=(io.BytesIO(content), name), **fields)


def test_the_archive_of_a_version_comes_back_the_same(store: Store, visitor: Browser) -> None:
    window = visitor(KEEPER)
    first, second = (window.get("/modeler/export?version=1") for _ in range(2))
    assert first.data == second.data
    assert "good-1.zip" in first.headers["Content-Disposition"]
    shown = send(window, first.data, "good-1.zip")
    assert "不需要改动" in shown.text


def test_an_archive_is_shown_before_it_is_written(store: Store, visitor: Browser) -> None:
    window, written = visitor(KEEPER), io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, content in pack_files().items():
            if path != MAIL:
                archive.writestr(f"good-1/{path}", content)
        archive.writestr("good-1/good/mail/new.txt", "新邮件\n\n正文\n")
    shown = send(window, written.getvalue(), "mini.zip", only="1")
    assert get_draft(store, acting(store, KEEPER), "good").edits == ()
    assert confirm(window, shown, "/modeler/import", only="1").status_code == 303
    states = {
        each.path: each.state for each in get_draft(store, acting(store, KEEPER), "good").edits
    }
    assert states == {MAIL: "removed", "good/mail/new.txt": "added"}


def test_a_single_file_finds_its_place(store: Store, visitor: Browser) -> None:
    window, changed = visitor(KEEPER), pack_files()["good/good.bpmn"] + b"\n"
    shown = send(window, changed, "good.bpmn")
    assert "good/good.bpmn" in shown.text
    refused = send(window, b"{}", "other.json")
    assert (refused.status_code, "请选择这个文件属于哪个流程" in refused.text) == (422, True)
    assert "good/forms/other.json" in send(window, b"{}", "other.json", folder="good").text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04", "a.zip", "完整"),
        (b"x", "a.exe", "只能导入"),
        (b"{}", "a:b.json", "不能用"),
        (b"", "", "请选择"),
    ],
)
def test_odd_uploads_are_refused_in_words(
    store: Store, visitor: Browser, content: bytes, name: str, words: str
) -> None:
    answer = send(visitor(KEEPER), content, name, folder="good")
    assert answer.status_code == 422
    assert words in answer.text


def test_another_pack_is_refused(store: Store, visitor: Browser) -> None:
    other = pack_files()["pack.toml"].replace(b'"good"', b'"maxi"')
    answer = send(visitor(KEEPER), other, "pack.toml")
    assert "这是另一个流程包（maxi）" in answer.text


def test_what_changed_meanwhile_is_shown_again(store: Store, visitor: Browser) -> None:
    window = visitor(KEEPER)
    shown = send(window, pack_files()["good/good.bpmn"] + b"\n", "good.bpmn")
    shorter(store)
    answer = confirm(window, shown, "/modeler/import")
    assert answer.status_code == 409
    assert "草稿在此期间有了改动" in answer.text
    assert confirm(window, answer, "/modeler/import").status_code == 303
