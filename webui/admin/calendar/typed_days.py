"""Days as people type them: 2027-02-12, 2027年2月12日, 2月12日, several with 、 between them."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

#: No break is longer, no list of a change names more days.
MOST = 40
SIGNS = re.compile(r"[、，,;；\s]+")
FULL = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
SHORT = re.compile(r"(\d{1,2})月(\d{1,2})日?")


class NotADay(ValueError):
    """`args[0]` is what was typed."""


def day_of(text: str, year: int | None = None) -> date | None:
    """Return the day typed as `text`, None for nothing; without its year it is one of `year`.

    Raises NotADay.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    full, short = FULL.fullmatch(plain), SHORT.fullmatch(plain)
    try:
        if full is not None:
            return date(*map(int, full.groups()))
        if short is not None and year is not None:
            return date(year, *map(int, short.groups()))
    except ValueError:
        pass
    raise NotADay(text.strip()[:40])


def days_of(text: str, year: int | None = None) -> tuple[date, ...]:
    """Return the days typed one after the other; NotADay names the first that is none."""
    plain = unicodedata.normalize("NFKC", text)
    found = (day_of(each, year) for each in SIGNS.split(plain) if each)
    days = tuple(dict.fromkeys(day for day in found if day is not None))
    if len(days) > MOST:
        raise NotADay(text.strip()[:40])
    return days


def span_of(first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last`; NotADay where that is no break."""
    if not 0 <= (last - first).days < MOST:
        raise NotADay(f"{first} - {last}")
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def spans(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each run of days that follow each other."""
    left = sorted(days)
    while left:
        run = [left.pop(0)]
        while left and left[0] - run[-1] == timedelta(days=1):
            run.append(left.pop(0))
        yield run[0], run[-1]
