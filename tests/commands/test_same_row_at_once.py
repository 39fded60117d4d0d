"""Two writers of the same row at the same moment: nobody meets an error of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import OperationalError

from engine.commands.change_password import reset_password
from engine.commands.create_user import create_user
from engine.commands.deploy_pack import deploy_pack
from engine.commands.save_draft import save_draft, task_slot
from engine.commands.start_case import start_case
from engine.errors import Busy, Conflict
from engine.store import database
from engine.store.database import Store
from engine.store.numbers import next_number
from engine.store.tables import Counter, Draft, PackVersion, Person
from tests.bureau.fixtures import CONDITIONAL, WITH_AGENT, acting
from tests.commands.casework import PURPOSE, begin
from tests.commands.test_at_once import count, together
from tests.packs import pack_files, with_mini

TIMES = 6


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return each_bureau_store


def test_two_tabs_save_one_draft(store):
    me = acting(store, "zhangwei")
    saved = together(
        *[lambda n=n: save_draft(store, me, task_slot("x"), {"n": n}) for n in range(TIMES)]
    )
    assert saved == [None] * TIMES
    assert count(store, Draft) == 1


def test_of_two_equal_user_names_one_is_refused(store):
    actor = acting(store, "secadmin")
    made = together(*[lambda: create_user(store, actor, "newcomer", "新人")] * TIMES)
    assert sum(isinstance(each, Conflict) for each in made) == TIMES - 1
    assert count(store, Person, Person.username == "newcomer") == 1


def test_nodes_that_deploy_one_release_make_one_version(store):
    files = pack_files()
    done = together(*[lambda: deploy_pack(store, None, files, "release")] * TIMES)
    assert len({each.id for each in done}) == 1
    assert sum(each.changed for each in done) == 1
    assert count(store, PackVersion) == 1


def test_a_series_that_all_begin_together_has_no_gap_and_no_double(store):
    def take():
        with store.transaction() as session:
            return next_number(session, "new")

    assert sorted(together(*[take] * TIMES)) == list(range(1, TIMES + 1))


@contextmanager
def held(store: Store, statement) -> Iterator[None]:
    """What `statement` touches is held by somebody else while the block runs."""
    with store.transaction() as session:
        session.execute(statement)
        yield


@pytest.fixture
def hasty(store, monkeypatch) -> Iterator[Store]:
    """A second node on the same database, which waits for a tenth of a second."""
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0.1)
    other = Store(store.url, store.clock)
    yield other
    other.close()


def ask(store: Store, node: Store) -> None:
    start_case(node, acting(store, "liuyang"), "mini", PURPOSE, resource=CONDITIONAL)


def reset(store: Store, node: Store) -> None:
    wanted = acting(store, "zhangwei").person_id
    reset_password(node, acting(store, "secadmin"), wanted)


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        (update(Counter).values(value=Counter.value), ask),
        (select(Person).where(Person.username == "zhangwei").with_for_update(), reset),
    ],
)
def test_waiting_too_long_for_any_row_is_busy(store, hasty, statement, verb):
    with_mini(store)
    begin(store, WITH_AGENT)
    with held(store, statement), pytest.raises(Busy):
        verb(store, hasty)


def test_a_lost_connection_is_not_busy(store):
    def lost(*_):
        raise OperationalError("SELECT 1", {}, Exception("server closed the connection"))

    event.listen(store.engine, "before_cursor_execute", lost)
    with pytest.raises(OperationalError), store.transaction() as session:
        session.execute(select(Person.id))
    event.remove(store.engine, "before_cursor_execute", lost)
