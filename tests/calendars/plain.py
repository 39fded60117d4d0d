"""The slow, obvious calendar every test compares with. Nothing in it uses the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


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
