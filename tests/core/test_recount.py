"""Counting one term anew, without a database."""

from dataclasses import replace

import pytest

from calendars import ChinaCalendar, CoverageError, last_day_before, shipped, shipped_notices
from engine.core.outage import OUTAGE, RECORDING, Gap, spare
from engine.core.recount import recount
from engine.core.workflow import ReceiptRule, Term, count_term
from engine.core.workflow.terms import STATUTORY_RECEIPT, morning_of
from tests.commands.casework import at
from tests.revising import NUMBER, next_release

OLD, NEW = shipped(), next_release()
BEGUN = at("2026-12-28 10:00")


def counted(
    unit: str = "working_day",
    n: int = 5,
    start: str = "2026-12-28 10:00",
    rule: ReceiptRule = STATUTORY_RECEIPT,
) -> Term:
    return count_term(OLD, at(start), n, unit, rule)


def anew(term: Term, now: str = "2026-12-29 15:00", working_days: int = 1) -> Term:
    return recount(NEW, term, at(now), working_days)


def last_day(term: Term) -> str:
    return last_day_before(term.due_at).isoformat()


def test_a_term_is_counted_by_the_calendar_it_is_given():
    term = counted()
    fresh = anew(term)
    assert (last_day(term), term.provisional) == ("2027-01-05", True)
    assert (last_day(fresh), fresh.provisional) == ("2027-01-06", False)
    assert (fresh.started_at, fresh.calendar_revision) == (term.started_at, NEW.revision)
    assert NUMBER in fresh.trace["notices"]


def test_what_does_not_change_is_the_same_object():
    term = counted(start="2026-12-01 10:00")
    assert anew(term) is term
    assert recount(OLD, counted(), BEGUN, 1).trace == counted().trace


def test_a_term_that_only_loses_its_doubt_is_changed():
    term = counted(n=3)
    fresh = anew(term)
    assert fresh is not term
    assert (last_day(fresh), fresh.provisional, term.provisional) == ("2026-12-31", False, True)


@pytest.mark.parametrize("n", [7, 10, 15])
def test_a_minimum_in_natural_days_never_moves(n):
    term = counted("full_natural_day", n)
    assert anew(term) is term


def test_not_even_where_a_rule_moves_its_receipt():
    """Monday 4 January, which the notice takes off."""
    rule = ReceiptRule("next_working_day_receipt", rule="本单位规定第三条")
    term = counted("full_natural_day", 10, "2027-01-04 10:00", rule)
    assert last_day(term) == "2027-01-14"
    assert anew(term) is term


def test_a_reminder_of_a_day_never_moves():
    term = morning_of(counted("full_natural_day", 7))
    assert anew(term) is term


def test_a_term_in_natural_days_rolls_to_another_day():
    """Seven days from 28 December end on 4 January, which is off by the notice."""
    term = counted("natural_day", 7)
    assert (last_day(term), last_day(anew(term))) == ("2027-01-04", "2027-01-05")


@pytest.mark.parametrize("trace", [{}, {"unit": "working_day"}, {"n": 5, "received": "2026"}])
def test_what_was_never_counted_by_a_calendar_stays(trace):
    term = replace(counted(), trace=trace)
    assert anew(term) is term


@pytest.mark.parametrize(
    ("now", "working_days", "expected"),
    [
        ("2027-01-05 10:00", 1, "2027-01-09"),
        ("2027-01-08 08:00", 1, "2027-01-09"),  # the 8th is a full day; the 9th comes after
        ("2027-01-08 10:00", 1, "2027-01-09"),
        ("2027-01-08 10:00", 2, "2027-01-11"),
        ("2027-01-09 08:00", 1, "2027-01-09"),  # before the office opens it is a full day
        ("2027-01-09 10:00", 1, "2027-01-11"),
        ("2027-01-11 23:59", 1, "2027-01-11"),  # no later than it was
        ("2027-01-20 10:00", 1, "2027-01-11"),  # over, and nobody looked
        ("2027-01-06 10:00", 9, "2027-01-11"),
    ],
)
def test_a_term_that_becomes_shorter_can_still_be_met(now, working_days, expected):
    term = counted(start="2027-01-04 10:00")
    assert last_day(term) == "2027-01-11"
    fresh = anew(term, now, working_days)
    assert last_day(fresh) == expected
    assert ("moved" in fresh.trace) is (expected == "2027-01-11")


def test_a_term_that_is_kept_says_from_when_to_when():
    fresh = anew(counted(start="2027-01-04 10:00"), "2027-01-09 10:00")
    (move,) = fresh.trace["moved"]
    assert move == {
        "from": "2027-01-10T00:00:00+08:00",
        "to": "2027-01-12T00:00:00+08:00",
        "cause": "recount",
        "began_at": "2027-01-09T10:00:00+08:00",
        "ended_at": "2027-01-09T10:00:00+08:00",
    }


def test_a_term_that_was_kept_is_not_moved_by_the_same_calendar_again():
    kept = anew(counted(start="2027-01-04 10:00"), "2027-01-09 10:00")
    assert anew(kept, "2027-01-11 10:00") is kept


def test_a_term_that_was_kept_becomes_longer_all_the_same():
    kept = anew(counted(start="2027-01-04 10:00"), "2027-01-09 10:00")
    back = recount(OLD, kept, at("2027-01-10 10:00"), 1)
    assert (last_day(back), "moved" in back.trace) == ("2027-01-11", False)


@pytest.mark.parametrize("cause", [OUTAGE, RECORDING])
def test_what_an_outage_or_a_late_record_gave_is_given_by_the_new_calendar(cause):
    gap = Gap(at("2026-12-28 11:00"), at("2026-12-31 10:00"), cause)
    moved = spare(OLD, gap, 1, counted(n=2))
    assert last_day(moved) == "2027-01-04"
    fresh = anew(moved, "2026-12-31 12:00")
    assert last_day(fresh) == "2027-01-05"
    assert [each["cause"] for each in fresh.trace["moved"]] == [cause]


def test_a_term_whose_notices_are_gone_stays():
    """Received on a day that no notice at hand reaches back to."""
    term = counted(start="2025-06-02 10:00")
    latest = ChinaCalendar([each for each in shipped_notices() if each.source.signed.year > 2024])
    with pytest.raises(CoverageError):
        count_term(latest, term.started_at, 5, "working_day")
    assert recount(latest, term, at("2025-06-03 10:00"), 1) is term


def test_it_is_counted_by_the_rule_of_receipt_that_it_began_with():
    rule = ReceiptRule("next_working_day_receipt", rule="本单位规定第三条")
    term = counted(start="2026-12-31 18:00", rule=rule)
    fresh = anew(term, "2027-01-01 09:00")
    assert (last_day(term), last_day(fresh)) == ("2027-01-11", "2027-01-11")
    assert fresh.trace["counted"][0]["date"] == "2027-01-06"
    assert (fresh.trace["policy"], fresh.trace["receipt_rule"]) == (rule.policy, rule.rule)
