"""How a day is called in the lunar calendar: 农历腊月二十八, 除夕, 正月初七."""

from __future__ import annotations

import re
from datetime import date, timedelta

from lunardate import LunarDate

DIGITS = "〇一二三四五六七八九"
MONTHS = {1: ("正", "一"), 11: ("冬", "十一"), 12: ("腊", "十二")}
LUNAR = re.compile(
    "(?:农历)?(?:除夕|大年三十|大年初[一二三四五六七八九十]"
    "|闰?(?:[正冬腊一二三四五六七八九十]|十[一二])月"
    "(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|[二三]十|(?:二十|廿)[一二三四五六七八九]))"
)


def lunar_words(day: date) -> tuple[str, ...]:
    """Every usual name of `day` (1900-2099) in the lunar calendar, without 农历, the best first."""
    lunar = LunarDate.from_solar_date(day.year, day.month, day.day)
    leap = "闰" if lunar.is_leap_month else ""
    days = _day_words(lunar.day)
    dates = (f"{leap}{month}月{word}" for month in _month_words(lunar.month) for word in days)
    return (*_new_year_words(day, lunar), *dates)


def _month_words(month: int) -> tuple[str, ...]:
    return MONTHS.get(month) or ("十" if month == 10 else DIGITS[month],)


def _day_words(day: int) -> tuple[str, ...]:
    tens, ones = divmod(day, 10)
    if day <= 10:
        return ("初十",) if day == 10 else (f"初{DIGITS[ones]}",)
    if ones == 0:
        return ("二十",) if tens == 2 else ("三十",)
    return (f"十{DIGITS[ones]}",) if tens == 1 else (f"二十{DIGITS[ones]}", f"廿{DIGITS[ones]}")


def _new_year_words(day: date, lunar: LunarDate) -> tuple[str, ...]:
    if lunar.month == 1 and not lunar.is_leap_month and lunar.day <= 10:
        return (f"大年{_day_words(lunar.day)[0]}",)
    after = day + timedelta(days=1)
    follows = LunarDate.from_solar_date(after.year, after.month, after.day)
    return ("除夕", "大年三十") if (follows.month, follows.day) == (1, 1) else ()
