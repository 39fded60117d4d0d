"""Dates in mails: Chinese, in Shanghai, the end of a term on its last day."""

from datetime import UTC, date, datetime

import pytest

from engine.core.templates.dates import as_date, as_last_day, as_moment

#: 2026-09-29 00:00 in Shanghai: the exclusive end of a term whose last day is the 28th.
DUE = datetime(2026, 9, 28, 16, tzinfo=UTC)


def test_a_term_ends_on_its_last_day() -> None:
    assert as_last_day(DUE) == "2026年9月28日"


def test_midnight_is_the_end_of_the_day_before() -> None:
    assert as_moment(DUE) == "2026年9月28日 24时"


def test_new_year_is_the_end_of_the_old_one() -> None:
    assert as_moment("2027-01-01T00:00:00+08:00") == "2026年12月31日 24时"


def test_a_moment_shows_hours_and_minutes_of_shanghai() -> None:
    assert as_moment(datetime(2026, 9, 28, 1, 5, tzinfo=UTC)) == "2026年9月28日 9时05分"


def test_the_date_of_a_moment_is_that_of_shanghai() -> None:
    assert as_date(datetime(2026, 9, 28, 17, tzinfo=UTC)) == "2026年9月29日"


@pytest.mark.parametrize("value", [date(2026, 9, 28), "2026-09-28"])
def test_a_day_is_a_day_for_every_filter(value: date | str) -> None:
    assert {as_date(value), as_moment(value), as_last_day(value)} == {"2026年9月28日"}


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_shown_as_nothing(value: str | None) -> None:
    assert as_date(value) == as_moment(value) == as_last_day(value) == ""


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        as_moment("2026-09-28T09:00:00")
