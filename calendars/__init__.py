"""The working-day calendar of China and the legal terms counted on it.

A library of its own: it rests on dated State Council notices, says when it is guessing, and
can explain every date. It imports nothing of the program around it.
"""

from calendars.china import ChinaCalendar, DayState, shipped
from calendars.deadline_model import CountedDay, Deadline, Remaining, SkippedDay
from calendars.deadlines import POLICIES, UNITS, deadline
from calendars.errors import CoverageError, DeadlineError, NaiveDatetimeError, NoticeError
from calendars.explanation import explain
from calendars.feeds import (
    Comparison,
    Difference,
    Feed,
    FeedDay,
    FeedError,
    compare_feed,
    read_feed,
    to_csv,
    to_ics,
    to_json,
)
from calendars.notice_checks import check_change, check_year
from calendars.notice_file import notice_toml
from calendars.notice_findings import soft_findings
from calendars.notice_model import Break, ChangeNotice, Notice, Source, YearNotice
from calendars.notice_set import in_force
from calendars.notice_text import (
    NoticeTextError,
    PassedOver,
    ReadChange,
    ReadNotice,
    as_change_notice,
    as_year_notice,
    read_notice_text,
)
from calendars.notices import load_notices, parse_notice, shipped_notices
from calendars.registration import register
from calendars.rolling import first_working_day
from calendars.time_left import (
    minimum_period,
    remaining,
    step_from_due,
    step_working_days,
    working_days_between,
)
from calendars.wording import day_words, label_words
from calendars.zone import SHANGHAI, last_day_before, local_date, midnight

register()

__all__ = [
    "POLICIES",
    "SHANGHAI",
    "UNITS",
    "Break",
    "ChangeNotice",
    "ChinaCalendar",
    "Comparison",
    "CountedDay",
    "CoverageError",
    "DayState",
    "Deadline",
    "DeadlineError",
    "Difference",
    "Feed",
    "FeedDay",
    "FeedError",
    "NaiveDatetimeError",
    "Notice",
    "NoticeError",
    "NoticeTextError",
    "PassedOver",
    "ReadChange",
    "ReadNotice",
    "Remaining",
    "SkippedDay",
    "Source",
    "YearNotice",
    "as_change_notice",
    "as_year_notice",
    "check_change",
    "check_year",
    "compare_feed",
    "day_words",
    "deadline",
    "explain",
    "first_working_day",
    "in_force",
    "label_words",
    "last_day_before",
    "load_notices",
    "local_date",
    "midnight",
    "minimum_period",
    "notice_toml",
    "parse_notice",
    "read_feed",
    "read_notice_text",
    "register",
    "remaining",
    "shipped",
    "shipped_notices",
    "soft_findings",
    "step_from_due",
    "step_working_days",
    "to_csv",
    "to_ics",
    "to_json",
    "working_days_between",
]
