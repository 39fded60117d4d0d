"""Attachments: what is no paper, what is not mine, and what a download may do."""

import gc
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.store.database import Store
from engine.store.tables import Attachment, FileChunk, StoredFile
from tests.core.filetypes import samples
from tests.trust import office
from tests.trust.doors import Answer, Doors

# Werkzeug leaves the spooled part of a body that it cuts off to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
TOO_MUCH = 50 * 1024 * 1024 + 1
BOMB = samples.package(
    {"[Content_Types].xml": b" " * 30_000_000, "word/document.xml": b"0" * 30_000_000}
)
#: Name, content, and what is said.
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing in it": ("批准件.pdf", b"", "空文件（0 字节）"),
    "a program as PDF": ("批准件.pdf", b"MZ\x90\x00" + b"\0" * 60, "内容不是PDF"),
    "a picture as PDF": ("批准件.pdf", PNG, "与扩展名不符"),
    "a page as picture": ("x.png", b"<html><script>alert(1)</script>", "内容不是PNG"),
    "a page": ("x.html", b"<script>alert(1)</script>", "类型不能上传"),
    "a drawing": ("x.svg", b"<svg onload='alert(1)'/>", "类型不能上传"),
    "a program": ("x.exe", b"MZ", "类型不能上传"),
    "two extensions": ("x.pdf.exe", PDF, "类型不能上传"),
    "no extension": ("批准件", PDF, "类型不能上传"),
    "macros by name": ("x.docm", samples.office("docm"), "可以携带宏"),
    "macros under another name": ("x.docx", samples.office("docm"), "含有宏"),
    "old macros": ("x.doc", samples.compound({"WordDocument": b"\0" * 12}, ("Macros",)), ""),
    "an archive": ("x.zip", samples.package({"a.txt": b"a"}), "是压缩包"),
    "an archive as a document": ("x.docx", samples.package({"a.txt": b"a"}), "是压缩包"),
    "a bomb": ("x.docx", BOMB, "压缩炸弹"),
    "half a document": ("x.docx", samples.office("docx")[:200], "已损坏"),
    "text that is none": ("x.txt", b"a\x00b", "不是可以阅读的文本"),
    "only a path": ("../../", PDF, "没有文件名"),
    "read backwards": ("批准\u202efdp.exe", PDF, "不允许的字符"),
    "NUL": ("a\x00.pdf", PDF, ""),
}


def by_page(doors: Doors, name: str, content: bytes) -> Answer:
    sent: dict[str, Any] = {"file": (io.BytesIO(content), name)}
    return doors.page.act("caiying", "/files", **sent)


def by_form(doors: Doors, name: str, content: bytes) -> Answer:
    """With the form itself, as a browser without script sends it."""
    sent: dict[str, Any] = {**office.REQUEST, "commitment": "yes", "items": "SYDJZBH"}
    sent["attachments"] = (io.BytesIO(content), name)
    return doors.page.act("caiying", f"/start/data-request/request?resource={office.CONDITIONAL}",
                          **sent)  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
def test_what_is_no_attachment(row: str, shared: Doors, tmp_path: Any) -> None:
    name, content, words = REFUSED[row]
    before = office.count_of(shared.store, StoredFile)
    api = shared.api.upload("caiying", content, name)
    assert api.status == 422, api.text
    assert words in api.text
    page = by_page(shared, name, content)
    assert (page.status, words in page.text) == (422, True)
    form = by_form(shared, name, content)
    assert (form.status, words in form.errors["attachments"]) == (422, True)
    # What else was typed is still there.
    assert office.REQUEST["purpose"] in form.text
    plain = name.rpartition("/")[2]
    if plain.isprintable() and plain:
        (tmp_path / plain).write_bytes(content)
        told = shared.cli.run(
            "case", "start", "data-request", "--resource", office.CONDITIONAL, "--as", "caiying",
            "--attach", f"attachments={tmp_path / plain}",
        )  # fmt: skip
        assert (told.status, words in told.text) == (1, True), told.text
    assert office.count_of(shared.store, StoredFile) == before


def test_more_than_fifty_megabytes(shared: Doors) -> None:
    before = office.count_of(shared.store, FileChunk)
    large = PDF + b"\0" * TOO_MUCH
    answer = shared.api.upload("caiying", large, "a.pdf")
    assert (answer.status, "50 MB" in answer.text) == (422, True)
    page = by_page(shared, "a.pdf", large)
    assert (page.status, "50 MB" in page.text) == (422, True)
    answer = shared.api.upload("caiying", large + b"\0" * 3 * 1024 * 1024, "a.pdf")
    assert (answer.status, "50 MB" in answer.text) == (413, True)
    del answer, page
    gc.collect()
    assert office.count_of(shared.store, FileChunk) == before


NAMES = {
    "../../etc/passwd.txt": "passwd.txt",
    "C:/Users/x/报告.txt": "报告.txt",
    "a" * 300 + ".txt": "a" * 110 + ".txt",
    " 报告 .txt ": "报告 .txt",
    ".txt.": None,
    "ｒeport．txt": None,
}


@pytest.mark.parametrize("name", NAMES, ids=lambda each: repr(each[:20]))
def test_names_are_names_and_no_paths(name: str, shared: Doors) -> None:
    answer = shared.api.upload("caiying", f"text {name}".encode(), name)
    if NAMES[name] is None:
        assert answer.status in (201, 422)
    else:
        assert answer.status == 201, answer.text
        assert answer.json["name"] == NAMES[name]
        header = shared.browser("caiying").get(f"/files/{answer.json['digest']}").headers
        assert header["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize("form", ["no file", "two", "text"])
def test_uploads_that_are_none(form: str, shared: Doors) -> None:
    def sent() -> dict[str, Any]:
        other = (io.BytesIO(b"a"), "a.txt")
        forms: dict[str, dict[str, Any]] = {
            "no file": {"x": "y"}, "text": {"file": "text"}, "two": {"other": other},
        }  # fmt: skip
        return forms[form]

    headers = shared.api.headers("caiying")
    answer = shared.api.client.post(
        "/api/v1/files", data=sent(), headers=headers, content_type="multipart/form-data"
    )
    assert answer.status_code == 422, answer.text
    assert shared.page.act("caiying", "/files", **sent()).status == 400
    for body in (b"", b"no boundary at all", b"--x\r\n\r\n--x--"):
        answer = shared.api.client.post(
            "/api/v1/files", data=body, headers=headers, content_type="multipart/form-data"
        )
        assert answer.status_code in (400, 415, 422)


def with_paper(doors: Doors, content: bytes = "只给看得到的人".encode()) -> tuple[str, str]:
    """A case of caiying's with an attachment; the case and the digest."""
    paper = doors.api.upload("caiying", content, "依据.txt").json
    answers = office.REQUEST | {"attachments": [paper]}
    started = doors.api.start("caiying", answers, office.CONDITIONAL)
    assert started.status == 201, started.text
    return started.json["id"], paper["digest"]


SEES = ("caiying", "lushan", "weilan", "yangfan", "pengli")
SEES_NOT = ("zhangwei", "zhoujun", "panyue", "fengxue", "kongdeming", "sysadmin", "secadmin",
            "auditor")  # fmt: skip


def test_a_download_is_for_who_sees_the_case(doors: Doors) -> None:
    case_id, digest = with_paper(doors)
    for who in SEES + SEES_NOT:
        status = 200 if who in SEES else 404
        assert doors.api.get(who, f"/files/{digest}").status == status, who
        assert doors.page.see(who, f"/files/{digest}").status == status, who
        assert doors.page.see(who, f"/files/{digest}?case={case_id}").status == status, who
    office.walk(doors.store, case_id, "review_as_provider")
    assert doors.api.get("zhoujun", f"/files/{digest}").status == 200
    assert doors.app.test_client().get(f"/files/{digest}").status_code == 302
    assert doors.app.test_client().get(f"/api/v1/files/{digest}").status_code == 401


def test_an_upload_is_its_owners_until_it_is_used(doors: Doors) -> None:
    digest = doors.api.upload("caiying", b"mine", "a.txt").json["digest"]
    assert doors.api.get("caiying", f"/files/{digest}").status == 200
    for who in ("lushan", "yangfan", "pengli", "sysadmin"):
        assert doors.api.get(who, f"/files/{digest}").status == 404, who


Change = Callable[[dict[str, Any]], dict[str, Any]]
FORGED: dict[str, Change] = {
    "another's": lambda paper: paper,
    "under another name": lambda paper: paper | {"name": "x.pdf"},
    "of another size": lambda paper: paper | {"size": 1},
}


@pytest.mark.parametrize("how", FORGED)
def test_a_digest_guessed_from_another_case_opens_nothing(how: str, doors: Doors) -> None:
    _, digest = with_paper(doors)
    paper = FORGED[how]({"digest": digest, "name": "依据.txt", "size": 24})
    answers = office.REQUEST | {"attachments": [paper], "items": ["NSRSBH"]}
    for door, status in zip(doors.all(), (422, 422, 1), strict=True):
        answer = door.start("zhangwei", answers, office.OF_TAX)
        assert answer.status == status
        assert "重新上传" in answer.errors["attachments"]
    assert doors.api.get("zhangwei", f"/files/{digest}").status == 404
    # Not by a draft, nor by uploading something else under that name, nor by the same content's
    # owner: who uploads the content itself knew it before.
    kept = {"attachments": [paper]}
    doors.page.act(
        "zhangwei", f"/start/data-request/request/draft?resource={office.OF_TAX}", **kept
    )
    assert doors.api.get("zhangwei", f"/files/{digest}").status == 404


def test_the_same_content_is_not_the_same_right(doors: Doors) -> None:
    """Who has the content too gets their own name for it, and nothing of the other's case."""
    case_id, digest = with_paper(doors, b"known to both")
    mine = doors.api.upload("zhangwei", b"known to both", "mine.txt").json
    assert mine["digest"] == digest
    got = doors.browser("zhangwei").get(f"/files/{digest}")
    assert "mine.txt" in got.headers["Content-Disposition"]
    assert doors.page.see("zhangwei", f"/files/{digest}?case={case_id}").status == 404
    with doors.store.reading() as session:
        rows = session.scalars(select(Attachment).where(Attachment.digest == digest)).all()
    assert {(row.name, row.case_id) for row in rows} == {("依据.txt", case_id), ("mine.txt", None)}


def test_a_name_is_the_one_it_was_uploaded_under(doors: Doors) -> None:
    paper = doors.api.upload("caiying", b"a paper", "草稿.txt").json
    for name in ("批准件.pdf", "批准\u202efdp.txt", "a\nb.txt"):
        answers = office.REQUEST | {"attachments": [paper | {"name": name}]}
        answer = doors.api.start("caiying", answers, office.CONDITIONAL)
        assert answer.status == 422
        assert "重新上传" in answer.errors["attachments"]


DIGESTS = ["0" * 64, "0" * 63, "A" * 64, "../" * 20, "%00", "' OR ''='", "x" * 5000]


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda each: each[:9])
def test_digests_that_are_none(digest: str, shared: Doors) -> None:
    assert shared.api.get("pengli", f"/files/{digest}").status in (308, 400, 404)
    assert shared.page.see("pengli", f"/files/{digest}").status in (308, 400, 404)


def headers_of(response: TestResponse) -> None:
    headers = response.headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"


TYPES = {
    "a.txt": (b"<script>alert(1)</script>", "text/plain"),
    "a.csv": (b"=cmd|' /C calc'!A0,1\r\n", "text/csv"),
    "a.pdf": (PDF, "application/pdf"),
    "a.png": (PNG, "image/png"),
}


@pytest.mark.parametrize("name", TYPES)
def test_a_download_opens_and_runs_nothing(name: str, shared: Doors) -> None:
    content, kind = TYPES[name]
    digest = shared.api.upload("caiying", content, name).json["digest"]
    assert digest == hashlib.sha256(content).hexdigest()
    page = shared.browser("caiying").get(f"/files/{digest}")
    api = shared.api.client.get(f"/api/v1/files/{digest}", headers=shared.api.headers("caiying"))
    for response in (page, api):
        assert response.mimetype == kind
        assert response.data == content
        headers_of(response)
    head = shared.browser("caiying").client.head(f"/files/{digest}")
    assert (head.status_code, head.data) == (200, b"")


def test_the_case_that_lost_nothing(store: Store, doors: Doors) -> None:
    """A refused attachment in the middle of a case leaves the case as it is."""
    case_id = office.begin(store).id
    task = office.open_task(store, case_id).id
    before = office.rows_of(store, case_id)
    sent: dict[str, Any] = {"decision": "approve", "scan_date": "2026-09-18",
                            "scan": (io.BytesIO(b"MZ"), "批准件.pdf")}  # fmt: skip
    answer = doors.page.act("lushan", f"/tasks/{task}", **sent)
    assert (answer.status, "内容不是PDF" in answer.errors["scan"]) == (422, True)
    assert office.rows_of(store, case_id) == before
    sent["scan"] = (io.BytesIO(PDF), "批准件.pdf")
    assert doors.page.act("lushan", f"/tasks/{task}", **sent).status == 302
    assert office.open_task(store, case_id).element == "forward_request"


@pytest.mark.parametrize("name", ["a\r\nX-Evil: 1.txt", 'a"; filename="b.html', "a\x00b.txt"])
def test_a_header_that_is_forged_by_hand(name: str, shared: Doors) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: text/html\r\n\r\ntext\r\n--x--\r\n'
    )
    answer = shared.api.send("caiying", "/files", body, "multipart/form-data; boundary=x")
    assert answer.status in (201, 400, 422), answer.text
    if answer.status == 201:
        assert answer.json["name"].isprintable()
        assert answer.json["type"].startswith("text/plain")
