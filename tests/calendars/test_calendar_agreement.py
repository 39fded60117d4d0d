"""Ours beside what others know of the same days: agreement, and where they err.

Two public data sets made by others agree with the notices on every day. Where calendars are known
to differ, ours is right: each such day stands here with what it is, and by which notice.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from workalendar.asia import China
from workalendar.exceptions import CalendarError

from calendars import ChinaCalendar

FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def test_every_day_is_as_chinesecalendar_has_it(cal: ChinaCalendar) -> None:
    differing = [
        day for day in every_day() if chinese_calendar.is_workday(day) != cal.is_working_day(day)
    ]
    assert differing == []


def test_every_day_is_as_holidays_has_it(cal: ChinaCalendar) -> None:
    others = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    differing = [
        day for day in every_day() if others.is_working_day(day) != cal.is_working_day(day)
    ]
    assert differing == []


OFF, WORK = False, True
#: Who errs, what the days are, the notice, and the days.
DISPUTED = [
    ("workalendar, chinese-workday", OFF, "国办发明电〔2020〕1号", "2020-01-31 2020-02-01"),
    ("lunar_python, tyme4py", WORK, "国办发明电〔2012〕33号", "2013-04-07 2013-10-12"),
    ("holiday-calendar, chinesecalendar", WORK, "国办发明电〔2007〕52号", "2007-12-29"),
    ("holiday-calendar", OFF, "国办发明电〔2007〕52号", "2007-12-31"),
    ("holiday-calendar, chinese-workday", WORK, "国办发明电〔2011〕45号", "2011-12-31"),
    ("holiday-calendar", WORK, "国办发明电〔2007〕52号", "2008-05-04"),
    ("chinesecalendar", WORK, "国办发明电〔2007〕52号", "2008-09-27 2008-09-28"),
    ("holiday-calendar", WORK, "国办发明电〔2008〕42号", "2009-01-04 2009-09-27"),
    ("holiday-calendar", WORK, "国办发明电〔2014〕28号", "2015-01-04"),
    ("holiday-calendar", OFF, "国办发明电〔2007〕52号", "2008-06-07 2008-09-13"),
    ("holiday-calendar", OFF, "国办发明电〔2015〕18号", "2016-04-02"),
    ("holiday-calendar", OFF, "国办发明电〔2017〕12号", "2018-06-16 2018-09-22"),
    ("chinese-workday", OFF, "国发明电〔2015〕1号", "2015-09-03 2015-09-04"),
    ("chinese-workday", OFF, "国办发明电〔2017〕12号", "2018-01-01"),
    ("chinese-workday", OFF, "国办发明电〔2011〕45号", "2012-09-30"),
    ("chinese-workday", OFF, "国办发明电〔2010〕40号", "2011-01-29"),
    ("chinese-workday", OFF, "国办发明电〔2012〕33号", "2013-12-29"),
    ("chinese-workday", WORK, "国办发明电〔2010〕40号", "2011-02-12 2011-04-02"),
    ("chinese-workday", WORK, "国办发明电〔2011〕45号",
     "2012-01-29 2012-03-31 2012-04-01 2012-04-28 2012-10-08"),
    ("chinese-workday", WORK, "国办发明电〔2012〕33号",
     "2013-04-07 2013-10-12 2013-04-27 2013-04-28 2013-06-08 2013-06-09"),
    ("chinese-workday", WORK, "国办发明电〔2013〕28号",
     "2014-06-03 2014-06-04 2014-09-09 2014-09-10 2014-10-11"),
    ("chinese-workday", WORK, "国办发明电〔2022〕16号", "2023-01-03"),
    ("holidays", OFF, "国办发明电〔2019〕3号", "2019-05-02 2019-05-03"),
    ("holidays", WORK, "国办发明电〔2019〕3号", "2019-04-28 2019-05-05"),
    ("workalendar", WORK, "国办发明电〔2023〕7号", "2024-02-04"),
    # 除夕 of 2024: the notice only encourages units to give it off
    ("press reports", WORK, "国办发明电〔2023〕7号", "2024-02-09"),
]  # fmt: skip


def disputed() -> Iterator[tuple[str, bool, str]]:
    for _who, worked, number, days in DISPUTED:
        for day in days.split():
            yield day, worked, number


@pytest.mark.parametrize(("text", "worked", "number"), sorted(set(disputed())))
def test_a_disputed_day_is_what_its_notice_says(
    cal: ChinaCalendar, text: str, worked: bool, number: str
) -> None:
    """A day the notice does not name is by that notice what its weekday says."""
    day = date.fromisoformat(text)
    state = cal.describe(day)
    assert (cal.is_working_day(day), state.working) == (worked, worked)
    assert number in cal.notices_for([day])
    assert state.notice == number or (state.notice is None and worked == (day.weekday() < 5))


@pytest.fixture
def stock() -> Iterator[China]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns once a year, and so does its lunar calendar
        yield China()


def test_stock_workalendar_is_wrong_on_two_days_of_its_six_years(
    cal: ChinaCalendar, stock: China
) -> None:
    days = every_day(date(2018, 1, 1), date(2023, 12, 31))
    differing = [day for day in days if stock.is_working_day(day) != cal.is_working_day(day)]
    assert differing == [date(2020, 1, 31), date(2020, 2, 1)]


def test_stock_workalendar_denies_the_worked_weekends_of_other_years_without_a_word(
    cal: ChinaCalendar, stock: China
) -> None:
    others = [day for day in every_day() if not 2018 <= day.year <= 2023]
    worked = [day for day in others if day.weekday() >= 5 and cal.is_working_day(day)]
    assert len(worked) == 90
    assert not any(map(stock.is_working_day, worked))
    with pytest.raises(CalendarError):
        stock.is_working_day(date(2024, 2, 5))


def test_stock_workalendar_takes_a_holiday_for_the_next_working_day(
    cal: ChinaCalendar, stock: China
) -> None:
    holiday, saturday = date(2023, 10, 2), date(2023, 10, 7)
    assert stock.find_following_working_day(holiday) == holiday
    assert cal.find_following_working_day(holiday) == saturday
    assert stock.find_following_working_day(saturday) == date(2023, 10, 9)
    assert cal.find_following_working_day(saturday) == saturday
