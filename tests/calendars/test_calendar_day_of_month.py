"""每月5日前: the 5th to its end, the first after receipt, and what a rest day does to it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import SHANGHAI, UNITS, ChinaCalendar, DeadlineError, deadline, explain

At = Callable[[str], datetime]
INSTANTS = st.datetimes(datetime(2007, 1, 2), datetime(2026, 10, 20), timezones=st.just(SHANGHAI))
WAYS = ("forward", "backward", "none")


@pytest.mark.parametrize(
    ("received", "n", "last_day"),
    [
        ("2026-09-01 09:00", 5, "2026-09-07"),  # a Saturday
        ("2026-10-01 09:00", 5, "2026-10-08"),
        ("2025-10-01 09:00", 5, "2025-10-09"),
        ("2026-11-04 23:59", 5, "2026-11-05"),
        ("2026-11-05 00:00", 5, "2026-12-07"),  # the day of receipt is not the day
        ("2026-02-10 09:00", 31, "2026-02-28"),  # the last of February, a worked Saturday
        ("2024-02-10 09:00", 30, "2024-02-29"),
        ("2024-02-29 09:00", 30, "2024-04-01"),  # 30 March is a Saturday
        ("2025-12-31 09:00", 31, "2026-02-02"),  # 31 January is a Saturday
        ("2025-12-06 09:00", 5, "2026-01-05"),
    ],
)
def test_the_day_of_the_month(
    cal: ChinaCalendar, at: At, received: str, n: int, last_day: str
) -> None:
    answer = deadline(cal, at(received), n, "day_of_month")
    assert answer.last_day == date.fromisoformat(last_day)
    assert answer.due_at == at(f"{answer.last_day} 00:00") + timedelta(days=1)
    assert "day_of_month" in UNITS


@given(received=INSTANTS, n=st.integers(1, 31), way=st.sampled_from(WAYS))
def test_it_equals_the_slow_search(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int, way: str
) -> None:
    day = received.date() + timedelta(days=1)
    while day.day != min(n, monthrange(day.year, day.month)[1]):
        day += timedelta(days=1)
    nominal = day
    while way != "none" and not plain.worked(day):
        day += timedelta(days=1 if way == "forward" else -1)
    if day < date(2007, 1, 1):
        return
    answer = deadline(cal, received, n, "day_of_month", rest_day=way)
    assert ([each.date for each in answer.counted], answer.last_day) == ([nominal], day)
    between = range(abs((day - nominal).days))
    step = 1 if way == "forward" else -1
    assert [s.date for s in answer.skipped] == [nominal + timedelta(days=step * k) for k in between]


def test_unmoved_it_rests_on_no_notice(cal: ChinaCalendar, at: At) -> None:
    received = at("2027-05-20 09:00")
    assert deadline(cal, received, 5, "day_of_month").provisional
    fixed = deadline(cal, received, 5, "day_of_month", rest_day="none", strict=True)
    assert (fixed.last_day, fixed.provisional, fixed.notices) == (date(2027, 6, 5), False, ())


def test_receipt_on_the_next_working_day_may_lead_to_the_next_month(
    cal: ChinaCalendar, at: At
) -> None:
    received, policy = at("2026-11-04 18:00"), "next_working_day_receipt"
    assert deadline(cal, received, 5, "day_of_month").last_day == date(2026, 11, 5)
    assert deadline(cal, received, 5, "day_of_month", policy).last_day == date(2026, 12, 7)


def test_a_wrong_day_or_way_is_refused(cal: ChinaCalendar, at: At) -> None:
    received = at("2026-11-04 18:00")
    for n in (0, 32, -1):
        with pytest.raises(DeadlineError, match="1 至 31"):
            deadline(cal, received, n, "day_of_month")
    with pytest.raises(DeadlineError, match="forward、backward、none"):
        deadline(cal, received, 5, "day_of_month", rest_day="sideways")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit != "day_of_month"])
def test_no_other_unit_heeds_the_way(cal: ChinaCalendar, at: At, unit: str) -> None:
    answers = [deadline(cal, at("2026-09-01 09:00"), 4, unit, rest_day=way) for way in WAYS]
    assert answers[0] == answers[1] == answers[2]


EXPLAINED = {
    "forward": [
        "期限最后一日为休息日：9月5日（周六）；9月6日（周日），"
        "顺延至休息日结束后的第一个工作日（参照《民法典》第二百零三条第一款）。",
        "最后一日为2026年9月7日（周一），至当日24时届满（参照《民法典》第二百零三条第二款）。",
    ],
    "backward": [
        "期限最后一日为休息日：9月5日（周六），按本事项规定提前至休息日前的最后一个工作日。",
        "最后一日为2026年9月4日（周五），至当日24时届满（参照《民法典》第二百零三条第二款）。",
    ],
    "none": [
        "当日为休息日，按本事项规定不作移动。",
        "最后一日为2026年9月5日（周六），至当日24时届满（参照《民法典》第二百零三条第二款）。",
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_explained(cal: ChinaCalendar, at: At, way: str) -> None:
    told = explain(deadline(cal, at("2026-08-30 09:00"), 5, "day_of_month", rest_day=way))
    assert told[2:5] == [
        "期限为每月 5 日，含当日，没有这一日的月份为月末日；"
        "收到之后的第一个是2026年9月5日（周六）。",
        *EXPLAINED[way],
    ]


def test_moving_back_over_a_break_and_a_worked_saturday_are_explained(
    cal: ChinaCalendar, at: At
) -> None:
    policy = "next_working_day_receipt"
    back = explain(
        deadline(cal, at("2026-09-26 09:00"), 5, "day_of_month", policy, rest_day="backward")
    )
    assert back[4] == ("不计入：9月26日至9月27日（中秋节放假，国办发明电〔2025〕7号）。")
    assert back[5] == (
        "期限最后一日为休息日：10月1日至10月5日（国庆节放假，国办发明电〔2025〕7号），"
        "按本事项规定提前至休息日前的最后一个工作日。"
    )
    worked = explain(deadline(cal, at("2026-02-10 09:00"), 28, "day_of_month", rest_day="none"))
    assert not any("休息日" in sentence for sentence in worked)
