"""The heartbeat: an outage is noted once, by whichever node is back first."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.keep_service import keep_service
from engine.store.outages import PATIENCE, last_outage
from engine.store.tables import Heartbeat, OutageRow
from tests.commands.test_at_once import together

WEEK = timedelta(days=7)


@pytest.fixture
def store(each_bureau_store):
    return each_bureau_store


def outages(store):
    with store.reading() as session:
        return [(row.began_at, row.ended_at) for row in session.scalars(select(OutageRow))]


def known(store):
    with store.reading() as session:
        gap = last_outage(session, store.clock.now())
    return None if gap is None else (gap.began_at, gap.ended_at)


def test_the_first_beat_ends_no_outage(store):
    assert keep_service(store) == 0
    assert outages(store) == []
    assert known(store) is None


def test_before_the_first_beat_nothing_is_known(store):
    assert known(store) is None


def test_a_restart_is_no_outage(store):
    keep_service(store)
    store.clock.set(store.clock.now() + PATIENCE)
    keep_service(store)
    assert outages(store) == []
    assert known(store) is None


def test_a_silent_week_is_one(store):
    keep_service(store)
    began = store.clock.now()
    store.clock.set(began + WEEK)
    keep_service(store)
    keep_service(store)
    assert outages(store) == [(began, began + WEEK)] == [known(store)]


def test_it_is_known_before_a_scheduler_is_back(store):
    keep_service(store)
    began = store.clock.now()
    store.clock.set(began + WEEK)
    assert known(store) == (began, began + WEEK)
    assert outages(store) == []


def test_several_nodes_back_at_once_note_it_once(store):
    keep_service(store)
    store.clock.set(store.clock.now() + WEEK)
    assert together(*[lambda: keep_service(store)] * 4) == [0] * 4
    assert len(outages(store)) == 1


def test_several_nodes_start_at_once(store):
    assert together(*[lambda: keep_service(store)] * 4) == [0] * 4
    with store.reading() as session:
        assert len(session.scalars(select(Heartbeat)).all()) == 1


def test_a_clock_set_back_does_not_age_the_heart(store):
    keep_service(store)
    now = store.clock.now()
    store.clock.set(now - timedelta(hours=3))
    keep_service(store)
    store.clock.set(now + timedelta(minutes=1))
    keep_service(store)
    assert outages(store) == []
