"""Sealing: a chain over what was added, by any number of nodes, late commits included."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.clock import MovedClock
from engine.commands import seal_events as sealing
from engine.commands.seal_events import seal_events
from engine.queries.audit import verify
from engine.store.audit import append
from engine.store.database import Store
from engine.store.seals import GAP_KEPT, Gap, open_gaps
from engine.store.tables import Seal
from tests.bureau.fixtures import START
from tests.trail import add_events, happened, new_case, without_events


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return without_events(bureau_store)


@pytest.fixture
def each_store(each_bureau_store: Store) -> Store:
    return without_events(each_bureau_store)


def seals(store: Store) -> list[Seal]:
    with store.reading() as session:
        return list(session.scalars(select(Seal).order_by(Seal.id)))


def test_a_seal_holds_the_head_of_each_case_that_moved(each_store: Store) -> None:
    case_id = new_case(each_store, "1", events=3)
    assert seal_events(each_store) == 1
    [seal] = seals(each_store)
    [[_, sealed_case, seq, _]] = seal.content["heads"]
    assert (sealed_case, seq, seal.content["events"]) == (case_id, 3, [])


def test_a_seal_holds_every_event_without_a_case(each_store: Store) -> None:
    add_events(each_store, None, 3)
    seal_events(each_store)
    [seal] = seals(each_store)
    assert (len(seal.content["events"]), seal.content["heads"]) == (3, [])


def test_nothing_new_is_no_seal(store: Store) -> None:
    assert seal_events(store) == 0
    add_events(store, None)
    assert [seal_events(store), seal_events(store)] == [1, 0]


def test_each_seal_names_the_one_before(store: Store) -> None:
    for _ in range(3):
        add_events(store, None)
        seal_events(store)
    first, second, third = seals(store)
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)
    assert [seal.id for seal in (first, second, third)] == [1, 2, 3]


def test_a_backlog_is_sealed_in_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    add_events(store, None, 5)
    assert seal_events(store) == 3
    assert verify(store).sound


def test_an_event_that_commits_late_is_sealed_later(
    bureau_postgres_url: str, moved_clock: MovedClock
) -> None:
    store = without_events(Store(bureau_postgres_url, moved_clock))
    add_events(store, None)
    with store.transaction() as slow:
        append(slow, None, [happened(store)])
        add_events(store, None)
        seal_events(store)
    assert verify(store).sound
    assert seal_events(store) == 1
    assert [len(seal.content["events"]) for seal in seals(store)] == [2, 1]
    late = seals(store)[1]
    assert late.first_event > late.last_event
    assert verify(store).sound
    store.close()


def test_several_nodes_seal_each_event_once(each_store: Store) -> None:
    add_events(each_store, None, 50)
    with ThreadPoolExecutor(3) as nodes:
        made = list(nodes.map(lambda _: seal_events(each_store), range(3)))
    assert sum(made) == len(seals(each_store)) == 1
    assert verify(each_store).sound


def test_who_comes_second_leaves_it_to_the_first(
    each_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two nodes have read the same last seal; the number of the next one is given once."""
    add_events(each_store, None)
    seal_events(each_store)
    add_events(each_store, None)
    monkeypatch.setattr(sealing, "_last", lambda _session: None)
    assert seal_events(each_store) == 0
    assert len(seals(each_store)) == 1


def gap(first: int, last: int, age: timedelta = timedelta(0)) -> Gap:
    return Gap(first, last, START - age)


def test_ids_passed_over_are_gaps() -> None:
    assert open_gaps([], 10, [12, 13, 16], START) == [gap(11, 11), gap(14, 15)]


def test_a_gap_shrinks_by_what_came_late() -> None:
    assert open_gaps([gap(3, 7)], 10, [5, 11], START) == [gap(3, 4), gap(6, 7)]


def test_a_gap_is_given_up_after_a_day() -> None:
    assert open_gaps([gap(3, 7, GAP_KEPT), gap(8, 8)], 10, [11], START) == [gap(8, 8)]


def test_without_a_gap_there_is_none() -> None:
    assert open_gaps([], 0, [1, 2, 3], START) == []
