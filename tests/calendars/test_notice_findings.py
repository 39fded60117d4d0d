"""Six days in a row around a break: more is shown to a person, and refused by nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calendars import YearNotice, check_year, shipped_notices, soft_findings

YEARS = {n.year: n for n in shipped_notices() if isinstance(n, YearNotice)}


@pytest.mark.parametrize("notice", shipped_notices(), ids=lambda n: n.source.file)
def test_no_shipped_notice_has_any(notice: YearNotice) -> None:
    assert soft_findings(notice) == ()


def with_work(year: int, name: str, *work: str) -> YearNotice:
    days = tuple(map(date.fromisoformat, work))
    breaks = [replace(b, work=days) if b.name == name else b for b in YEARS[year].breaks]
    notice = replace(YEARS[year], breaks=tuple(breaks))
    check_year(notice)
    return notice


def test_more_than_six_days_before_a_break_are_found() -> None:
    """Both days of a weekend worked for one break make the weeks before another too long."""
    (told,) = soft_findings(with_work(2026, "国庆节", "2026-09-19", "2026-09-20"))
    assert told == (
        "中秋节前后，2026年9月14日至2026年9月24日连续工作 11 天，一般不超过 6 天"
        "（《全国年节及纪念日放假办法》第七条）。"
    )


def test_a_plain_rest_day_before_the_break_hides_nothing() -> None:
    (told,) = soft_findings(with_work(2026, "春节", "2026-02-07", "2026-02-08"))
    assert "2026年2月2日至2026年2月13日连续工作 12 天" in told


def test_six_days_are_not_too_many_but_a_worked_weekend_after_the_break_is() -> None:
    assert soft_findings(with_work(2026, "春节", "2026-02-08", "2026-02-28")) == ()
    (told,) = soft_findings(with_work(2026, "春节", "2026-02-28", "2026-03-01"))
    assert "2026年2月24日至2026年3月6日连续工作 11 天" in told


def test_the_rule_came_with_the_law_of_2025() -> None:
    """The notice of 2024 had twelve days in a row, and no law against it."""
    breaks = [replace(b, work=()) for b in YEARS[2024].breaks]
    long = (date(2024, 2, 3), date(2024, 2, 4))
    breaks[1] = replace(breaks[1], work=long)
    assert soft_findings(replace(YEARS[2024], breaks=tuple(breaks))) == ()
    later = replace(YEARS[2024], year=2025, breaks=tuple(breaks))
    assert soft_findings(later)
