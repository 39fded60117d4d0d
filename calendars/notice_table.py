"""Reading typed values out of a notice file: every complaint names file, key and value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from calendars.errors import NoticeError
from calendars.sentence import Sentence, say


class Table:
    """One TOML table of a notice file. What is not asked for by `close` is refused."""

    def __init__(self, file: str, path: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self.path = path
        self._values = dict(values)

    def refuse(self, key: str, value: object, reason: Sentence) -> NoticeError:
        return NoticeError(self.file, f"{self.path}{key}", value, reason)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def _take(self, key: str) -> Any:
        if key not in self._values:
            raise self.refuse(key, say("（无）"), say("缺少这一项"))
        return self._values.pop(key)

    def integer(self, key: str) -> int:
        value = self._take(key)
        if type(value) is not int:
            raise self.refuse(key, value, say("应为整数"))
        return value

    def text(self, key: str, *, blank: bool = False) -> str:
        value = self._take(key)
        if not isinstance(value, str) or not (blank or value.strip()):
            raise self.refuse(key, value, say("应为文字") if blank else say("应为非空文字"))
        return value

    def day(self, key: str) -> date:
        return self._as_day(key, self._take(key))

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates and of `{ from, to }` spans, in order, each day once."""
        value = self._take(key)
        if not isinstance(value, list):
            raise self.refuse(key, value, say("应为日期的列表"))
        days = [day for item in value for day in self._span(key, item)]
        if sorted(set(days)) != days:
            raise self.refuse(key, _listed(days), say("日期应从早到晚，且不重复"))
        return tuple(days)

    def table(self, key: str) -> Table:
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.refuse(key, value, say("应为一个表"))
        return Table(self.file, f"{self.path}{key}.", value)

    def tables(self, key: str) -> list[Table]:
        """An array of tables; paths count from 1, as a person reading the file does."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refuse(key, value, say("应为表的列表"))
        return [
            Table(self.file, f"{self.path}{key}[{number}].", item)
            for number, item in enumerate(value, start=1)
        ]

    def close(self) -> None:
        """Refuse keys nobody asked for: a misspelt key must not pass for a missing one."""
        for key, value in self._values.items():
            raise self.refuse(key, value, say("没有这一项"))

    def _span(self, key: str, item: object) -> list[date]:
        if not isinstance(item, dict):
            return [self._as_day(key, item)]
        if set(item) != {"from", "to"}:
            raise self.refuse(key, item, say("应写作 { from = 日期, to = 日期 }"))
        first, last = self._as_day(key, item["from"]), self._as_day(key, item["to"])
        if not 0 <= (last - first).days <= 31:
            raise self.refuse(
                key, say("%(first)s至%(last)s", first=first, last=last), say("起止颠倒或过长")
            )
        return [first + timedelta(days=k) for k in range((last - first).days + 1)]

    def _as_day(self, key: str, value: object) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(key, value, say("应为日期（不加引号）"))
        return value


def _listed(days: list[date]) -> str:
    return " ".join(map(str, days))
