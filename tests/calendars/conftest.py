"""The calendars that tests compare.

The days of the plain one stand in expected_days.json: for each year the days off and the worked
weekend days after all changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from calendars import ChinaCalendar, shipped
from tests.calendars.plain import PlainCalendar

# How long an answer takes is for the benchmarks to say, on a machine that does nothing else.
settings.register_profile("calendars", deadline=None)
settings.load_profile("calendars")

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected_days.json").read_text(encoding="utf-8"))


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
