"""The statutory days, against the notices and an astronomical table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from workalendar.precomputed_astronomy import solar_term

from calendars import CoverageError
from calendars.statutory import festivals, law_for, qingming, statutory_days


def test_qingming_is_the_astronomical_day() -> None:
    """Hong Kong keeps the same clock as Shanghai; the stored table ends in 2051."""
    for year in range(2000, 2052):
        assert qingming(year) == solar_term(year, 15, timezone="Asia/Hong_Kong")


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_statutory_day_was_off(year: int, plain: Any) -> None:
    for day, name in festivals(year):
        assert day in plain.off
        assert name in plain.off[day] or plain.off[day] in ("国庆节", "中秋节", "五一", "十一")


@pytest.mark.parametrize(("year", "count"), [(2007, 10), (2008, 11), (2024, 11), (2025, 13)])
def test_number_of_statutory_days(year: int, count: int) -> None:
    assert len(festivals(year)) == count


def test_new_years_eve_by_law_of_the_year() -> None:
    assert date(2013, 2, 9) in statutory_days(2013)  # 国务院令第513号
    assert date(2014, 1, 30) not in statutory_days(2014)  # 国务院令第644号
    assert date(2025, 1, 28) in statutory_days(2025)  # 国务院令第795号


def test_festivals_that_meet_share_a_day() -> None:
    assert statutory_days(2020)[date(2020, 10, 1)] == "中秋节、国庆节"
    assert len(festivals(2020)) == 11


@pytest.mark.parametrize("year", [1999, 2100])
def test_outside_the_tables(year: int) -> None:
    with pytest.raises(CoverageError):
        law_for(year)
