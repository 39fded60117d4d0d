"""Revisions one after another: taken back, confirmed again, changed in the year, by a release."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from calendars import deadline
from engine.commands.lapse_due import lapse_due
from engine.commands.recount_clocks import recount_open
from engine.commands.revise_calendar import note_shipped
from engine.core.notice_entry import Change
from engine.queries.audit import verify
from engine.store.database import Store
from tests.commands.casework import act, at
from tests.packs import with_mini
from tests.revising import (
    CHANGE_NUMBER,
    NUMBER,
    clock_of,
    extension,
    happened,
    in_force,
    next_release,
    propose,
    put_in_force,
    reviewed,
    revision,
    take_back,
    told,
)

PROVISIONAL, FINAL = at("2027-01-06 00:00"), at("2027-01-07 00:00")


@pytest.fixture
def store(each_bureau_store):
    each_bureau_store.clock.set(at("2026-12-28 10:00"))
    return with_mini(each_bureau_store)


@pytest.fixture
def newer(store) -> Iterator[Store]:
    """A node of a release that brings the notice of 2027, on the same database and clock."""
    opened = Store(store.url, store.clock, next_release())
    yield opened
    opened.close()


def due(store, case, element="reply_term"):
    return clock_of(store, case.id, element).due_at


def test_taken_back_they_move_back_and_confirmed_again_they_move_again(store):
    case = reviewed(store)
    store.clock.set(at("2026-12-29 15:00"))
    entered = put_in_force(store)
    recount_open(store)
    first = in_force(store).revision
    assert due(store, case) == FINAL

    store.clock.set(at("2026-12-30 09:00"))
    take_back(store, entered)
    assert recount_open(store) == 1
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.due_at, clock.provisional) == (PROVISIONAL, True)
    assert in_force(store).revision == store.base_calendar.revision
    assert recount_open(store) == 0

    store.clock.set(at("2026-12-30 10:00"))
    put_in_force(store)
    assert recount_open(store) == 1
    assert (due(store, case), in_force(store).revision) == (FINAL, first)
    assert recount_open(store) == 0

    moves = [(each.data["was"], each.data["due"]) for each in happened(store, case_id=case.id)]
    there, back = ("2027-01-05", "2027-01-06"), ("2027-01-06", "2027-01-05")
    assert moves == [there, back, there]
    assert Counter(told(store)) == {"zhangwei": 3, "zhoujun": 3, "wuting": 3}
    assert revision(store) == 3
    assert verify(store).problems == ()
    store.clock.set(FINAL)
    assert lapse_due(store) == 1
    assert clock_of(store, case.id, "reply_term").lapsed_at == FINAL


def test_taken_back_before_anybody_counted_it_leaves_no_trace_on_the_term(store):
    case = reviewed(store)
    before = clock_of(store, case.id, "reply_term")
    take_back(store, put_in_force(store))
    assert recount_open(store) == 0
    after = clock_of(store, case.id, "reply_term")
    assert (after.due_at, after.trace, happened(store)) == (before.due_at, before.trace, [])


def test_a_change_in_the_year_moves_what_runs(store):
    """As in 2020: the break goes on to the 14th, and the 13th is no longer worked."""
    put_in_force(store)
    store.clock.set(at("2027-02-03 10:00"))
    case = reviewed(store)
    assert due(store, case) == at("2027-02-17 00:00")
    store.clock.set(at("2027-02-04 20:00"))
    changed = put_in_force(store, extension())
    assert recount_open(store) == 1
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.due_at, clock.provisional) == (at("2027-02-19 00:00"), False)
    assert {NUMBER, CHANGE_NUMBER} <= set(clock.trace["notices"])
    (event,) = happened(store, case_id=case.id)
    assert CHANGE_NUMBER in event.data["notices"]
    assert verify(store).problems == ()

    store.clock.set(at("2027-02-05 09:00"))
    take_back(store, changed)
    recount_open(store)
    assert due(store, case) == at("2027-02-17 00:00")


def test_what_was_known_on_a_day_can_still_be_asked(store):
    put_in_force(store)
    put_in_force(store, extension())
    calendar, received = in_force(store), at("2027-02-03 10:00")

    def last_day(as_of: date | None) -> tuple[date, bool]:
        found = deadline(calendar, received, 5, as_of=as_of)
        return found.last_day, found.provisional

    assert last_day(None) == (date(2027, 2, 18), False)
    assert last_day(date(2027, 2, 2)) == (date(2027, 2, 16), False)
    assert last_day(date(2026, 12, 28)) == (date(2027, 2, 12), True)
    assert last_day(date(2027, 2, 3)) == (date(2027, 2, 18), False)


def test_a_release_with_more_notices_makes_one_revision(store, newer):
    recount_open(store)
    assert revision(store) == 1
    case = reviewed(store)
    assert due(store, case) == PROVISIONAL
    assert (note_shipped(newer), note_shipped(newer)) == (True, False)
    assert revision(store) == 2
    assert recount_open(newer) == 1
    assert (due(store, case), recount_open(newer)) == (FINAL, 0)
    (event,) = happened(store, "calendar_revised")
    assert (event.data["revision"], event.data["last_year"]) == (2, 2027)
    assert (event.data["digest"], event.actor_id) == (newer.base_calendar.revision, None)
    assert verify(newer).problems == ()


def test_a_node_of_the_older_release_changes_nothing_back(store, newer):
    case = reviewed(store)
    recount_open(store)
    recount_open(newer)
    assert due(store, case) == FINAL
    before = clock_of(store, case.id, "reply_term")
    assert (recount_open(store), note_shipped(store)) == (0, False)
    assert revision(store) == 2
    after = clock_of(store, case.id, "reply_term")
    assert (after.due_at, after.calendar_seen) == (before.due_at, before.calendar_seen)


def test_an_act_at_a_node_of_the_older_release_counts_nothing_back(store, newer):
    """It knows less than the calendar in force names: what was counted with more stays."""
    case = reviewed(store)
    recount_open(store)
    recount_open(newer)
    store.clock.set(at("2027-01-05 09:00"))
    lapse_due(store)  # the reminder's time by the old calendar
    act(store, case.id, "zhoujun", {"result": "agree"})
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.state, clock.due_at) == ("stopped", FINAL)
    assert len(happened(store)) == 1


def test_a_term_begun_at_a_node_of_the_older_release_is_counted_by_one_that_knows_more(
    store, newer
):
    recount_open(newer)
    case = reviewed(store)
    assert due(store, case) == PROVISIONAL
    assert recount_open(newer) == 1
    assert due(store, case) == FINAL
    assert recount_open(newer) == 0


def test_what_is_confirmed_at_a_node_of_the_older_release_does_not_undo_the_newer_one(store, newer):
    """Both are in force in the end: what the release brought, and what was confirmed."""
    recount_open(store)
    recount_open(newer)
    store.clock.set(at("2027-02-03 10:00"))
    case = reviewed(newer)
    store.clock.set(at("2027-02-04 20:00"))
    put_in_force(store)  # of the same number as the one that the release brought
    assert recount_open(store) >= 0
    recount_open(newer)
    assert in_force(newer).last_covered == date(2027, 12, 31)
    put_in_force(newer, extension())
    assert recount_open(newer) == 1
    assert due(newer, case) == at("2027-02-19 00:00")
    assert recount_open(newer) == 0


def test_a_node_of_the_older_release_that_revises_leaves_nothing_uncounted(store, newer):
    """A change of the year that both know, confirmed at the node that knows less."""
    recount_open(store)
    recount_open(newer)
    case = reviewed(store)
    assert due(store, case) == PROVISIONAL
    put_in_force(store, mending_2026())
    assert recount_open(newer) == 1
    assert due(store, case) == FINAL
    assert (recount_open(newer), recount_open(store)) == (0, 0)


def mending_2026():
    """A change of 2026 that no term here depends on."""
    change = Change(amends=2026, holiday="国庆节", work_remove=(date(2026, 10, 10),))
    return extension(number="国办发明电〔2026〕9号", signed=date(2026, 10, 8), change=change)


def test_a_release_that_brings_what_was_confirmed_moves_nothing(store, newer):
    case = reviewed(store)
    put_in_force(store)
    recount_open(store)
    before = clock_of(store, case.id, "reply_term")
    assert note_shipped(newer) is True
    assert recount_open(newer) <= 1
    after = clock_of(store, case.id, "reply_term")
    assert (after.due_at, after.trace) == (before.due_at, before.trace)
    assert len(happened(store)) == 1


def test_the_notices_of_the_first_release_are_no_news(store):
    assert (note_shipped(store), note_shipped(store)) == (True, False)
    assert (revision(store), happened(store, "calendar_revised")) == (1, [])
    propose(store)
    assert revision(store) == 1
