"""The calculator's answers and its refusals."""

from datetime import date

import pytest

from calendars import explain as reasons
from engine.errors import FormError
from engine.queries.deadline import explain, from_trace
from tests.queries.world import World, at


def test_five_working_days_over_the_national_holiday(world: World) -> None:
    answer = explain(world.store, at("2022-09-29 16:00"), 5)
    assert answer.last_day == date(2022, 10, 11)
    assert answer.due_at == at("2022-10-12 00:00")


def test_a_plain_day_is_a_day_of_shanghai(world: World) -> None:
    assert explain(world.store, date(2026, 9, 21), 1).last_day == date(2026, 9, 22)


@pytest.mark.parametrize(
    ("received", "n", "unit", "field"),
    [
        (date(2026, 9, 21), 0, "working_day", "n"),
        (date(2026, 9, 21), 5, "week", "unit"),
        (date(1999, 9, 21), 5, "working_day", "received"),
    ],
)
def test_what_cannot_be_counted_names_the_field(
    world: World, received: date, n: int, unit: str, field: str
) -> None:
    with pytest.raises(FormError) as refused:
        explain(world.store, received, n, unit)
    assert list(refused.value.errors) == [field]


def test_a_trace_says_why_again(world: World) -> None:
    answer = explain(world.store, at("2026-09-30 10:00"), 5)
    again = from_trace(answer.to_json())
    assert again is not None
    assert (again, reasons(again)) == (answer, reasons(answer))
    assert from_trace({}) is None
