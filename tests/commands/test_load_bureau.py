"""Loading a bureau: once, whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from engine.clock import MovedClock
from engine.commands.load_bureau import load_bureau
from engine.errors import Conflict, PackError
from engine.store.database import Store
from engine.store.passwords import verify_password
from engine.store.tables import (
    AgentAuthorization,
    DedicatedUnit,
    Event,
    Person,
    Post,
    Resource,
    ResourceItem,
    Table,
    Unit,
)
from tests.bureau.fixtures import DEDICATED, NOT_SHARED, PASSWORD, START, acting, bureau_files

LOADED = (Unit, Person, Post, Resource, ResourceItem, DedicatedUnit, AgentAuthorization)


@pytest.fixture
def empty_store() -> Store:
    """A store in memory with all tables and nothing in them."""
    store = Store("sqlite://", MovedClock(START))
    Table.metadata.create_all(store.engine)
    return store


def _counts(store: Store) -> list[int]:
    with store.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in LOADED]


def test_loads_everything(each_bureau_store: Store) -> None:
    assert all(_counts(each_bureau_store))
    posts = acting(each_bureau_store, "wangfang").posts
    assert [post.role for post in posts] == ["provider_reviewer", "responsible"]
    with each_bureau_store.reading() as session:
        listed = session.scalars(
            select(Unit.code)
            .join(DedicatedUnit, DedicatedUnit.unit_id == Unit.id)
            .join(Resource, Resource.id == DedicatedUnit.resource_id)
            .where(Resource.code == DEDICATED)
            .order_by(Unit.position)
        )
        assert listed.all() == ["enforcement", "police"]


def test_keeps_order_and_wording(bureau_store: Store) -> None:
    with bureau_store.reading() as session:
        units = session.scalars(select(Unit.code).order_by(Unit.position)).all()
        kept = session.scalars(select(Resource).where(Resource.code == NOT_SHARED)).one()
        assert units[:2] == ["leading-office", "info-center"]
        assert kept.not_share_basis.startswith("《市场监督管理投诉举报处理暂行办法》（国家市场监督")
        assert [item.position for item in kept.items] == [1]


def test_a_second_call_does_nothing(each_bureau_store: Store) -> None:
    before = _counts(each_bureau_store)
    again = load_bureau(each_bureau_store, {"units.toml": b"not looked at"}, password="other")
    assert not again.loaded
    assert _counts(each_bureau_store) == before


def test_says_what_it_loaded(empty_store: Store) -> None:
    done = load_bureau(empty_store, bureau_files(), password=None)
    assert (done.loaded, done.units, done.resources, done.agents) == (True, 14, 11, 1)


def test_a_fault_leaves_nothing_behind(empty_store: Store) -> None:
    files = bureau_files()
    files["agents.toml"] = files["agents.toml"].replace(b"2030-12-31", b"2026-09-20")
    with pytest.raises(PackError) as refused:
        load_bureau(empty_store, files, password=PASSWORD)
    assert "2026-09-20 到期" in refused.value.details["problems"][0]["text"]
    assert not any(_counts(empty_store))


def test_a_taken_user_name_leaves_nothing_behind(empty_store: Store) -> None:
    with empty_store.transaction() as session:
        session.add(Person(username="lina", name="李娜"))
    with pytest.raises(Conflict, match="lina"):
        load_bureau(empty_store, bureau_files(), password=PASSWORD)
    assert sum(_counts(empty_store)) == 1


def test_one_password_hash_for_all(bureau_store: Store) -> None:
    with bureau_store.reading() as session:
        hashes = session.scalars(select(Person.password_hash).distinct()).all()
    assert len(hashes) == 1
    assert verify_password(hashes[0], PASSWORD)


def test_without_a_password_nobody_has_one(empty_store: Store) -> None:
    load_bureau(empty_store, bureau_files(), password=None)
    with empty_store.reading() as session:
        assert session.scalars(select(Person.password_hash).distinct()).all() == [""]
        assert session.scalars(select(Person.password_set_at).distinct()).all() == [None]


def test_the_audit_trail_keeps_what_was_loaded(bureau_store: Store) -> None:
    with bureau_store.reading() as session:
        event = session.scalars(select(Event)).one()
    assert (event.kind, event.data["units"], event.recorded_at) == ("bureau_loaded", 14, START)
    assert sorted(event.data["files"]) == sorted(bureau_files())


def test_two_nodes_that_start_together_load_it_once(empty_database_url: str) -> None:
    store = Store(empty_database_url, MovedClock(START))
    Table.metadata.create_all(store.engine)
    together = Barrier(2)

    def load(_: int) -> bool:
        together.wait()
        return load_bureau(store, bureau_files(), password=None).loaded

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(load, range(2))) == [False, True]
    assert _counts(store)[0] == 14
    store.close()
