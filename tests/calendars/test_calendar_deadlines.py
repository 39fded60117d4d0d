"""Terms end when the law says: checked examples, a slow count, changes, year ends."""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import (
    SHANGHAI,
    ChinaCalendar,
    CoverageError,
    Deadline,
    DeadlineError,
    NaiveDatetimeError,
    deadline,
    first_working_day,
    midnight,
    minimum_period,
)

At = Callable[[str], datetime]
UNITS = {
    "working_days": "working_day",
    "working_days_before": "working_day_before",
    "natural_days": "natural_day",
    "natural_months": "natural_month",
}
FILE = Path(__file__).parent / "deadline_examples.csv"
EXAMPLES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def asked(cal: ChinaCalendar, row: dict[str, str], *, strict: bool = False) -> Deadline:
    received: Any = (
        datetime.fromisoformat(row["received"])
        if "T" in row["received"]
        else date.fromisoformat(row["received"])
    )
    as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
    return deadline(cal, received, int(row["n"]), UNITS[row["kind"]], as_of=as_of, strict=strict)


def listed(answer: Deadline) -> str:
    return " ".join(f"{day.date:%m-%d}({day.weekday})" for day in answer.counted)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_checked_example(cal: ChinaCalendar, row: dict[str, str]) -> None:
    if row["expected_last_day"] == "ERROR":
        with pytest.raises(CoverageError):
            asked(cal, row, strict=True)
        assert asked(cal, row).provisional
        return
    answer = asked(cal, row)
    assert answer.last_day.isoformat() == row["expected_last_day"]
    assert not answer.provisional
    assert asked(cal, row, strict=True) == answer
    if row["kind"].startswith("natural"):
        nominal = row["counted_days"].removeprefix("unadjusted last day ")
        last = answer.counted[-1]
        assert f"{last.date.isoformat()}({last.weekday})" == nominal
    else:
        assert listed(answer) == row["counted_days"]


@pytest.mark.parametrize(
    ("start", "n", "last_day"),
    [
        ("2022-09-26", 2, "2022-09-28"),
        ("2022-10-01", 2, "2022-10-09"),
        ("2022-09-29", 5, "2022-10-11"),
        ("2023-01-18", 5, "2023-01-30"),
        ("2022-06-16", 15, "2022-07-07"),
        ("2025-09-30", 1, "2025-10-09"),
        ("2025-09-30", 10, "2025-10-21"),
        ("2025-09-30", 20, "2025-11-04"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 5, "2026-02-27"),
    ],
)
@pytest.mark.parametrize("hour", ["00:00", "09:00", "23:59"])
def test_working_days_of_the_measures(
    cal: ChinaCalendar, at: At, start: str, n: int, last_day: str, hour: str
) -> None:
    answer = deadline(cal, at(f"{start} {hour}"), n)
    assert answer.last_day == date.fromisoformat(last_day)
    assert answer.due_at == at(f"{last_day} 00:00") + timedelta(days=1)
    assert answer.due_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "earliest", "recommended"),
    [("2022-09-15", "2022-10-06", "2022-10-08"), ("2026-04-11", "2026-05-02", "2026-05-06")],
)
def test_transition_of_twenty_days(
    cal: ChinaCalendar, at: At, start: str, earliest: str, recommended: str
) -> None:
    for hour in ("00:00", "23:59"):
        assert minimum_period(at(f"{start} {hour}"), 20) == at(f"{earliest} 00:00")
    day = first_working_day(cal, date.fromisoformat(earliest))
    assert day == date.fromisoformat(recommended)


@pytest.mark.parametrize(
    ("fifth", "due"),
    [
        ("2026-09-05", "2026-09-07"),
        ("2026-10-05", "2026-10-08"),
        ("2025-10-05", "2025-10-09"),
        ("2026-11-05", "2026-11-05"),
    ],
)
def test_monthly_report_on_the_fifth(cal: ChinaCalendar, fifth: str, due: str) -> None:
    assert first_working_day(cal, date.fromisoformat(fifth)) == date.fromisoformat(due)


# A slow, obvious count

INSTANTS = st.datetimes(datetime(2007, 1, 2), datetime(2026, 3, 1), timezones=st.just(SHANGHAI))


@given(received=INSTANTS, n=st.integers(1, 120))
def test_working_days_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    answer = deadline(cal, received, n, strict=True)
    assert answer.last_day == plain.add(received.date(), n)
    assert not answer.provisional
    walked = sorted([d.date for d in answer.counted] + [d.date for d in answer.skipped])
    span = (answer.last_day - received.date()).days
    assert walked == [received.date() + timedelta(days=k) for k in range(1, span + 1)]
    assert all(plain.worked(d.date) for d in answer.counted)
    assert not any(plain.worked(d.date) for d in answer.skipped)


@given(received=st.datetimes(datetime(2008, 1, 1), datetime(2026, 12, 31)), n=st.integers(1, 120))
def test_working_days_before_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    answer = deadline(cal, received.replace(tzinfo=SHANGHAI), n, "working_day_before")
    assert answer.last_day == plain.add(received.date(), -n)
    assert [d.date for d in answer.counted] == [
        plain.add(received.date(), -k) for k in range(1, n + 1)
    ]


def rolled(plain: Any, day: date) -> date:
    while not plain.worked(day):
        day += timedelta(days=1)
    return day


@given(received=INSTANTS, n=st.integers(1, 200))
def test_natural_days_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    answer = deadline(cal, received, n, "natural_day")
    nominal = received.date() + timedelta(days=n)
    assert answer.last_day == rolled(plain, nominal)
    assert (len(answer.counted), answer.counted[-1].date) == (n, nominal)
    assert [d.date for d in answer.skipped] == [
        nominal + timedelta(days=k) for k in range((answer.last_day - nominal).days)
    ]


@given(received=INSTANTS, n=st.integers(1, 9))
def test_natural_months_equal_the_slow_count(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int
) -> None:
    day, year, month = received.date(), received.year, received.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    nominal = date(year, month, min(day.day, monthrange(year, month)[1]))
    answer = deadline(cal, received, n, "natural_month")
    assert (answer.counted[-1].date, answer.last_day) == (nominal, rolled(plain, nominal))


@given(received=INSTANTS, n=st.integers(1, 60), unit=st.sampled_from(sorted(UNITS.values())[:3]))
def test_next_working_day_receipt_equals_the_slow_rule(
    cal: ChinaCalendar, plain: Any, received: datetime, n: int, unit: str
) -> None:
    day = received.date()
    if not plain.worked(day) or received.time() > time(17, 30):
        day = plain.add(day, 1)
    answer = deadline(cal, received, n, unit, policy="next_working_day_receipt")
    assert answer.day_zero == day
    assert answer.last_day == deadline(cal, midnight(day), n, unit).last_day
    assert answer.last_day >= deadline(cal, received, n, unit).last_day


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2026-11-20 17:30", "2026-11-23"),
        ("2026-11-20 17:30:01", "2026-11-24"),
        ("2026-11-21 09:00", "2026-11-24"),
        ("2026-10-10 09:00", "2026-10-12"),  # a worked Saturday
        ("2026-09-30 18:00", "2026-10-09"),
        ("2026-12-31 18:00", "2027-01-05"),
    ],
)
def test_receipt_after_hours(cal: ChinaCalendar, at: At, received: str, last_day: str) -> None:
    answer = deadline(cal, at(received), 1, policy="next_working_day_receipt")
    assert answer.last_day == date.fromisoformat(last_day)


def test_closing_time_can_be_set(cal: ChinaCalendar, at: At) -> None:
    policy = "next_working_day_receipt"
    late = deadline(cal, at("2026-11-19 17:10"), 1, policy=policy, closing=time(17))
    assert late.day_zero == date(2026, 11, 20)
    assert deadline(cal, at("2026-11-19 17:10"), 1, policy=policy).day_zero.day == 19


def test_policy_leaves_an_event_where_it_is(cal: ChinaCalendar, at: At) -> None:
    answers = {
        deadline(cal, at("2026-11-20 18:00"), 1, "working_day_before", policy=policy).last_day
        for policy in ("statutory", "next_working_day_receipt")
    }
    assert answers == {date(2026, 11, 19)}


# Changes of 2019 and 2020


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


# Year ends and the time after the last notice


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
        for unit in UNITS.values():
            if (received[:4], unit) == ("2099", "working_day_before"):
                continue
            with pytest.raises(CoverageError):
                deadline(cal, at(received), 1, unit)
    with pytest.raises(CoverageError):
        deadline(cal, at("2007-01-05 10:00"), 5, "working_day_before")


# Input


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


# What is said about it


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
    said = deadline(cal, at(received), n, unit, policy).explain()
    if policy == "statutory":
        assert said == EXPLAINED[question]
    else:
        assert said[:4] == EXPLAINED[question][:4]
        assert said[-1].startswith("其中有的日子尚待国务院办公厅放假安排通知确定")


def test_counting_back_is_explained(cal: ChinaCalendar, at: At) -> None:
    said = deadline(cal, at("2027-01-05 00:00"), 3, "working_day_before").explain()
    assert said[0] == "2027年1月5日（周二）为事项当日，不计入，向前倒算。"
    assert "1月4日（一）、2026年12月31日（四）、2026年12月30日（三）" in said[1]
    assert said[-1].startswith("其中有的日子尚待")
