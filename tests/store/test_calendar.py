"""Which calendar is in force, and what it costs to know."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from calendars import ChinaCalendar, shipped_notices
from engine.commands.revise_calendar import note_shipped
from engine.store.calendar import (
    calendar_in,
    confirmed_notices,
    confirmed_rows,
    is_named,
    is_stale,
    newest_digest,
    put_in_force,
)
from engine.store.database import Store
from engine.store.tables import ClockRow
from tests.commands.casework import at
from tests.counting import counted
from tests.revising import (
    CHANGE_NUMBER,
    NUMBER,
    entry_of,
    extension,
    in_force,
    propose,
    revision,
    take_back,
)
from tests.revising import put_in_force as confirmed


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    each_bureau_store.clock.set(at("2027-02-03 10:00"))  # type: ignore[attr-defined]
    return each_bureau_store


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """Another node of the same release, which has read nothing yet."""
    opened = Store(store.url, store.clock)
    yield opened
    opened.close()


def test_before_the_first_revision_it_is_that_of_the_release(store: Store) -> None:
    assert in_force(store) is store.base_calendar
    note_shipped(store)
    assert in_force(store).revision == store.base_calendar.revision
    propose(store)
    assert in_force(store).revision == store.base_calendar.revision


def test_every_node_finds_the_same_one(store: Store, other: Store) -> None:
    confirmed(store)
    confirmed(store, extension())
    assert in_force(other).revision == in_force(store).revision != store.base_calendar.revision
    assert in_force(other).notices == in_force(store).notices
    assert in_force(other).last_covered.year == 2027


def test_a_transaction_keeps_the_one_it_began_with(store: Store, other: Store) -> None:
    with other.reading() as session:
        before = calendar_in(other, session)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(confirmed, store).result()
        assert calendar_in(other, session) is before
    assert in_force(other).revision != before.revision


def test_knowing_it_costs_one_statement_in_a_transaction(store: Store, other: Store) -> None:
    confirmed(store)
    in_force(other)
    with counted(other) as count, other.reading() as session:
        for _ in range(3):
            calendar_in(other, session)
    assert len(count.statements) == 1
    assert in_force(other) is in_force(other)


def test_entries_count_in_the_order_of_their_confirmation(store: Store) -> None:
    first = confirmed(store)
    second = confirmed(store, extension())
    third = confirmed(store, entry_of())
    with store.reading() as session:
        assert [row.id for row in confirmed_rows(session)] == [first, second, third]
        numbers = [each.source.number for each in confirmed_notices(session, without=second)]
    assert numbers == [NUMBER, NUMBER]
    assert [each.source.number for each in in_force(store).notices][-2:] == [NUMBER, CHANGE_NUMBER]


def test_of_two_entries_the_earlier_counts_again_once_the_later_is_taken_back(store: Store) -> None:
    confirmed(store)
    first = in_force(store).revision
    later = confirmed(store, entry_of(entry_of().text.replace(NUMBER, "国办发明电〔2026〕16号")))
    assert in_force(store).revision != first
    take_back(store, later)
    assert in_force(store).revision == first
    assert revision(store) == 3


def test_what_was_revised_while_it_was_read_is_not_taken_for_what_was_named(
    store: Store, other: Store
) -> None:
    """A node reads which calendar is in force; before it has the notices, another one is."""
    with other.reading() as session:
        digest = session.scalar(select(newest_digest()))
        assert digest is None
    note_shipped(store)
    with other.reading() as session:
        digest = session.scalar(select(newest_digest()))
        session.rollback()  # what it sees next is what stands then, as in PostgreSQL
        entered = confirmed(store)
        put_in_force(other, session, digest)
        assert not is_named(session)
    take_back(store, entered)
    assert in_force(other).revision == store.base_calendar.revision == digest


def test_a_node_without_all_notices_knows_that_it_lacks_some(store: Store) -> None:
    note_shipped(store)
    fewer = ChinaCalendar([each for each in shipped_notices() if each.source.signed.year < 2025])
    older = Store(store.url, store.clock, fewer)
    for node, named in ((store, True), (older, False)):
        with node.reading() as session:
            assert calendar_in(node, session).revision == node.base_calendar.revision
            assert is_named(session) is named
    older.close()


def test_terms_to_be_looked_at_are_found_by_an_index(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    wanted = select(ClockRow.id).where(is_stale(store.base_calendar)).limit(500)
    with store.reading() as session:
        query = str(wanted.compile(store.engine, compile_kwargs={"literal_binds": True}))
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
    store.close()
    assert all("ix_clock_state_calendar_seen" in row.detail for row in plan if "SEARCH" in row[3])
    assert any("SEARCH" in row.detail for row in plan)
    assert not any("SCAN" in row.detail for row in plan)
