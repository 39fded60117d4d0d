"""What somebody typed on the calculator's page, and the question that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _

from calendars import SHANGHAI
from engine.errors import FormError
from engine.queries.calculator import Asked

FIELDS = ("received", "time", "n", "unit", "as_of", "due", "now")
NEEDED = ("received", "n", "due")
#: What an input of a kind takes as its value, narrower than what is read.
NATIVE = {"date": re.compile(r"\d{4}-\d\d-\d\d"), "time": re.compile(r"\d\d:\d\d(:\d\d)?")}


class Typed:
    """The fields of both forms as they were typed, so that a page can show them again."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = {name: given.get(name, "").strip() for name in FIELDS}
        #: The fields of the form that was sent, filled in or not.
        self.sent = frozenset(given)

    def __getitem__(self, name: str) -> str:
        """Return what was typed in the field `name`, empty where nothing was."""
        return self._given[name]

    def kind(self, name: str, kind: str) -> str:
        """Return the type of the input: `kind` (date or time), or text where a browser would drop
        what was typed because it is none."""
        text = self[name]
        read = date.fromisoformat if kind == "date" else time.fromisoformat
        native = not text or (NATIVE[kind].fullmatch(text) and _read(read, text) is not None)
        return kind if native else "text"


def term_asked(typed: Typed) -> Asked:
    """Return the question when a term ends; raises FormError naming all that cannot be read."""
    found = _all_of(
        typed,
        received=(date.fromisoformat, _("请按 2026-09-21 的样子填写日期。")),
        time=(_clock, _("请按 17:31 的样子填写时刻，或者空着。")),
        n=(int, _("请填写 1 至 3650 的整数。")),
        as_of=(date.fromisoformat, _("请按 2026-09-21 的样子填写日期。")),
    )
    day, clock = found["received"], found["time"]
    return Asked(
        received=day if clock is None else datetime.combine(day, clock, SHANGHAI),
        n=found["n"],
        unit=typed["unit"] or "working_day",
        as_of=found["as_of"],
    )


def left_asked(typed: Typed, today: date) -> tuple[date, date]:
    """Return the last day and the day from which to look at it (`today` unless typed)."""
    wrong = _("请按 2026-09-21 的样子填写日期。")
    found = _all_of(typed, due=(date.fromisoformat, wrong), now=(date.fromisoformat, wrong))
    return found["due"], found["now"] or today


def _all_of(typed: Typed, **wanted: tuple[Callable[[str], Any], str]) -> dict[str, Any]:
    """Read the fields; one left empty is None, which those that are NEEDED must not be."""
    found = {
        name: _read(read, typed[name]) if typed[name] else None
        for name, (read, _wrong) in wanted.items()
    }
    errors = {
        name: [wrong]
        for name, (_read_by, wrong) in wanted.items()
        if found[name] is None and (typed[name] or name in NEEDED)
    }
    if errors:
        raise FormError(errors)
    return found


def _read(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return None


def _clock(text: str) -> time:
    found = time.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError("the clock of Asia/Shanghai is meant")
    return found
