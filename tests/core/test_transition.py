"""From which moment a resource may go offline (Art. 18)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import SHANGHAI
from engine.core.transition import LEAST_DAYS, Transition

MOMENTS = st.datetimes(datetime(2022, 6, 16), datetime(2026, 12, 1), timezones=st.just(SHANGHAI))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "earliest"),
    [
        ("2022-09-15 09:00", "2022-10-06 00:00"),
        ("2026-04-11 23:59:59", "2026-05-02 00:00"),
        ("2023-01-10 00:00", "2023-01-31 00:00"),
        ("2024-02-09 12:00", "2024-03-01 00:00"),
    ],
)
def test_day_twenty_passes_entirely(start: str, earliest: str) -> None:
    assert Transition(at(start), at(start), at(start)).earliest == at(earliest)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_it_counts_from_the_latest_of_the_three(
    one: datetime, two: datetime, three: datetime
) -> None:
    found = Transition(one, two, three)
    latest = max(one, two, three)
    assert found.starts_on == latest.date()
    assert found.earliest == at(f"{latest.date() + timedelta(days=21)} 00:00")


@given(MOMENTS, st.integers(0, 60))
def test_an_extension_moves_it_later_never_earlier(start: datetime, days: int) -> None:
    until = start.date() + timedelta(days=days)
    plain = Transition(start, start, start).earliest
    assert plain is not None
    longer = Transition(start, start, start, extended_until=until).earliest
    assert longer == max(plain, at(f"{until + timedelta(days=1)} 00:00"))


@pytest.mark.parametrize("days", [0, 1, 19, 20])
def test_no_pack_makes_it_shorter(days: int) -> None:
    start = at("2022-09-15 09:00")
    assert Transition(start, start, start, days=days).earliest == at("2022-10-06 00:00")
    assert LEAST_DAYS == 20


def test_a_pack_may_make_it_longer() -> None:
    start = at("2022-09-15 09:00")
    assert Transition(start, start, start, days=30).earliest == at("2022-10-16 00:00")


def test_until_everybody_is_told_it_has_not_begun() -> None:
    start = at("2022-09-15 09:00")
    found = Transition(start, start, None, extended_until=date(2030, 1, 1))
    assert (found.starts_on, found.earliest) == (None, None)
