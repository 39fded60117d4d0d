"""What is known of a day: reasons, notices, provisional answers, and since when."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from calendars import ChinaCalendar, CoverageError, parse_notice
from calendars.notices import shipped_notices

FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def test_every_day_is_described(cal: ChinaCalendar, plain: Any) -> None:
    for day in every_day():
        state = cal.describe(day)
        assert state.working == plain.worked(day)
        if day in plain.off:
            assert state.label == f"{plain.off[day]}放假"
            assert state.notice
        elif day in plain.work:
            assert (state.label, bool(state.notice)) == ("调休上班", True)
        else:
            weekend = {5: "周六", 6: "周日"}.get(day.weekday(), "")
            assert (state.label, state.notice) == (weekend, None)


def test_the_change_is_what_is_cited(cal: ChinaCalendar) -> None:
    assert cal.describe(date(2020, 2, 1)).notice == "国办发明电〔2020〕1号"
    assert cal.describe(date(2020, 1, 30)).notice == "国办发明电〔2019〕16号"
    assert cal.describe(date(2019, 5, 5)).notice == "国办发明电〔2019〕3号"
    assert cal.describe(date(2018, 12, 29)).notice == "国办发明电〔2018〕15号"


def test_only_the_end_of_the_last_year_is_provisional(cal: ChinaCalendar) -> None:
    assert not cal.is_provisional(date(2026, 12, 24))
    assert all(cal.is_provisional(date(2026, 12, d)) for d in range(25, 32))
    assert cal.is_provisional(date(2027, 1, 1))
    assert not cal.is_provisional(date(2025, 12, 31))


KNOWN_2027 = {
    "元旦": ["01-01"],
    "春节": ["02-05", "02-06", "02-07", "02-08"],
    "清明节": ["04-05"],
    "劳动节": ["05-01", "05-02"],
    "端午节": ["06-09"],
    "中秋节": ["09-15"],
    "国庆节": ["10-01", "10-02", "10-03"],
}


def test_2027_is_weekends_and_the_law(cal: ChinaCalendar) -> None:
    named = {date.fromisoformat(f"2027-{d}"): n for n, ds in KNOWN_2027.items() for d in ds}
    for day in every_day(date(2027, 1, 1), date(2027, 12, 31)):
        state = cal.describe(day)
        rest = day in named or day.weekday() >= 5
        assert (state.working, state.provisional, state.notice) == (not rest, True, None)
        if day in named:
            assert state.label == f"{named[day]}（法定节日）"
        assert cal.is_working_day_provisional(day) == (not rest)


def test_nothing_before_the_first_notice_nor_after_the_lunar_table(cal: ChinaCalendar) -> None:
    assert cal.describe(date(2099, 12, 31)).provisional
    for day in (date(2006, 12, 31), date(2100, 1, 1)):
        with pytest.raises(CoverageError):
            cal.describe(day)
        with pytest.raises(CoverageError):
            cal.is_working_day_provisional(day)


def test_as_known_is_what_was_published(cal: ChinaCalendar) -> None:
    before, after = cal.as_known(date(2020, 1, 26)), cal.as_known(date(2020, 1, 27))
    assert before.is_working_day(date(2020, 2, 1))
    assert not after.is_working_day(date(2020, 2, 1))
    assert before.last_covered == date(2020, 12, 31)
    assert cal.as_known(date(2019, 11, 20)).last_covered == date(2019, 12, 31)
    assert cal.as_known(date(2019, 11, 21)).last_covered == date(2020, 12, 31)
    assert cal.as_known(date(2026, 11, 22)) is cal
    assert cal.as_known(date(2020, 1, 27)) is after
    assert after.as_known(date(2026, 1, 1)).revision == after.revision


def test_as_known_knows_the_law_of_the_time(cal: ChinaCalendar) -> None:
    """The 13 statutory days of 2025 became law on 2024-11-10, two days before the notice."""
    eve = date(2025, 1, 28)
    assert cal.as_known(date(2024, 11, 9)).is_working_day_provisional(eve)
    assert not cal.as_known(date(2024, 11, 10)).is_working_day_provisional(eve)
    assert cal.as_known(date(2024, 11, 9)).revision != cal.as_known(date(2024, 11, 10)).revision


def test_as_known_never_learns_more(cal: ChinaCalendar) -> None:
    """The law of 2007-12-14 gave 除夕; who knew only June's law keeps not knowing it."""
    june = cal.as_known(date(2007, 6, 1))
    assert june.as_known(date(2007, 12, 17)).is_working_day_provisional(date(2008, 2, 6))
    assert not cal.as_known(date(2007, 12, 17)).is_working_day_provisional(date(2008, 2, 6))


def test_a_change_can_take_days_back() -> None:
    text = """amends = 2026
holiday = "国庆节"
off_add = []
off_remove = [2026-10-01, 2026-10-07]
work_add = []
work_remove = [2026-10-10]

[notice]
number = "试〔2026〕1号"
signed = 2026-09-01
title = "试"
url = "https://example.invalid/"
text_sha256 = ""
entered_by = "test"
checked_by = ""
"""
    changed = ChinaCalendar([*shipped_notices(), parse_notice("2026-change.toml", text)])
    for day in (date(2026, 10, 1), date(2026, 10, 7)):
        assert changed.is_working_day(day)
        assert changed.describe(day).working
    assert changed.describe(date(2026, 10, 10)).label == "周六"
    assert changed.as_known(date(2026, 8, 31)).describe(date(2026, 10, 10)).working


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ('checked_by = ""', 'checked_by = "复核人"', True),
        ("〔2025〕7号", "〔2025〕70号", False),
        ("signed = 2025-11-04", "signed = 2025-11-04\npublished = 2025-11-05", False),
        ("signed = 2025-11-04", "signed = 2025-11-03\npublished = 2025-11-04", False),
        ("work = [2026-01-04]", "work = [2026-01-10]", False),
        ("work = [2026-02-14, 2026-02-28]", "work = [2026-02-14, 2026-03-01]", False),
    ],
)
def test_revision_follows_what_is_ordered(
    cal: ChinaCalendar, old: str, new: str, same: bool
) -> None:
    text = (files("calendars") / "notices" / "2026.toml").read_text(encoding="utf-8")
    assert old in text
    rest = [n for n in shipped_notices() if n.source.file != "2026.toml"]
    edited = ChinaCalendar([*rest, parse_notice("2026.toml", text.replace(old, new))])
    assert (edited.revision == cal.revision) is same


def test_before_the_first_notice_nothing_was_known(cal: ChinaCalendar) -> None:
    with pytest.raises(CoverageError):
        cal.as_known(date(2006, 12, 17))
    assert cal.as_known(date(2006, 12, 18)).last_covered == date(2007, 12, 31)


def test_a_new_year_makes_december_final(cal: ChinaCalendar) -> None:
    upto = [n for n in shipped_notices() if n.source.signed < date(2022, 12, 8)]
    old = ChinaCalendar(upto)
    assert old.describe(date(2022, 12, 30)).provisional
    assert old.describe(date(2022, 12, 31)).label == "周六"
    assert not cal.describe(date(2022, 12, 30)).provisional
    assert cal.describe(date(2022, 12, 31)).label == "元旦放假"
