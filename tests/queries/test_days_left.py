"""What is left of a term or how late it is: always the number that the lists show, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import ChinaCalendar, midnight, shipped, working_days_between
from engine.errors import FormError, NotCovered
from engine.queries.days_left import days_left

DAY = timedelta(days=1)
DAYS = st.dates(date(2007, 1, 1), date(2030, 12, 31))


@pytest.fixture(scope="module")
def calendar() -> ChinaCalendar:
    """The shipped notices."""
    return shipped()


@given(due=DAYS, distance=st.integers(-120, 120))
def test_the_days_are_those_that_the_number_counts(due: date, distance: int) -> None:
    today = due + timedelta(days=distance)
    if not date(2007, 1, 1) <= today:
        return
    found = days_left(shipped(), due, today)
    assert found.count.days == working_days_between(shipped(), midnight(today), midnight(due + DAY))
    numbered = [day.number for day in found.days if day.number]
    assert numbered == list(range(1, len(numbered) + 1))
    if found.count.days >= 0:
        assert len(numbered) == found.count.days
    else:
        assert max(1, len(numbered)) == -found.count.days
    assert [day.date for day in found.days] == [
        min(due, today) + timedelta(days=n) for n in range(abs(distance) + 1)
    ]


@pytest.mark.parametrize(
    ("today", "left", "state"),
    [("2026-09-21", 3, "ok"), ("2026-09-24", 0, "today"), ("2026-09-25", -1, "overdue"),
     ("2026-09-28", -1, "overdue"), ("2026-09-29", -2, "overdue"), ("2026-10-08", -4, "overdue")],
)  # fmt: skip
def test_a_term_that_ends_before_a_holiday(
    calendar: ChinaCalendar, today: str, left: int, state: str
) -> None:
    """25 to 27 September and 1 to 7 October 2026 were off."""
    found = days_left(calendar, date(2026, 9, 24), date.fromisoformat(today))
    assert (found.count.days, found.state) == (left, state)
    assert found.only_rest is (today == "2026-09-25")


def test_each_day_off_says_why_and_by_which_notice(calendar: ChinaCalendar) -> None:
    found = days_left(calendar, date(2026, 9, 28), date(2026, 9, 24))
    assert [(day.kind, day.note, day.notice) for day in found.days[1:4]] == [
        ("skipped", "中秋节放假", "国办发明电〔2025〕7号")
    ] * 3
    assert (found.days[0].kind, found.days[-1].kind) == ("start", "due")


def test_the_day_from_which_one_looks_makes_nothing_provisional(calendar: ChinaCalendar) -> None:
    assert not days_left(calendar, date(2026, 12, 24), date(2026, 12, 1)).count.provisional
    assert days_left(calendar, date(2026, 12, 25), date(2026, 12, 24)).count.provisional
    assert days_left(calendar, date(2026, 12, 24), date(2026, 12, 25)).count.provisional


@pytest.mark.parametrize(
    ("due", "today", "field"),
    [
        (date(1999, 1, 1), date(1999, 1, 5), "due"),
        (date(2007, 1, 5), date(2006, 12, 1), "now"),
        (date(2006, 12, 1), date(2007, 1, 5), "due"),
        (date(2100, 1, 5), date(2099, 12, 1), "due"),
        (date(2099, 12, 1), date(2100, 1, 5), "now"),
    ],
)
def test_what_no_notice_covers_names_the_field(
    calendar: ChinaCalendar, due: date, today: date, field: str
) -> None:
    with pytest.raises(NotCovered) as refused:
        days_left(calendar, due, today)
    assert list(refused.value.errors) == [field]


def test_more_than_ten_years_are_refused(calendar: ChinaCalendar) -> None:
    with pytest.raises(FormError) as refused:
        days_left(calendar, date(2027, 1, 1), date(2016, 1, 1))
    assert list(refused.value.errors) == ["due"]
