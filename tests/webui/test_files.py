"""Attachments over the web."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

from tests.webui.visitor import Visitor
from webui.files import disposition

Visitors = Callable[..., Visitor]
NAME = "关于数据共享的“批准”件.txt"


def upload(browser: Visitor, content: bytes = "批准件".encode(), name: str = NAME) -> str:
    answer = browser.client.post(
        "/files",
        data={"csrf_token": browser.token, "file": (BytesIO(content), name)},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["digest"])


def test_a_chinese_name_survives_the_way_there_and_back(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    answer = browser.get(f"/files/{upload(browser)}")
    assert answer.get_data() == "批准件".encode()
    assert answer.headers["Content-Length"] == "9"
    assert answer.mimetype == "text/plain"
    header = answer.headers["Content-Disposition"]
    assert header.startswith("attachment;")
    assert header.endswith(f"filename*=UTF-8''{quote(NAME, safe='')}")
    assert header.isascii()


def test_a_download_can_run_nothing(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    headers = browser.get(f"/files/{upload(browser)}").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_name_cannot_break_out_of_its_header() -> None:
    header = disposition('a"\r\nX-Evil: 1; b.p"df', "0123456789abcdef")
    assert header == (
        "attachment; filename=\"01234567\"; filename*=UTF-8''a%22%0D%0AX-Evil%3A%201%3B%20b.p%22df"
    )


def test_other_peoples_uploads_do_not_exist(visitor: Visitors) -> None:
    digest = upload(visitor("zhangwei"))
    assert visitor("liuyang").get(f"/files/{digest}").status_code == 404
    assert visitor().get(f"/files/{digest}").location.startswith("/sign-in")


def test_without_script_the_upload_leads_back_to_the_form(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    fields = {"file": (BytesIO(b"text"), "a.txt"), "next": "/account"}
    answer = browser.post("/files", follow=True, **fields)
    assert answer.request.path == "/account"
    assert "附件“a.txt”已上传" in answer.text


def test_a_refused_file_says_why(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    answer = browser.post("/files", file=(BytesIO(b"MZ\x90\x00"), "a.exe"))
    assert answer.status_code == 422
    assert "不能上传" in answer.text
    assert browser.post("/files").status_code == 400
