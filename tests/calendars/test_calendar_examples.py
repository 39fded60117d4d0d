"""The examples checked by hand and against two data sets."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from calendars import (
    ChinaCalendar,
    CoverageError,
    Deadline,
    deadline,
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
    ("start", "earliest"), [("2022-09-15", "2022-10-06"), ("2026-04-11", "2026-05-02")]
)
def test_transition_of_twenty_days(at: At, start: str, earliest: str) -> None:
    for hour in ("00:00", "23:59"):
        assert minimum_period(at(f"{start} {hour}"), 20) == at(f"{earliest} 00:00")
