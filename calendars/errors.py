"""What this library raises. It imports nothing of the program around it."""

from __future__ import annotations

from datetime import date

from workalendar.exceptions import CalendarError

from calendars.sentence import Sentence, say

MOST_SHOWN = 80


class CoverageError(CalendarError):  # type: ignore[misc]
    """没有通知覆盖这一天。"""

    def __init__(self, day: date, reason: Sentence) -> None:
        super().__init__(say("%(day)s：%(reason)s", day=day.isoformat(), reason=reason))
        self.day = day
        self.reason = reason


class NoticeError(ValueError):
    """通知文件有误，不予采用。Names the file, the key and the value that is wrong.

    `args[0]` is the whole as a Sentence, its `value` cut short; `reason` is one too. `line` is
    that of the file where the syntax is wrong, else None.
    """

    def __init__(
        self, file: str, key: str, value: object, reason: Sentence, *, line: int | None = None
    ) -> None:
        told = say(
            "%(file)s：%(key)s = %(value)s：%(reason)s",
            file=file,
            key=key,
            value=_short(value),
            reason=reason,
        )
        super().__init__(told)
        self.file = file
        self.key = key
        self.value = value
        self.reason = reason
        self.line = line


def _short(value: object) -> object:
    if isinstance(value, Sentence):
        return value
    text = str(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


class DeadlineError(ValueError):
    """期限的计算要求本身有误。"""


class NaiveDatetimeError(DeadlineError):
    """时间没有时区，无法确定是北京时间哪一天。"""

    def __init__(self, value: object) -> None:
        super().__init__(say("时间 %(value)s 没有时区，不能用于计算期限", value=value))
