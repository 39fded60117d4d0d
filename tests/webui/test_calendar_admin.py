"""维护工作日历: the list, what another person confirms or turns down, the second opinion."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from calendars import to_csv
from engine.clock import MovedClock
from engine.commands.recount_clocks import recount_open
from engine.store.database import Store
from tests.commands.casework import PURPOSE
from tests.revising import (
    NOTICE,
    checked,
    confirm,
    extension,
    in_force,
    propose,
    put_in_force,
    take_back,
)
from tests.webui.english import English, left
from tests.webui.notice_form import NEW, PAGE, ROWS, read
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
COMPARE = "/admin/calendar/compare"
KEEPERS = {"sysadmin", "pengli", "yangfan"}


@pytest.fixture(autouse=True)
def late_december(moved_clock: MovedClock) -> None:
    """Thursday before 元旦: what runs on into January is provisional."""
    moved_clock.set(datetime(2026, 12, 31, 2, tzinfo=UTC))


def test_only_those_who_keep_it_open_its_pages(visitor: Visitors, store: Store) -> None:
    entry = f"{PAGE}/notices/{propose(store)}"
    for who in ("zhangwei", "secadmin", "auditor", *sorted(KEEPERS)):
        browser = visitor(who)
        answers = [browser.get(path) for path in (PAGE, NEW, COMPARE, entry)]
        assert {each.status_code for each in answers} == {200 if who in KEEPERS else 403}, who
        assert ('href="/admin/calendar"' in browser.get("/messages").text) is (who in KEEPERS)
    assert visitor("zhangwei").post(NEW, text=NOTICE).status_code == 403


def test_the_list_tells_where_each_notice_comes_from(visitor: Visitors, store: Store) -> None:
    page = visitor("yangfan").get(PAGE).text
    assert "2027年的放假安排通知仍未录入" in page
    assert "flash-danger" in page
    assert page.count("随版本提供、未复核</span>") == 23
    assert page.count("无文本") == 2
    put_in_force(store)
    page = visitor("yangfan").get(PAGE).text
    assert "已录入至 2027 年" in page
    assert "已复核采用" in page
    assert "彭莉<br>" in page
    assert "杨帆<br>" in page
    assert '<h2 class="panel-title">待复核' not in page


def test_what_waits_stands_first(visitor: Visitors, store: Store) -> None:
    propose(store)
    page = visitor("yangfan").get(PAGE).text
    assert page.index("待复核</h2>") < page.index("放假安排通知</h2>")
    assert ">核对并复核</a>" in page
    assert "2027年的放假安排通知已录入，等待另一人复核" in page
    assert "请立即录入" not in page
    assert "查看（须由另一人复核）</a>" in visitor("pengli").get(PAGE).text


def test_another_person_sees_what_moves_and_confirms(visitor: Visitors, store: Store) -> None:
    case = checked(store)
    notice = propose(store)
    browser, path = visitor("yangfan"), f"{PAGE}/notices/{notice}"
    page = browser.get(path).text
    assert "最后一日改变的 1 个" in page
    assert case.number in page
    assert PURPOSE["purpose"] not in page
    assert "2027-01-05 周二" in page
    assert "<b>2027-01-06 周三</b>" in page
    assert "与现行日历不同的日子（16 天）" in page
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    answer = browser.post(f"{path}/confirm", True, revision=revision[1], note="与网页一致")
    assert "第 1 版生效" in answer.text
    assert "还有 1 个未办结的期限正在重新计算" in answer.text
    assert "正在重新计算" in browser.get(PAGE).text
    recount_open(store)
    page = browser.get(path).text
    assert "正在重新计算" not in page
    assert "重新计算的期限（1 个）" in page
    assert case.number in page
    assert "与网页一致" in page


def test_who_entered_it_may_only_take_it_back(visitor: Visitors, store: Store) -> None:
    browser, path = visitor("pengli"), f"{PAGE}/notices/{propose(store)}"
    page = browser.get(path).text
    assert "须由另一人复核" in page
    assert "/confirm" not in page
    assert browser.post(f"{path}/confirm", revision=0).status_code == 403
    assert browser.post(f"{path}/reject", reason=" ").status_code == 422
    answer = browser.post(f"{path}/reject", True, reason="重复录入")
    assert "不予采用" in answer.text
    assert "重复录入" in answer.text
    assert "/reject" not in answer.text


def test_a_calendar_that_changed_meanwhile_is_looked_through_once_more(
    visitor: Visitors, store: Store
) -> None:
    browser = visitor("yangfan")
    path = f"{PAGE}/notices/{propose(store)}"
    browser.get(path)
    answer = browser.post(f"{path}/confirm", revision="7", note="已核对")
    assert answer.status_code == 409
    assert "请重新核对影响清单" in answer.text
    assert ">\n已核对</textarea>" in answer.text
    assert browser.post(f"{path}/confirm", revision="x").status_code == 409
    assert browser.post(f"{path}/confirm", revision="0", note="字" * 2001).status_code == 422
    assert browser.post(f"{path}/confirm", revision="0").status_code == 302
    assert browser.post(f"{path}/confirm", revision="0").status_code == 409


def test_a_confirmed_notice_is_taken_back_by_two_people(visitor: Visitors, store: Store) -> None:
    path = f"{PAGE}/notices/{put_in_force(store)}"
    browser = visitor("pengli")
    assert browser.post(f"{path}/withdraw", reason="").status_code == 422
    asked = browser.post(f"{path}/withdraw", reason="录错了")
    assert asked.status_code == 302
    assert browser.post(f"{path}/withdraw", reason="又一次").status_code == 409
    assert "等待复核" in browser.get(path).text
    other = visitor("yangfan")
    page = other.get(asked.headers["Location"]).text
    assert "录错了" in page
    assert "这份通知不再计入" in page
    answer = other.post(f"{asked.headers['Location']}/confirm", True, revision="1")
    assert "第 2 版生效" in answer.text
    assert "已撤销" in other.get(path).text
    assert "此后已有新的版本" in other.get(path).text


def test_what_cannot_be_confirmed_says_why(visitor: Visitors, store: Store) -> None:
    """The change rests on a notice that is taken back while it waits."""
    first = put_in_force(store)
    waiting = propose(store, extension())
    take_back(store, first)
    page = visitor("yangfan").get(f"{PAGE}/notices/{waiting}").text
    assert "现在不能复核通过" in page
    assert "/confirm" not in page
    assert "/reject" in page


def test_a_second_opinion_shows_the_differing_day(visitor: Visitors, store: Store) -> None:
    browser = visitor("sysadmin")
    browser.get(COMPARE)
    ours = to_csv(in_force(store), [2026])
    theirs = "".join(line for line in ours.splitlines(True) if "2026-10-10" not in line)
    page = browser.post(COMPARE, file=(io.BytesIO(theirs.encode()), "theirs.csv")).text
    assert "有 1 天不同" in page
    assert "2026-10-10 周六" in page
    assert "国办发明电〔2025〕7号" in page
    page = browser.post(COMPARE, file=(io.BytesIO(ours.encode()), "ours.csv"), year="2026").text
    assert "没有差异" in page
    for fields in (
        {},
        {"file": (io.BytesIO(b"<html>"), "x.html")},
        {"file": (io.BytesIO(ours.encode()), "x.csv"), "year": "x"},
    ):
        assert browser.post(COMPARE, **fields).status_code == 422


def test_a_file_that_is_too_large_is_refused_in_words(visitor: Visitors) -> None:
    browser = visitor("sysadmin")
    browser.get(COMPARE)
    # Written out: what werkzeug's client keeps in a file when it is large, it does not close.
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    head = part.format("csrf_token", "") + browser.token + "\r\n"
    file = part.format("file", '; filename="x.ics"')
    body = (head + file).encode() + b"x" * 5_000_001 + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    answer = browser.client.post(COMPARE, data=body, content_type=kind)
    assert answer.status_code == 422
    assert "5 MB" in answer.text


def test_the_pages_are_in_english(store: Store, english: English) -> None:
    case = checked(store)
    shipped = [each.source.title + each.source.number for each in in_force(store).notices]
    brought = (NOTICE, case.number, "彭莉", "杨帆", *shipped)
    browser = english("sysadmin")
    assert left(browser.get(NEW).text) == []
    assert left(read(browser).text, NOTICE) == []
    refused = read(browser, text="1月1日放假", url="").text
    assert left(refused, "1月1日放假", *(row[0] for row in ROWS)) == []
    assert left(browser.get(COMPARE).text) == []
    notice = propose(store)
    for after in (lambda: confirm(store, notice), lambda: recount_open(store)):
        assert left(browser.get(f"{PAGE}/notices/{notice}").text, *brought) == []
        assert left(browser.get(PAGE).text, *brought) == []
        after()
    assert left(browser.get(f"{PAGE}/notices/{notice}").text, *brought) == []
