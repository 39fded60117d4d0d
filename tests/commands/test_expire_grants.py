"""A grant ends with its period, whenever that is noticed."""

from datetime import date

import pytest
from sqlalchemy import select, update

from engine.commands.expire_grants import expire_grants
from engine.store.tables import AccessGrant, Event
from tests.commands.casework import act, approve, at, begin
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store):
    """A bureau in which a grant until the end of 2026-09-30 is in use."""
    store = with_mini(each_bureau_store)
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    with store.transaction() as session:
        session.execute(update(AccessGrant).values(period_end=date(2026, 9, 30)))
    return store


def states(store):
    with store.reading() as session:
        return session.scalars(select(AccessGrant.state)).all()


def test_on_its_last_day_it_is_in_use(store):
    before = states(store)
    store.clock.set(at("2026-09-30 23:59"))
    assert expire_grants(store) == 0
    assert states(store) == before


def test_after_its_last_day_it_has_ended_at_midnight(store):
    store.clock.set(at("2026-10-12 09:00"))
    assert expire_grants(store) == 1
    assert expire_grants(store) == 0
    assert states(store) == ["EXPIRED"]
    with store.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "grant_expired")).one()
    assert (event.effective_at, event.recorded_at) == (
        at("2026-10-01 00:00"), at("2026-10-12 09:00"))  # fmt: skip


def test_without_an_end_it_goes_on(store):
    with store.transaction() as session:
        session.execute(update(AccessGrant).values(period_end=None))
    store.clock.set(at("2036-10-12 09:00"))
    assert expire_grants(store) == 0
