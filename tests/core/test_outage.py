"""A right outlives an outage by one full working day; nothing else is moved by one."""

from datetime import datetime

import pytest

from calendars import last_day_before, shipped
from engine.clock import SHANGHAI
from engine.core.outage import Gap, spare
from engine.core.workflow import Term

CALENDAR = shipped()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=SHANGHAI)


def term(started: str, due: str, **trace: object) -> Term:
    return Term(at(started), at(due), False, dict(trace), "")


def last_day(gap: Gap, given: Term, working_days: int = 1) -> str:
    moved = spare(CALENDAR, gap, working_days, given)
    return f"{last_day_before(moved.due_at):%m-%d}"


#: Ten working days from Monday 11-07: over at the end of Monday 11-21.
USUAL = ("11-07 10:00", "11-22")


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("11-18 10:00", "11-23 10:00", "11-24"),  # ended within office hours: the next day is full
        ("11-18 10:00", "11-23 08:00", "11-23"),  # ended before the office opened: that day is full
        ("11-18 10:00", "11-25 19:00", "11-28"),  # a Friday night: the Monday after
        ("11-18 10:00", "11-26 08:00", "11-28"),  # a Saturday morning
        ("11-21 23:00", "11-22 01:00", "11-22"),  # the last hour of the term
        ("11-18 10:00", "11-18 12:00", "11-21"),  # over before the last day: it stays
        ("11-21 10:00", "11-21 12:00", "11-22"),  # on the last day: a full one follows
        ("11-22 00:00", "11-25 10:00", "11-21"),  # began when the term was over
        ("11-01 10:00", "11-07 09:00", "11-21"),  # ended before the term began
    ],
)
def test_the_last_day_after_an_outage(began, ended, expected):
    assert last_day(Gap(at(began), at(ended)), term(*USUAL)) == expected


def test_holidays_are_no_days_of_service():
    gap = Gap(at("09-26 09:00"), at("09-30 15:00"))
    assert last_day(gap, term("09-15 09:00", "09-30")) == "10-08"  # 调休: a Saturday that is worked


def test_more_days_where_the_pack_says_so():
    assert last_day(Gap(at("11-18 10:00"), at("11-23 10:00")), term(*USUAL), 3) == "11-28"


def test_a_moved_term_says_why_and_keeps_its_count():
    moved = spare(CALENDAR, Gap(at("11-18 10:00"), at("11-23 10:00")), 1, term(*USUAL, n=10))
    assert moved.trace == {
        "n": 10,
        "moved": [
            {
                "from": "2022-11-22T00:00:00+08:00",
                "to": "2022-11-25T00:00:00+08:00",
                "cause": "outage",
                "began_at": "2022-11-18T10:00:00+08:00",
                "ended_at": "2022-11-23T10:00:00+08:00",
            }
        ],
    }


def test_an_office_that_switches_off_every_night_comes_to_an_end():
    moved = spare(CALENDAR, Gap(at("11-21 18:00"), at("11-22 08:00")), 1, term(*USUAL))
    assert f"{last_day_before(moved.due_at):%m-%d}" == "11-22"
    assert spare(CALENDAR, Gap(at("11-22 18:00"), at("11-23 08:00")), 1, moved) == moved


def test_a_second_outage_in_office_hours_moves_it_again():
    moved = spare(CALENDAR, Gap(at("11-21 18:00"), at("11-22 08:00")), 1, term(*USUAL))
    again = spare(CALENDAR, Gap(at("11-22 14:00"), at("11-23 10:00")), 1, moved)
    assert f"{last_day_before(again.due_at):%m-%d}" == "11-24"
    assert [move["cause"] for move in again.trace["moved"]] == ["outage", "outage"]


def test_a_day_after_the_last_notice_makes_it_provisional():
    gap = Gap(datetime(2027, 3, 1, tzinfo=SHANGHAI), datetime(2027, 3, 10, 12, tzinfo=SHANGHAI))
    given = Term(gap.began_at.replace(day=1, month=2), gap.began_at.replace(day=5), False, {}, "")
    assert spare(CALENDAR, gap, 1, given).provisional
