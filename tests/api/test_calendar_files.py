"""The calendar over HTTP as a year, as files, and held against the files of others."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from calendars import read_feed, shipped
from engine.clock import MovedClock
from engine.store.database import Store
from tests.api.caller import Caller, problem
from tests.api.keeping import enter, errors, send
from tests.packs import with_mini

Callers = Callable[[str], Caller]
MISSING = (404, "not_found")


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    """Both databases."""
    return with_mini(each_bureau_store)


@pytest.fixture
def yang(caller: Callers) -> Caller:
    """Who keeps the calendar: of the information centre."""
    return caller("yangfan")


def test_a_year_is_told_day_by_day(caller: Callers) -> None:
    zhang = caller("zhangwei")
    year = zhang.get("/calendar/years/2026").json
    assert (year["known"], year["working_days"], len(year["days"])) == (True, 248, 365)
    assert sum(each["working_days"] for each in year["months"]) == 248
    by_day = {each["date"]: each for each in year["days"]}
    assert by_day["2026-10-10"]["mark"] == "班"
    assert by_day["2026-10-10"]["notice"] == "国办发明电〔2025〕7号"
    assert (by_day["2026-09-21"]["today"], by_day["2026-12-25"]["provisional"]) == (True, True)
    coming = zhang.get("/calendar/years/2027").json
    assert (coming["known"], all(each["provisional"] for each in coming["days"])) == (False, True)
    for year in (1999, 2006, 2028, 10**30):
        assert problem(zhang.get(f"/calendar/years/{year}")) == MISSING


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_what_is_exported_reads_back(caller: Callers, kind: str) -> None:
    answer = caller("zhangwei").get("/calendar/export", format=kind)
    assert answer.status_code == 200
    assert f"china-2007-2026.{kind}" in answer.headers["Content-Disposition"]
    feed = read_feed(answer.data)
    assert feed.kind == kind
    assert {day.date for day in feed.days if day.working} == {
        day for day in _every_day() if day.weekday() >= 5 and shipped().is_working_day(day)
    }


def _every_day() -> list[date]:
    first, last = date(2007, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    return [date.fromordinal(each) for each in range(first, last + 1)]


def test_only_years_with_a_notice_are_exported(caller: Callers) -> None:
    zhang = caller("zhangwei")
    answer = zhang.get("/calendar/export", format="csv", year=[2026, 2025])
    assert {line[:4] for line in answer.text.splitlines()[1:]} == {"2025", "2026"}
    assert problem(zhang.get("/calendar/export", year=[2026, 2027])) == MISSING
    assert "format" in errors(zhang.get("/calendar/export", format="xls"))
    assert "year" in errors(zhang.get("/calendar/export", year="昨天"))


def test_a_second_opinion_shows_exactly_the_wrong_day(yang: Caller) -> None:
    ours = yang.get("/calendar/export", format="csv", year=2026).data
    alike = send(yang, ours, "ours.csv").json
    assert (alike["differences"], alike["compared"] > 300) == ([], True)
    wrong = b"".join(line for line in ours.splitlines(True) if b"2026-10-10" not in line)
    (found,) = send(yang, wrong, "theirs.csv").json["differences"]
    assert (found["date"], found["theirs_working"]) == ("2026-10-10", False)
    assert (found["ours"]["working"], found["ours"]["label"]) == (True, "调休上班")
    assert send(yang, ours, year=2019).json["compared"] == 0


def test_what_is_no_calendar_is_refused_by_name(yang: Caller) -> None:
    assert "网页" in errors(send(yang, b"<html>", "x.html"))["file"][0]
    assert "file" in errors(send(yang, b"", "empty.ics"))
    assert "year" in errors(send(yang, b"{}", year="x"))
    assert "file" in errors(
        yang.send("/calendar/compare", b"--x--\r\n", "multipart/form-data; boundary=x")
    )
    assert problem(send(yang, b"x" * 5_200_000)) == (413, "too_large")
    assert "5 MB" in errors(send(yang, b"x" * 5_000_001))["file"][0]
    assert problem(yang.send("/calendar/compare", b"{}")) == (415, "unsupported_media_type")


def test_a_missing_notice_is_told_more_and_more_urgently(
    caller: Callers, moved_clock: MovedClock, yang: Caller
) -> None:
    zhang = caller("zhangwei")
    assert zhang.get("/calendar/status").json == {
        "last_year": 2026, "missing": None, "level": "", "words": None, "waiting": 0,
        "revision": 0, "recounting": False,
    }  # fmt: skip
    enter(yang)
    for month, day, level in ((11, 1, "info"), (12, 1, "warning"), (12, 20, "critical")):
        moved_clock.advance(datetime(2026, month, day, tzinfo=UTC) - moved_clock.now())
        found = caller("zhangwei").get("/calendar/status").json
        assert (found["missing"], found["level"], found["waiting"]) == (2027, level, 1)
        assert "2027" in found["words"]
