"""The calculator's answers and its refusals."""

from datetime import date

import pytest

from calendars import explain as reasons
from engine.errors import FormError, NotCovered
from engine.queries.calendar.exchange import calendar_of
from engine.queries.deadline import explain, from_trace, moment_of
from tests.queries.world import World, at


def test_five_working_days_over_the_national_holiday(world: World) -> None:
    answer = explain(calendar_of(world.store), at("2022-09-29 16:00"), 5)
    assert answer.last_day == date(2022, 10, 11)
    assert answer.due_at == at("2022-10-12 00:00")


def test_a_plain_day_is_a_day_of_shanghai(world: World) -> None:
    assert explain(calendar_of(world.store), date(2026, 9, 21), 1).last_day == date(2026, 9, 22)


@pytest.mark.parametrize(
    ("received", "n", "unit", "field"),
    [
        (date(2026, 9, 21), 0, "working_day", "n"),
        (date(2026, 9, 21), 3651, "natural_day", "n"),
        (date(2026, 9, 21), 5, "week", "unit"),
        (date(1999, 9, 21), 5, "working_day", "received"),
    ],
)
def test_what_cannot_be_counted_names_the_field(
    world: World, received: date, n: int, unit: str, field: str
) -> None:
    with pytest.raises(FormError) as refused:
        explain(calendar_of(world.store), received, n, unit)
    assert list(refused.value.errors) == [field]


def test_a_policy_that_is_none_is_named(world: World) -> None:
    with pytest.raises(FormError) as refused:
        explain(calendar_of(world.store), date(2026, 9, 21), 5, policy="mild")
    assert list(refused.value.errors) == ["policy"]


def test_what_no_notice_answers_is_told_apart(world: World) -> None:
    calendar = calendar_of(world.store)
    with pytest.raises(NotCovered) as early:
        explain(calendar, date(2026, 9, 21), 5, as_of=date(2006, 1, 1))
    assert list(early.value.errors) == ["as_of"]
    with pytest.raises(NotCovered, match="不要求确定"):
        explain(calendar, date(2026, 12, 28), 5, strict=True)
    with pytest.raises(NotCovered, match="请换一个日期"):
        explain(calendar, date(2100, 1, 1), 5, strict=True)
    assert explain(calendar, date(2026, 12, 28), 5).provisional


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-09-21", date(2026, 9, 21)),
        ("2026-09-21T01:00:00Z", at("2026-09-21 09:00")),
        ("2026-09-21T09:00+08:00", at("2026-09-21 09:00")),
    ],
)
def test_a_day_or_an_instant(text: str, moment: date) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    "text", ["", "昨天", "2026-02-30", "2026-09-21T09:00", "2026-09-21 25:00Z"]
)
def test_no_day_and_no_instant(text: str) -> None:
    with pytest.raises(FormError) as refused:
        moment_of(text)
    assert list(refused.value.errors) == ["received"]


def test_a_trace_says_why_again(world: World) -> None:
    answer = explain(calendar_of(world.store), at("2026-09-30 10:00"), 5)
    again = from_trace(answer.to_json())
    assert again is not None
    assert (again, reasons(again)) == (answer, reasons(answer))
    assert from_trace({}) is None
