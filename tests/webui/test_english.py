"""On an English page nothing of the program's own stays Chinese, sentences with values neither.

`tests/browser/test_seeing.py` looks at the pages of the real pack; here are the corners it does not
come to: refusals, errors, counts, attachments, and what administrators read.
"""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from engine.clock import MovedClock
from engine.commands.deploy_pack import deploy_pack
from engine.commands.lapse_due import lapse_due
from engine.store.database import Store
from tests.bureau.fixtures import CONDITIONAL, DEDICATED, NOT_SHARED, OF_POLICE, OFFLINE
from tests.commands.casework import PURPOSE, act, approve, begin, open_task
from tests.packs import pack_files
from tests.webui.english import English, left
from tests.webui.reading import ours

START = f"/start/mini/request?resource={CONDITIONAL}"
MANY: dict[str, Any] = {
    "key": "request",
    "title": "申请",
    "fields": [
        {"name": "purpose", "type": "longtext", "label": "使用用途", "required": True,
         "meaningful": True, "min": 8},
        {"name": "count", "type": "number", "label": "次数", "min": 1, "max": 5},
        {"name": "share", "type": "decimal", "label": "比例", "required": True},
        {"name": "phone", "type": "text", "label": "电话", "format": "phone"},
        {"name": "mail", "type": "text", "label": "邮箱", "format": "email"},
        {"name": "day", "type": "date", "label": "日期", "not_after": "today"},
        {"name": "hour", "type": "datetime", "label": "时刻"},
        {"name": "period", "type": "period", "label": "期限", "max_years": 1, "long_term": True},
        {"name": "way", "type": "choice", "label": "方式", "required": True,
         "remedy": "请选一种方式",
         "choices": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}]},
        {"name": "why", "type": "text", "label": "缘由", "visible_when": "way == 'a'"},
        {"name": "ways", "type": "choices", "label": "各项", "max": 1,
         "choices": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}]},
        {"name": "yes", "type": "yesno", "label": "是非"},
        {"name": "paper", "type": "file", "label": "附件", "required": True},
        {"name": "rows", "type": "table", "label": "明细", "min": 2, "columns": [
            {"name": "what", "type": "text", "label": "内容", "required": True},
            {"name": "n", "type": "number", "label": "数量"}]},
    ],
}  # fmt: skip
ASKED: dict[str, Any] = PURPOSE
WRONG: dict[str, Any] = {
    "purpose": "测试", "count": "9", "share": "x", "phone": "12", "mail": "@", "day": "2050-01-01",
    "hour": "noon", "period-start": "2026-10-01", "period-end": "2026-09-01", "way": "c",
    "yes": "maybe", "rows-0-n": "x", "rows-1-what": "好",
}  # fmt: skip


def test_everything_that_is_wrong_with_a_form(store: Store, english: English) -> None:
    source = json.dumps(MANY, ensure_ascii=False)
    deploy_pack(
        store, None, {**pack_files(), "mini/forms/request.json": source.encode()}, "another form"
    )
    browser = english("zhangwei")
    assert left(browser.get(START).text, source) == []
    answer = browser.post(START, **WRONG)
    assert answer.status_code == 422
    assert left(answer.text, source) == []
    for words in (
        "“使用用途” says nothing",
        "“次数” must not be more than 5.",
        "“比例” must be a number, like 12.5.",
        "“日期” must not be after ",
        "“期限” ends before it begins",
        "“方式” has no option “c”",
        "“附件” has not been uploaded; please upload it.",
        "Row 1: “内容” has not been filled in; please fill it in.",
    ):
        assert words in answer.text
    blank = browser.post(START, purpose="核验食品经营许可申请人的主体资格").text
    assert "“方式” has not been chosen: 请选一种方式." in blank
    few: dict[str, Any] = {
        "period-start": "2026-10-01",
        "rows-0-what": "好",
        "purpose": "短",
        "way": "a",
        "share": "1",
    }
    answer = browser.post(START, **few)
    assert "needs 2 rows at least and has only 1" in answer.text
    assert "has no last day yet; please give it, or choose “without end”" in answer.text
    assert left(answer.text, source) == []


@pytest.mark.parametrize(
    ("who", "resource", "words"),
    [
        ("zhangwei", NOT_SHARED, "This resource is not shared (basis: "),
        ("zhangwei", OFFLINE, "This resource is offline and cannot be asked for."),
        ("zhangwei", DEDICATED, "This is a dedicated resource, and "),
        ("xiejun", CONDITIONAL, " follows the rules of its development zone"),
        ("hanmei", CONDITIONAL, " is no government department (article 3)"),
        ("zhoujun", CONDITIONAL, "Your own unit provides this resource"),
    ],
)
def test_who_may_not_ask(
    store: Store, english: English, who: str, resource: str, words: str
) -> None:
    browser = english(who)
    assert left(browser.get(f"/catalogue/{resource}").text) == []
    page = browser.get(f"/start/mini/request?resource={resource}").text
    assert words in page
    assert left(page) == []
    answer = browser.post(f"/start/mini/request?resource={resource}", **ASKED)
    assert answer.status_code == 422
    assert words in answer.text
    assert left(answer.text) == []


def test_pages_that_say_no(store: Store, english: English) -> None:
    case = begin(store)
    task = f"/tasks/{open_task(store, case.id).id}"
    browser = english("zhangwei")
    browser.get("/")
    answers = (
        (404, browser.get("/start/none/request?resource=x")),
        (404, browser.get("/start/mini/none?resource=x")),
        (404, browser.get("/start/mini/request?resource=none")),
        (404, browser.get("/nowhere")),
        (400, browser.get("/cases?scope=none")),
        (400, browser.get("/grants?side=none")),
        (403, browser.post(task, decision="approve")),
        (403, browser.get("/admin/cases")),
        (422, browser.post(f"/cases/{case.id}/withdraw", reason=" ")),
        (422, browser.post(f"/cases/{case.id}/comment", text="好" * 2001)),
        (302, browser.post(f"/cases/{case.id}/withdraw", reason="再来一次")),
        (409, browser.post(f"/cases/{case.id}/withdraw", reason="再来一次")),
    )
    for status, answer in answers:
        assert answer.status_code == status
        assert left(answer.text, "再来一次") == []


def test_who_was_faster(store: Store, english: English) -> None:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    path = f"/tasks/{open_task(store, case.id).id}"
    slow = english("zhoujun")
    slow.get(path)
    other = english("wuting")
    other.get(path)
    other.post(f"{path}/claim")
    claimed = slow.post(f"{path}/claim")
    assert claimed.status_code == 409
    assert "吴婷 has claimed this task before you." in claimed.text
    act(store, case.id, "wuting", {"result": "agree"})
    late = slow.post(path, result="refuse", reason="依据特种设备安全法第三十二条不予提供。")
    assert late.status_code == 409
    assert "吴婷 completed this task on 2026-09-21 09:00" in late.text
    assert left(late.text, "依据特种设备安全法第三十二条不予提供") == []


def test_a_count_of_days(store: Store, english: English, moved_clock: MovedClock) -> None:
    browser = english("zhangwei")
    for question in (
        "received=2026-09-29&n=5",
        "received=2026-10-08&n=3&unit=working_day_before",
        "received=2026-09-30&n=3&unit=natural_day",
        "received=2026-08-31&n=1&unit=natural_month",
        "received=2026-09-26&n=2&policy=next_working_day_receipt",
        "received=2030-09-28&n=5",
        "received=1990-01-01&n=5",
        "received=2026-09-29&n=0",
        "received=2026-09-29&n=5&unit=week",
        "received=x&n=5",
    ):
        page = browser.get(f"/calculator?{question}").text
        assert left(page) == [], question
    page = browser.get("/calculator?received=2026-09-29&n=5").text
    assert "Received on 29 September 2026 (Tue)." in page
    assert (
        "The term is 5 working days; counted in turn: 30 September (Wed), 8 October (Thu)" in page
    )
    assert "1 October to 7 October (holiday: National Day, 国办发明电" in page


def test_a_case_with_its_terms_timeline_and_drawing(
    store: Store, english: English, moved_clock: MovedClock
) -> None:
    case = begin(store)
    approve(store, case.id)
    moved_clock.advance(timedelta(days=3))
    lapse_due(store)
    browser = english("zhangwei")
    page = browser.get(f"/cases/{case.id}").text
    assert left(page) == []
    assert "Received on 21 September 2026 (Mon) at 09:00." in page
    notes = [
        mark["note"]
        for level in browser.get(f"/cases/{case.id}/diagram.json").get_json()
        for mark in level["elements"].values()
    ]
    assert ours(notes) == []
    assert any("working days overdue" in note or "ran out" in note for note in notes)
    for who in ("sysadmin", "panyue"):
        assert left(english(who).get(f"/cases/{case.id}").text) == []


def test_a_recorded_decision(store: Store, english: English) -> None:
    case = begin(store, OF_POLICE)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    path = f"/tasks/{open_task(store, case.id).id}"
    browser = english("yangfan")
    page = browser.get(path).text
    assert left(page) == []
    assert "When it was really done" in page
    answer = browser.post(path, result="agree", decided_at="2026-01-01T09:00", evidence="无")
    assert answer.status_code == 422
    assert left(answer.text) == []
    assert "“When it was really done” must not be before " in answer.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("批件.zip", b"x", "The attachment “批件.zip” is an archive and cannot be uploaded"),
        ("批件.docm", b"x", "of a type that can carry macros"),
        ("批件.exe", b"x", "are not taken; use one of: pdf, ofd, "),
        ("批件.pdf", b"x", "The content of “批件.pdf” is not a PDF file;"),
        ("批件.png", b"%PDF-1.7", "The content of “批件.png” is really PDF"),
        ("批件.txt", b"\x00\x01", "is no readable text"),
        ("批件.docx", b"PK\x03\x04", "is damaged"),
        ("批件.pdf", b"", "is empty (0 bytes)"),
    ],
)
def test_a_bad_attachment(
    store: Store, english: English, name: str, content: bytes, words: str
) -> None:
    browser = english("zhangwei")
    browser.get(START)
    in_form = browser.post(START, **ASKED, paper=(BytesIO(content), name))
    alone = browser.client.post(
        "/files", data={"csrf_token": browser.token, "file": (BytesIO(content), name)},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert (in_form.status_code, alone.status_code) == (422, 422)
    assert words in in_form.text
    assert words in alone.get_json()["detail"]
    assert left(in_form.text, "批件") == []
