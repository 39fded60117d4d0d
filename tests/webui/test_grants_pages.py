"""使用授权 on pages: the register, one grant, its certificate, its vouchers, the workbook."""

import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, select, update

from engine.commands.deploy_pack import deploy_pack
from engine.store.database import Store
from engine.store.tables import AccessGrant, CallVoucher, StoredFile
from tests.bureau.fixtures import CONDITIONAL
from tests.commands.casework import act, approve, at, begin
from tests.packs import pack_files
from tests.webui.english import English, left
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
FILE = b"%PDF-1.7 a voucher"


#: A way in about a grant: open while it is in use, closed with a reason otherwise.
ENTRY = """
[[entry]]
key = "about_grant"
title = "就授权提出"
role = "handler"
form = "request"
needs = "grant"
side = "using"
grant_states = ["ACTIVE"]
"""


def granted(store: Store) -> str:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    return f"{case.number}-SQ1"


def becomes(store: Store, **values: object) -> None:
    """Set columns of the grant, as an effect of a process would."""
    with store.transaction() as session:
        session.execute(update(AccessGrant).values(**values))


def kept(store: Store) -> list[CallVoucher]:
    with store.reading() as session:
        return list(session.scalars(select(CallVoucher)))


def test_both_sides_see_the_grant(store: Store, visitor: Visitors) -> None:
    number = granted(store)
    using, providing = visitor("zhangwei"), visitor("zhoujun")
    assert number in using.get("/grants?side=using").text
    assert number not in using.get("/grants?side=providing").text
    assert number in providing.get("/grants?side=providing").text
    page = using.get(f"/grants/{number}").text
    assert "核验食品经营许可申请人的主体资格" in page
    assert "作出使用授权" in page


def test_strangers_see_none(store: Store, visitor: Visitors) -> None:
    number = granted(store)
    browser = visitor("lina")
    assert number not in browser.get("/grants").text
    for path in ("", "/certificate", "/vouchers"):
        assert browser.get(f"/grants/{number}{path}").status_code == 404
    assert browser.post(f"/grants/{number}/vouchers", number="1").status_code == 404
    assert browser.get("/grants?side=others").status_code == 400
    assert browser.get("/grants.xlsx?state=LOST").status_code == 400


def test_the_filter_stands_in_the_address(store: Store, visitor: Visitors) -> None:
    number, browser = granted(store), visitor("pengli")
    for wish in ("state=held", f"resource={quote(CONDITIONAL, safe='')}", "unit=registration"):
        page = browser.get(f"/grants?{wish}").text
        assert number in page
        name, _, value = wish.partition("=")
        chosen = re.search(rf'<select [^>]*name="{name}".*?</select>', page, re.DOTALL)
        assert chosen is not None
        assert " selected" in chosen[0]
        export = re.search(r'href="(/grants\.xlsx[^"]*)"', page)
        assert export is not None
        assert f"{name}={value}".replace("%2F", "/") in export[1].replace("&amp;", "&")
    page = browser.get("/grants?state=DESTROYED").text
    assert number not in page
    assert "没有符合条件的使用授权" in page


def test_days_left_in_words(store: Store, visitor: Visitors) -> None:
    number, browser = granted(store), visitor("zhangwei")
    for day, words in (("2026-09-30", "还有 9 天"), ("2026-09-21", "今天到期")):
        becomes(store, period_start=at("2026-09-01 00:00").date(),
                period_end=at(f"{day} 00:00").date())  # fmt: skip
        assert words in browser.get("/grants").text
        assert words in browser.get(f"/grants/{number}").text


def test_the_workbook_is_what_the_filter_shows(store: Store, visitor: Visitors) -> None:
    number, browser = granted(store), visitor("zhangwei")
    answer = browser.get("/grants.xlsx?state=ACTIVE")
    assert answer.status_code == 200
    assert (answer.mimetype or "").endswith("spreadsheetml.sheet")
    assert quote("使用授权台账-20260921.xlsx") in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    assert sheet["A2"].value == number
    other = load_workbook(BytesIO(browser.get("/grants.xlsx?state=REVOKED").data)).active
    assert other is not None
    assert other.max_row == 1


def test_what_may_be_begun_about_a_grant(store: Store, visitor: Visitors) -> None:
    source = pack_files()
    source["mini/process.toml"] += ENTRY.encode()
    deploy_pack(store, None, source, "a way in about grants")
    number, browser = granted(store), visitor("zhangwei")
    way = f"/start/mini/about_grant?grant={number}&"
    page = browser.get(f"/grants/{number}").text
    assert way in page.replace("&amp;", "&")
    assert "目前不能办理" not in page
    becomes(store, state="SUSPENDED")
    page = browser.get(f"/grants/{number}").text
    assert way not in page.replace("&amp;", "&")
    assert "目前不能办理" in page
    assert "就授权提出" in page
    # Who only provides is not offered what the using unit begins.
    assert "就授权提出" not in visitor("wuting").get(f"/grants/{number}").text


def test_a_suspended_and_an_ended_grant_say_what_that_means(
    store: Store, visitor: Visitors
) -> None:
    number, browser = granted(store), visitor("zhangwei")
    becomes(store, state="SUSPENDED", suspended_at=store.clock.now())
    assert "暂停期间不得使用数据" in browser.get(f"/grants/{number}").text
    becomes(store, state="DESTROY_PENDING", ended_at=store.clock.now(), end_reason="offline")
    page = browser.get(f"/grants/{number}").text
    for words in ("不得再使用数据", "资源下线", "待销毁"):
        assert words in page
    assert f"/grants/{number}/certificate" not in page
    assert browser.get(f"/grants/{number}/certificate").status_code == 404


@pytest.mark.parametrize(
    ("state", "words"), [("DESTROYED", "全部销毁"), ("RETAINED", "依法应当留存的部分继续留存")]
)
def test_a_certificate_can_be_printed(
    store: Store, visitor: Visitors, state: str, words: str
) -> None:
    number, browser = granted(store), visitor("zhoujun")
    becomes(store, state=state, ended_at=store.clock.now(), end_reason="purpose_done")
    assert f"/grants/{number}/certificate" in browser.get(f"/grants/{number}").text
    page = browser.get(f"/grants/{number}/certificate").text
    for each in (words, "使用完毕", "第二十二条第二款", "doc-head", "使用部门盖章"):
        assert each in page


def test_a_voucher_is_registered_by_its_file_which_is_not_kept(
    store: Store, visitor: Visitors
) -> None:
    number, browser = granted(store), visitor("zhangwei")
    path = f"/grants/{number}/vouchers"
    assert 'name="file"' in browser.get(path).text
    answer = browser.post(
        path, follow=True, number="DYPZ-1", called_at="2026-09-21T09:00",
        file=(BytesIO(FILE), "凭证.pdf"),
    )  # fmt: skip
    assert "凭证已登记" in answer.text
    (voucher,) = kept(store)
    assert (voucher.number, voucher.digest) == ("DYPZ-1", sha256(FILE).hexdigest())
    assert sha256(FILE).hexdigest() in browser.get(f"/grants/{number}").text
    with store.reading() as session:
        assert session.scalars(select(StoredFile)).all() == []


def test_a_digest_may_be_typed_and_must_be_that_of_the_file(
    store: Store, visitor: Visitors
) -> None:
    number, browser = granted(store), visitor("yangfan")
    path = f"/grants/{number}/vouchers"
    browser.get(path)
    given: dict[str, Any] = {"number": "DYPZ-1", "called_at": "2026-09-21T09:00"}
    wrong = browser.post(path, **given, digest="0" * 64, file=(BytesIO(FILE), "凭证.pdf"))
    assert wrong.status_code == 422
    assert "与所选文件不一致" in wrong.text
    assert 'value="DYPZ-1"' in wrong.text
    blank = browser.post(path, number=" ", called_at="", digest="12")
    assert blank.status_code == 422
    for field in ("number", "called_at", "digest"):
        assert f'id="f-{field}-error"' in blank.text
    assert kept(store) == []
    assert browser.post(path, **given, digest="a" * 64).status_code == 302
    assert [each.digest for each in kept(store)] == ["a" * 64]


def test_a_second_click_registers_nothing_more(store: Store, visitor: Visitors) -> None:
    number, browser = granted(store), visitor("zhangwei")
    path = f"/grants/{number}/vouchers"
    key = re.search(r'name="_key" value="(\w+)"', browser.get(path).text)
    assert key is not None
    given: dict[str, Any] = {
        "_key": key[1],
        "number": "1",
        "called_at": "2026-09-21T09:00",
        "digest": "a" * 64,
    }
    for _ in range(2):
        assert browser.post(path, **given).status_code == 302
    assert len(kept(store)) == 1
    changed = browser.post(path, **{**given, "number": "2"})
    assert changed.status_code == 409
    assert 'value="2"' in changed.text


def test_who_only_reads_gets_no_form(store: Store, visitor: Visitors) -> None:
    number, browser = granted(store), visitor("zhoujun")
    page = browser.get(f"/grants/{number}/vouchers").text
    assert 'name="called_at"' not in page
    answer = browser.post(f"/grants/{number}/vouchers", number="1", called_at="2026-09-21T09:00",
                          digest="a" * 64)  # fmt: skip
    assert answer.status_code == 403


def test_the_register_takes_at_most_six_statements(store: Store, visitor: Visitors) -> None:
    granted(store)
    browser = visitor("zhangwei")
    browser.get("/grants")
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    browser.get("/grants")
    event.remove(store.engine, "before_cursor_execute", note)
    # One of them says who is signed in.
    assert len(seen) <= 7, seen


def test_the_resource_says_who_holds_it(store: Store, visitor: Visitors) -> None:
    number = granted(store)
    page = visitor("zhoujun").get(f"/catalogue/{CONDITIONAL}").text
    assert f"/grants/{number}" in page
    assert "目前没有单位持有使用授权" not in page
    assert "自何时起" not in visitor("lina").get(f"/catalogue/{CONDITIONAL}").text


@pytest.mark.parametrize("state", ["SUSPENDED", "DESTROY_PENDING", "DESTROYED", "RETAINED"])
def test_in_english_nothing_stays_chinese(store: Store, english: English, state: str) -> None:
    number, browser = granted(store), english("zhangwei")
    becomes(store, state=state, suspended_at=store.clock.now(), ended_at=store.clock.now(),
            end_reason="revoked")  # fmt: skip
    browser.get(f"/grants/{number}/vouchers")
    browser.post(f"/grants/{number}/vouchers", number="1", called_at="2026-09-21T09:00",
                 digest="a" * 64)  # fmt: skip
    paths = ["/grants", f"/grants/{number}", f"/grants/{number}/vouchers"]
    if state in ("DESTROYED", "RETAINED"):
        paths.append(f"/grants/{number}/certificate")
    for path in paths:
        assert left(browser.get(path).text) == [], path
    refused = browser.post(f"/grants/{number}/vouchers", number="", called_at="x", digest="y")
    assert left(refused.text) == []
