"""The slow, obvious calendar every test compares with.

Its days stand in expected_days.json: for each year the days off and the worked weekend days
after all changes. They agree on every day of 2007-2026 with chinesecalendar 1.11.0, a public
data set made by others. Nothing in PlainCalendar uses the library.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from calendars import ChinaCalendar, shipped

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected_days.json").read_text(encoding="utf-8"))


@dataclass
class PlainCalendar:
    off: dict[date, str]
    work: set[date]

    def worked(self, day: date) -> bool:
        if day in self.work:
            return True
        return day not in self.off and day.weekday() < 5

    def add(self, day: date, n: int) -> date:
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left > 0:
            day = day + step
            if self.worked(day):
                left -= 1
        return day

    def between(self, start: date, end: date) -> int:
        total = 0
        while start < end:
            start = start + timedelta(days=1)
            if self.worked(start):
                total += 1
        return total


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    return EXPECTED


@pytest.fixture(scope="session")
def plain() -> PlainCalendar:
    off = {
        date.fromisoformat(day): name
        for year in EXPECTED.values()
        for name, days in year["off"].items()
        for day in days
    }
    work = {date.fromisoformat(day) for year in EXPECTED.values() for day in year["work"]}
    return PlainCalendar(off, work)


@pytest.fixture(scope="session")
def cal() -> ChinaCalendar:
    return shipped()


@pytest.fixture(scope="session")
def at() -> Callable[[str], datetime]:
    """'2026-09-29 10:00' -> that instant in Shanghai."""
    return lambda text: datetime.fromisoformat(f"{text}+08:00")
