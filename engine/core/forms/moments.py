"""Reading dates and moments that people type, in the legal time of China."""

import re
import unicodedata
from datetime import date, datetime

from calendars import day_words
from engine.core.forms.context import BEIJING, moment_text
from engine.sentence import Sentence, listed

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEARS = range(1949, 2100)


def read_date(text: str) -> str:
    """YYYY-MM-DD of 2026-03-02, 2026/3/2, 2026.3.2 or 2026年3月2日; ValueError for all else."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise ValueError("not a date")
    day = date(*map(int, match.groups()))
    if day.year not in _YEARS:
        raise ValueError("a year out of reach")
    return day.isoformat()


def read_moment(text: str) -> str:
    """ISO 8601 to the second with +08:00; a text without an offset is Beijing time, as typed.

    Takes what `datetime-local` posts, ISO with an offset, and a Chinese date followed by a time.
    Raises ValueError for all else.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    split = re.fullmatch(r"(\d{4}\D\d{1,2}\D\d{1,2}日?)[T ]\s*(\S.*)", plain)
    if split is None:
        raise ValueError("not a moment")
    moment = datetime.fromisoformat(f"{read_date(split[1])}T{_padded(split[2])}")
    return moment_text(moment if moment.tzinfo else moment.replace(tzinfo=BEIJING))


def _padded(time: str) -> str:
    return re.sub(r"^(\d):", r"0\1:", time)


def date_words(text: str) -> Sentence:
    """2026-03-02 → 2026年3月2日."""
    return day_words(date.fromisoformat(text))


def moment_words(text: str) -> Sentence:
    """2026-03-02T09:30:00+08:00 → 2026年3月2日 09:30, in Beijing time."""
    moment = datetime.fromisoformat(text).astimezone(BEIJING)
    return listed((day_words(moment.date()), f"{moment:%H:%M}"), " ")
