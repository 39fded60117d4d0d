"""What is refused, and what is said about an answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from calendars import (
    ChinaCalendar,
    DeadlineError,
    NaiveDatetimeError,
    deadline,
    explain,
    midnight,
)

At = Callable[[str], datetime]


def test_a_naive_datetime_is_refused(cal: ChinaCalendar) -> None:
    with pytest.raises(NaiveDatetimeError, match="没有时区"):
        deadline(cal, datetime(2026, 10, 1, 9, 0), 5)
    assert issubclass(NaiveDatetimeError, ValueError)


@pytest.mark.parametrize("zone_offset", [-11, -5, 0, 5.5, 8, 13])
def test_any_zone_means_the_same_instant(cal: ChinaCalendar, at: At, zone_offset: float) -> None:
    zone = timezone(timedelta(hours=zone_offset))
    here = at("2026-09-30 00:30")
    there = deadline(cal, here.astimezone(zone), 1)
    assert there.last_day == date(2026, 10, 8)
    assert there.to_json() == deadline(cal, here, 1).to_json()


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0},
        {"n": -1},
        {"n": 3651},
        {"n": True},
        {"n": 1.0},
        {"n": 1, "unit": "days"},
        {"n": 1, "policy": "court"},
    ],
)
def test_a_wrong_question_is_refused(cal: ChinaCalendar, at: At, wrong: dict[str, Any]) -> None:
    with pytest.raises(DeadlineError):
        deadline(cal, at("2026-10-01 10:00"), **wrong)


def test_json_is_plain_and_complete(cal: ChinaCalendar, at: At) -> None:
    answer = deadline(cal, at("2026-09-30 10:00").astimezone(UTC), 3)
    values = answer.to_json()
    assert json.loads(json.dumps(values)) == values
    number = "国办发明电〔2025〕7号"
    assert values == {
        "received": "2026-09-30T10:00:00+08:00",
        "n": 3,
        "unit": "working_day",
        "policy": "statutory",
        "last_day": "2026-10-10",
        "due_at": "2026-10-11T00:00:00+08:00",
        "provisional": False,
        "counted": [
            {"date": "2026-10-08", "weekday": "四", "note": "", "notice": None},
            {"date": "2026-10-09", "weekday": "五", "note": "", "notice": None},
            {"date": "2026-10-10", "weekday": "六", "note": "调休上班", "notice": number},
        ],
        "skipped": [
            {"date": f"2026-10-0{d}", "reason": "国庆节放假", "notice": number} for d in range(1, 8)
        ],
        "notices": [number],
        "day_zero": "2026-09-30",
    }


EXPLAINED = {
    ("2026-09-29 10:00", 5, "working_day", "statutory"): [
        "2026年9月29日（周二）10:00收到。",
        "收到当日不计入，自次日起算（参照《民法典》第二百零一条第一款）。",
        "期限 5 个工作日，依次计入：9月30日（三）、10月8日（四）、10月9日（五）、"
        "10月10日（六，调休上班）、10月12日（一）。",
        "不计入：10月1日至10月7日（国庆节放假，国办发明电〔2025〕7号）；10月11日（周日）。",
        "最后一日为2026年10月12日（周一），至当日24时届满（参照《民法典》第二百零三条第二款）。",
        "放假和调休依据：国办发明电〔2025〕7号。",
    ],
    ("2024-02-08 10:00", 2, "natural_day", "statutory"): [
        "2024年2月8日（周四）10:00收到。",
        "收到当日不计入，自次日起算（参照《民法典》第二百零一条第一款）。",
        "期限 2 个自然日，依次计入：2月9日（五）、2月10日（六，春节放假）。",
        "期限最后一日为休息日：2月10日至2月17日（春节放假，国办发明电〔2023〕7号），"
        "顺延至休息日结束后的第一个工作日（参照《民法典》第二百零三条第一款）。",
        "最后一日为2024年2月18日（周日），至当日24时届满（参照《民法典》第二百零三条第二款）。",
        "放假和调休依据：国办发明电〔2023〕7号。",
    ],
    ("2026-08-31 10:00", 1, "natural_month", "statutory"): [
        "2026年8月31日（周一）10:00收到。",
        "收到当日不计入，自次日起算（参照《民法典》第二百零一条第一款）。",
        "期限 1 个月，到期月的对应日为期限最后一日，没有对应日的为月末日"
        "（参照《民法典》第二百零二条）：2026年9月30日（周三）。",
        "最后一日为2026年9月30日（周三），至当日24时届满（参照《民法典》第二百零三条第二款）。",
        "放假和调休依据：国办发明电〔2025〕7号。",
    ],
    ("2026-12-31 18:00", 1, "working_day", "next_working_day_receipt"): [
        "2026年12月31日（周四）18:00收到。",
        "下班后或非工作日收到，按本事项规定视为下一工作日2027年1月4日（周一）收到。",
        "收到当日不计入，自次日起算（参照《民法典》第二百零一条第一款）。",
        "期限 1 个工作日，依次计入：1月5日（二）。",
        "不计入：2027年1月1日（元旦（法定节日））；1月2日（周六）；1月3日（周日）。",
    ],
}


@pytest.mark.parametrize("question", EXPLAINED)
def test_explained_in_words(
    cal: ChinaCalendar, at: At, question: tuple[str, int, str, str]
) -> None:
    received, n, unit, policy = question
    said = explain(deadline(cal, at(received), n, unit, policy))
    if policy == "statutory":
        assert said == EXPLAINED[question]
    else:
        assert said[:4] == EXPLAINED[question][:4]
        assert said[-1].startswith("其中有的日子尚待国务院办公厅放假安排通知确定")


def test_counting_back_is_explained(cal: ChinaCalendar, at: At) -> None:
    said = explain(deadline(cal, at("2027-01-05 00:00"), 3, "working_day_before"))
    assert said[0] == "2027年1月5日（周二）为事项当日，不计入，向前倒算。"
    assert "1月4日（一）、2026年12月31日（四）、2026年12月30日（三）" in said[1]
    assert said[-1].startswith("其中有的日子尚待")


def test_a_day_without_a_time_is_told_without_one(cal: ChinaCalendar) -> None:
    found = explain(deadline(cal, midnight(date(2026, 9, 29)), 2))
    assert found[0] == "2026年9月29日（周二）收到。"
