"""What changed in 2015, 2019 and 2020, at year ends, and after the last notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from calendars import (
    ChinaCalendar,
    CoverageError,
    deadline,
)

At = Callable[[str], datetime]
UNITS = ("working_day", "natural_day", "natural_month", "working_day_before")


@pytest.mark.parametrize(
    ("received", "n", "as_of", "last_day"),
    [
        ("2019-04-26 10:00", 3, "2019-03-21", "2019-05-02"),
        ("2019-04-26 10:00", 3, "2019-03-22", "2019-04-30"),
        ("2019-04-30 10:00", 1, "2019-03-21", "2019-05-02"),
        ("2019-04-30 10:00", 1, None, "2019-05-05"),
        ("2020-01-23 10:00", 1, "2020-01-26", "2020-01-31"),
        ("2020-01-23 10:00", 2, "2020-01-26", "2020-02-01"),
        ("2020-01-23 10:00", 1, "2020-01-27", "2020-02-03"),
        ("2020-01-23 10:00", 2, None, "2020-02-04"),
        ("2015-09-02 10:00", 2, "2015-05-12", "2015-09-04"),
        ("2015-09-02 10:00", 2, None, "2015-09-07"),
    ],
)
def test_as_known_before_and_after_a_change(
    cal: ChinaCalendar, at: At, received: str, n: int, as_of: str | None, last_day: str
) -> None:
    known = date.fromisoformat(as_of) if as_of else None
    answer = deadline(cal, at(received), n, as_of=known, strict=True)
    assert answer.last_day == date.fromisoformat(last_day)


def test_a_change_is_among_the_notices(cal: ChinaCalendar, at: At) -> None:
    received = at("2020-01-23 10:00")
    assert deadline(cal, received, 1).notices == ("国办发明电〔2019〕16号", "国办发明电〔2020〕1号")
    old = deadline(cal, received, 1, as_of=date(2020, 1, 26))
    assert old.notices == ("国办发明电〔2019〕16号",)


@pytest.mark.parametrize(
    ("received", "n", "last_day"),
    [
        ("2018-12-28 10:00", 1, "2018-12-29"),  # worked by the notice of 2019
        ("2018-12-29 10:00", 1, "2019-01-02"),
        ("2022-12-30 10:00", 1, "2023-01-03"),
        ("2025-12-31 10:00", 1, "2026-01-04"),
        ("2011-12-30 10:00", 1, "2011-12-31"),
        ("2007-12-28 10:00", 2, "2008-01-02"),
    ],
)
def test_year_boundary(cal: ChinaCalendar, at: At, received: str, n: int, last_day: str) -> None:
    answer = deadline(cal, at(received), n, strict=True)
    assert answer.last_day == date.fromisoformat(last_day)
    assert not answer.provisional


@pytest.mark.parametrize(
    ("received", "n", "unit", "last_day", "provisional", "raises"),
    [
        ("2026-12-22 10:00", 2, "working_day", "2026-12-24", False, False),
        ("2026-12-23 10:00", 2, "working_day", "2026-12-25", True, False),
        ("2026-12-30 10:00", 1, "working_day", "2026-12-31", True, False),
        ("2026-12-31 10:00", 1, "working_day", "2027-01-04", True, True),
        ("2027-02-04 10:00", 1, "working_day", "2027-02-09", True, True),
        ("2027-09-30 10:00", 5, "working_day", "2027-10-08", True, True),
        ("2026-12-04 10:00", 20, "natural_day", "2026-12-24", False, False),
        ("2026-12-05 10:00", 20, "natural_day", "2026-12-25", True, False),
        ("2026-12-12 10:00", 20, "natural_day", "2027-01-04", True, True),
        ("2026-12-01 10:00", 1, "natural_month", "2027-01-04", True, True),
        ("2027-01-05 10:00", 2, "working_day_before", "2026-12-31", True, True),
        ("2027-01-01 10:00", 7, "working_day_before", "2026-12-23", True, False),
    ],
)
def test_provisional_and_strict(
    cal: ChinaCalendar,
    at: At,
    received: str,
    n: int,
    unit: str,
    last_day: str,
    provisional: bool,
    raises: bool,
) -> None:
    answer = deadline(cal, at(received), n, unit)
    assert (answer.last_day.isoformat(), answer.provisional) == (last_day, provisional)
    if raises:
        with pytest.raises(CoverageError, match="2026-12-31"):
            deadline(cal, at(received), n, unit, strict=True)
    else:
        assert deadline(cal, at(received), n, unit, strict=True) == answer


def test_as_of_makes_later_years_provisional(cal: ChinaCalendar, at: At) -> None:
    """National Day of 2026 was not arranged yet in early 2025: only three statutory days."""
    answer = deadline(cal, at("2026-09-30 10:00"), 1, as_of=date(2025, 3, 1))
    assert (answer.last_day, answer.provisional) == (date(2026, 10, 5), True)
    assert answer.notices == ()


def test_before_the_first_notice_and_after_the_tables(cal: ChinaCalendar, at: At) -> None:
    for received in ("2006-12-31 10:00", "2099-12-31 10:00", "2100-01-01 10:00"):
        for unit in UNITS:
            if (received[:4], unit) == ("2099", "working_day_before"):
                continue
            with pytest.raises(CoverageError):
                deadline(cal, at(received), 1, unit)
    with pytest.raises(CoverageError):
        deadline(cal, at("2007-01-05 10:00"), 5, "working_day_before")
