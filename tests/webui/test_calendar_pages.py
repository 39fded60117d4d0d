"""工作日历: the year with 休 and 班, what it rests on, files and the address to subscribe to."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from calendars import read_feed, shipped
from engine.store.database import Store
from tests.revising import put_in_force
from tests.webui.english import English, left
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
NOTICE = "国办发明电〔2025〕7号"


def cell(page: str, day: int, month: int) -> str:
    """The cell of a day, with its classes and its title."""
    grid = page.split('<table class="month">')[month]
    found = re.search(rf'<td class="month-day[^>]*>{day}(?:<span[^>]*>.*?)?</td>', grid, re.DOTALL)
    assert found is not None
    return found[0]


def test_the_address_without_a_year_leads_to_this_one(visitor: Visitors) -> None:
    answer = visitor("zhangwei").get("/calendar")
    assert answer.status_code == 302
    assert answer.location.endswith("/calendar/2026")


def test_days_off_and_worked_are_marked_in_words_with_their_notice(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calendar/2026").text
    off, worked, plain = cell(page, 5, 10), cell(page, 10, 10), cell(page, 9, 10)
    assert ">休<" in off
    assert "is-off" in off
    assert f"国庆节放假，{NOTICE}" in off
    assert ">班<" in worked
    assert "is-worked" in worked
    assert f"调休上班，{NOTICE}" in worked
    assert "month-mark" not in plain
    assert 'title="工作日"' in plain
    assert "工作日 248 天" in page
    assert "周末调休上班 6 天" in page


def test_breaks_and_worked_weekends_are_listed_in_order(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calendar/2026").text
    listed = re.findall(r'run-days">([^<]+)</td><td class="num">(\d+)<', page)
    assert len(listed) == 7 + 6
    assert listed[:2] == [("1月1日（周四）至1月3日（周六）", "3"), ("1月4日（周日）", "1")]
    assert ("10月1日（周四）至10月7日（周三）", "7") in listed


def test_one_break_by_two_notices_is_two_lines(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calendar/2020").text
    for days in ("1月24日（周五）至1月30日（周四）", "1月31日（周五）至2月2日（周日）"):
        assert f'run-days">{days}</td>' in page


def test_an_ordinary_weekend_is_no_holiday(visitor: Visitors) -> None:
    found = cell(visitor("zhangwei").get("/calendar/2026").text, 11, 10)
    assert "is-weekend" in found
    assert "month-mark" not in found


def test_the_end_of_the_last_year_and_the_next_year_are_provisional(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    page = browser.get("/calendar/2026").text
    assert "is-provisional" not in cell(page, 24, 12)
    assert "is-provisional" in cell(page, 25, 12)
    assert "暂定" in cell(page, 25, 12)
    later = browser.get("/calendar/2027").text
    assert "2027年的放假安排通知尚未录入" in later
    assert "is-provisional" in cell(later, 3, 2)
    assert "春节（法定节日）" in cell(later, 8, 2)
    assert "/calendar/2027.ics" not in later


def test_notices_say_that_nobody_here_has_checked_them(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calendar/2020").text
    for number in ("国办发明电〔2019〕16号", "国办发明电〔2020〕1号"):
        assert f'<td class="code" data-label="文号">{number}</td>' in page
    assert page.count("随版本提供、未复核") == 2


def test_a_year_is_chosen_without_script(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    page = browser.get("/calendar/2026").text
    assert re.search(r'<option value="2026" selected>', page)
    assert page.count("<option ") == 2027 - 2007 + 1
    assert browser.get("/calendar?year=2019").location.endswith("/calendar/2019")
    for odd in ("x", "", "-3", "9" * 5000):
        assert browser.get(f"/calendar?year={odd}").status_code == 302


@pytest.mark.parametrize("year", [2006, 2028, 99999])
def test_other_years_are_a_page_not_found_that_says_which_there_are(
    visitor: Visitors, year: int
) -> None:
    answer = visitor("zhangwei").get(f"/calendar/{year}")
    assert answer.status_code == 404
    assert "工作日历只有 2007 至 2027 年" in answer.text


def test_who_keeps_the_calendar_is_shown_the_way(visitor: Visitors) -> None:
    assert "维护工作日历" not in visitor("zhangwei").get("/calendar/2026").text
    for who in ("sysadmin", "pengli", "yangfan"):
        assert "维护工作日历" in visitor(who).get("/calendar/2026").text


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_a_year_as_a_file_holds_its_days(visitor: Visitors, kind: str) -> None:
    answer = visitor("zhangwei").get(f"/calendar/2026.{kind}")
    assert answer.headers["Content-Disposition"].endswith(f"china-2026.{kind}")
    days = {day.date: day.working for day in read_feed(answer.data).days}
    assert sum(days.values()) == 6
    assert len(days) == 39
    assert all(shipped().is_working_day(day) is working for day, working in days.items())


def test_whole_and_unknown_files(visitor: Visitors) -> None:
    browser = visitor("zhangwei")
    assert browser.get("/calendar/all.csv").data.startswith("\ufeffdate,kind,name".encode())
    assert browser.get("/calendar/2027.ics").status_code == 404
    assert browser.get("/calendar/2026.xml").status_code == 404


def test_calendar_programs_subscribe_without_signing_in(visitor: Visitors) -> None:
    first = visitor().get("/calendar/china.ics")
    assert first.status_code == 200
    assert first.mimetype == "text/calendar"
    assert "Set-Cookie" not in first.headers
    assert "public" in first.headers["Cache-Control"]
    assert len(read_feed(first.data).days) == 675
    again = visitor().get("/calendar/china.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    assert visitor().get("/calendar/china.ics").data == first.data


def test_subscribers_are_given_what_is_confirmed_here(
    visitor: Visitors, bureau_store: Store
) -> None:
    before = visitor().get("/calendar/china.ics")
    put_in_force(bureau_store)
    kept = {"If-None-Match": before.headers["ETag"]}
    after = visitor().get("/calendar/china.ics", headers=kept)
    assert after.status_code == 200
    found = {day.date: day.working for day in read_feed(after.data).days}
    assert found[date(2027, 1, 4)] is False
    assert found[date(2027, 1, 9)] is True


def test_everything_else_needs_a_sign_in(visitor: Visitors) -> None:
    for path in ("/calendar", "/calendar/2026", "/calendar/2026.ics", "/calendar/all.json"):
        assert visitor().get(path).status_code == 302


def test_in_english_nothing_stays_chinese_but_the_notices(english: English) -> None:
    page = english("zhangwei").get("/calendar/2027").text
    assert left(page) == []
    assert "January" in page
    assert "1 October (Fri) to 3 October (Sun)" in page
