"""Statutory days off (法定节日), known from the law alone, without any yearly notice.

Source: 全国年节及纪念日放假办法, art. 2, in the wordings of 国务院令 270 (1999), 513 (2007),
644 (2013) and 795 (2024). The law says which days are off; only the yearly notice says how rest
days move around them. So these days serve to check notices and to answer provisionally, never
to invent an arrangement. Its art. 6 (a day that falls on a weekend is made up on a working day)
is left out on purpose: which working day, only the notice says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunardate import LunarDate

from calendars.errors import CoverageError
from calendars.sentence import listed, say

FIRST_YEAR = 2000
LAST_YEAR = 2099  # the lunar table and the formula of 清明 end here

Festival = tuple[date, str]


@dataclass(frozen=True)
class Law:
    """One wording of the law: known since `promulgated`, applied from year `first_year`."""

    number: str
    promulgated: date
    first_year: int
    days: Callable[[int], list[Festival]]


@lru_cache(maxsize=1024)
def lunar(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the Chinese lunar calendar (no leap months)."""
    solar: date = LunarDate(year, month, day).to_solar_date()
    return solar


def qingming(year: int) -> date:
    """清明, by the century formula that holds for 2000-2099."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)


def _spring(year: int, first: int, count: int) -> list[Festival]:
    """`count` days of 春节; `first` = -1 begins with 除夕, 0 with 正月初一."""
    new_year = lunar(year, 1, 1)
    return [(new_year + timedelta(days=first + k), "春节") for k in range(count)]


def _fixed(year: int, month: int, count: int, name: str) -> list[Festival]:
    return [(date(year, month, 1 + k), name) for k in range(count)]


def _traditional(year: int) -> list[Festival]:
    return [
        (qingming(year), "清明节"),
        (lunar(year, 5, 5), "端午节"),
        (lunar(year, 8, 15), "中秋节"),
    ]


def _law_1999(year: int) -> list[Festival]:
    return [
        *_fixed(year, 1, 1, "元旦"),
        *_spring(year, 0, 3),
        *_fixed(year, 5, 3, "劳动节"),
        *_fixed(year, 10, 3, "国庆节"),
    ]


def _since_2008(year: int, spring: list[Festival], labour: int) -> list[Festival]:
    return [
        *_fixed(year, 1, 1, "元旦"),
        *spring,
        *_traditional(year),
        *_fixed(year, 5, labour, "劳动节"),
        *_fixed(year, 10, 3, "国庆节"),
    ]


def _law_2007(year: int) -> list[Festival]:
    return _since_2008(year, _spring(year, -1, 3), 1)


def _law_2013(year: int) -> list[Festival]:
    return _since_2008(year, _spring(year, 0, 3), 1)


def _law_2024(year: int) -> list[Festival]:
    return _since_2008(year, _spring(year, -1, 4), 2)


LAWS = (
    Law("国务院令第270号", date(1999, 9, 18), 2000, _law_1999),
    Law("国务院令第513号", date(2007, 12, 14), 2008, _law_2007),
    Law("国务院令第644号", date(2013, 12, 11), 2014, _law_2013),
    Law("国务院令第795号", date(2024, 11, 10), 2025, _law_2024),
)


def law_for(year: int, known_on: date | None = None) -> Law:
    """The wording that governs `year`, as known at the end of `known_on` (None: as known now)."""
    fitting = [
        law
        for law in LAWS
        if law.first_year <= year and (known_on is None or law.promulgated <= known_on)
    ]
    if not fitting or not FIRST_YEAR <= year <= LAST_YEAR:
        raise CoverageError(
            date(min(max(year, date.min.year), date.max.year), 1, 1),
            say("法定节日只能推算 %(first)s-%(last)s 年", first=FIRST_YEAR, last=LAST_YEAR),
        )
    return fitting[-1]


def festivals(year: int, known_on: date | None = None) -> list[Festival]:
    """Every statutory day of `year` with its festival, one entry per festival and day.

    Two festivals on one day (国庆节 and 中秋节 of 2020-10-01) are two entries. Raises
    CoverageError outside 2000-2099.
    """
    return law_for(year, known_on).days(year)


@lru_cache(maxsize=512)
def statutory_days(year: int, known_on: date | None = None) -> dict[date, str]:
    """The statutory days of `year` by date, names joined where festivals meet."""
    days: dict[date, str] = {}
    for day, name in festivals(year, known_on):
        days[day] = listed((days[day], name)) if day in days else name
    return days
