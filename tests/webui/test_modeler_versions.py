"""Versions in the browser: listed, compared, restored, deployed, taken out and brought in."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from engine.commands.deploy_pack import deploy_pack
from engine.commands.edit_pack import edit_pack
from engine.queries.pack_draft import draft_file, draft_files, get_draft
from engine.queries.pack_files import versions
from engine.settings import Settings
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.core.lint import good
from tests.webui.visitor import Visitor
from webui.modeler.deploy_run import RunBook

DATA = Path(__file__).parents[1] / "bureau" / "data"
KEEPER = "sysadmin"
MAIL = "good/mail/late.txt"
SHARED = "mail/note.txt"
Browser = Callable[..., Visitor]


def pack_files() -> dict[str, bytes]:
    """A pack that passes every check, with the bureau that its scenarios would play with."""
    demo = good.files(DATA)
    return good.files() | {f"demo/{path}": content for path, content in demo.items()}


@pytest.fixture
def store(bureau_store: Store) -> Store:
    deploy_pack(bureau_store, None, pack_files(), "test")
    return bureau_store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(secret_key="only-for-tests-0123456789abcdefgh", data=tmp_path)


def edit(store: Store, changes: dict[str, bytes | None], who: str = KEEPER) -> None:
    actor = acting(store, who)
    files = draft_files(store, actor, "good")
    base = {
        path: draft_file(store, actor, "good", path).sha256 if path in files else None
        for path in changes
    }
    edit_pack(store, actor, "good", changes, base)


def shorter(store: Store) -> None:
    text = pack_files()["good/good.bpmn"].decode()
    for old, new in (("working_days(2)", "working_days(1)"), ("2个工作日", "1个工作日")):
        text = text.replace(old, new)
    edit(store, {"good/good.bpmn": text.encode()})


def finished(settings: Settings) -> None:
    """Wait for the deployment that runs beside the pages."""
    book = RunBook(settings.data)
    while book.is_busy():
        pass


def deployed(visitor: Visitor, settings: Settings, *parts: str, reason: str = "试行缩短") -> str:
    visitor.get("/modeler/deploy")
    answer = visitor.post("/modeler/deploy", taking=list(parts), reason=reason, _verb="deploy")
    assert answer.status_code == 303, answer.text
    finished(settings)
    return visitor.get("/modeler/deploying").text


def send(visitor: Visitor, content: bytes, name: str, **fields: Any) -> TestResponse:
    visitor.get("/modeler/import")
    return visitor.post("/modeler/import", file=(io.BytesIO(content), name), **fields)


def confirm(visitor: Visitor, shown: TestResponse, path: str, **fields: Any) -> TestResponse:
    for name in ("_carried", "_seen", "version"):
        if f'name="{name}"' in shown.text:
            fields[name] = shown.text.split(f'name="{name}" value="')[1].split('"')[0]
    return visitor.post(path, **fields)


def test_the_list_says_when_who_and_why(store: Store, visitor: Browser) -> None:
    page = visitor(KEEPER).get("/modeler/versions").text
    assert "现行" in page
    assert "没有未部署的修改" in page


def test_a_term_is_compared_deployed_and_restored(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    shorter(store)
    window = visitor(KEEPER)
    compared = window.get("/modeler/compare").text
    assert "2 个工作日（法定，第十四条（一））" in compared
    assert "1 个工作日（法定，第十四条（一））" in compared
    assert "data-diagram" in compared
    assert "第 2 版已部署" in deployed(window, settings, "good")
    newest = versions(store)[0]
    assert (newest.number, newest.reason, newest.deployed_by) == (2, "试行缩短", "系统管理员")
    assert get_draft(store, acting(store, KEEPER), "good").edits == ()
    assert "1 个工作日" in window.get("/modeler/compare?from=1&to=2").text
    shown = window.get("/modeler/restore?version=1")
    assert "将改动草稿中的 1 个文件" in shown.text
    assert confirm(window, shown, "/modeler/restore").status_code == 303
    assert draft_files(store, acting(store, KEEPER), "good") == pack_files()


def test_only_the_chosen_parts_are_deployed(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    shorter(store)
    edit(store, {SHARED: "提醒：{{ case.title }}\n\n请尽快办理。\n".encode()})
    assert "第 2 版已部署" in deployed(visitor(KEEPER), settings, "good")
    assert [each.path for each in get_draft(store, acting(store, KEEPER), "good").edits] == [SHARED]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"taking": "good", "reason": " "}, "请写明为什么部署"),
        ({"reason": "试行"}, "请选择要部署的部分"),
    ],
)
def test_what_is_missing_is_named(
    store: Store, visitor: Browser, fields: dict[str, Any], words: str
) -> None:
    shorter(store)
    window = visitor(KEEPER)
    window.get("/modeler/deploy")
    answer = window.post("/modeler/deploy", _verb="deploy", **fields)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_faulty_draft_is_told_and_not_deployed(
    store: Store, visitor: Browser, settings: Settings
) -> None:
    text = pack_files()["good/good.bpmn"].replace(b'key="check"', b'key="gone"')
    edit(store, {"good/good.bpmn": text})
    window = visitor(KEEPER)
    assert "有错误时不能部署" in window.get("/modeler/deploy").text
    told = deployed(window, settings, "good")
    assert "流程包未通过检查，没有部署" in told
    assert "gone" in told
    assert len(versions(store)) == 1


def test_one_deployment_at_a_time(store: Store, visitor: Browser, settings: Settings) -> None:
    shorter(store)
    (settings.data / "deploying.lock").touch()
    window = visitor(KEEPER)
    assert "另一次部署正在进行" in window.get("/modeler/deploy").text
    answer = window.post("/modeler/deploy", taking="good", reason="试行", _verb="deploy")
    assert answer.status_code == 409


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


def test_files_are_shown_and_given(store: Store, visitor: Browser) -> None:
    window = visitor(KEEPER)
    assert "good/good.bpmn" in window.get("/modeler/versions/1").text
    assert "data-diagram" in window.get("/modeler/versions/1/file?path=good/good.bpmn").text
    kept = window.get(f"/modeler/versions/draft/raw?path={MAIL}")
    assert kept.data == pack_files()[MAIL]


@pytest.mark.parametrize(
    "path",
    ["versions/9", "versions/0", "versions/x", "versions/99999999999", "versions/1/file?path=../a",
     "compare?from=x", "compare?from=1&to=9", "compare?from=1&to=draft&path=good/mail/late.txt",
     "export?version=-1", "restore?version=draft", "restore", "versions/1/raw"],
)  # fmt: skip
def test_what_is_not_there(store: Store, visitor: Browser, path: str) -> None:
    assert visitor(KEEPER).get(f"/modeler/{path}").status_code == 404


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("zhangwei", "versions", 403),
        ("zhangwei", "export?version=1", 403),
        ("zhangwei", "deploy", 403),
        ("zhangwei", "import", 403),
        ("zhangwei", "restore?version=1", 403),
        ("zhangwei", "deploying", 403),
        ("auditor", "versions", 200),
        ("auditor", "versions/1", 200),
        ("auditor", "compare?from=1&to=draft", 403),
        ("auditor", "export?version=draft", 403),
        ("auditor", "deploy", 403),
    ],
)
def test_who_may_look(store: Store, visitor: Browser, who: str, path: str, status: int) -> None:
    assert visitor(who).get(f"/modeler/{path}").status_code == status
