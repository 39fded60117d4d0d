"""The form that starts a request tells of no resource that the catalogue would not tell of."""

import pytest
from sqlalchemy import update

from engine.errors import NotFound
from engine.queries import catalogue
from engine.queries.processes import get_start, offers
from engine.store.database import Store
from engine.store.tables import Resource
from tests.bureau.fixtures import CONDITIONAL, acting
from tests.commands.casework import begin
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


def set_state(store: Store, state: str) -> None:
    with store.transaction() as session:
        session.execute(update(Resource).where(Resource.code == CONDITIONAL).values(state=state))


def test_a_draft_is_nothing_to_who_may_not_know_of_it(store):
    set_state(store, "draft")
    me = acting(store, "zhangwei")
    for ask in (
        lambda: catalogue.get(store, me, CONDITIONAL),
        lambda: get_start(store, me, "mini", resource=CONDITIONAL),
        lambda: offers(store, me, CONDITIONAL),
        lambda: begin(store),
    ):
        with pytest.raises(NotFound):
            ask()


def test_the_providers_people_are_told_why_not(store):
    set_state(store, "draft")
    assert (
        "尚未发布"
        in get_start(store, acting(store, "zhoujun"), "mini", resource=CONDITIONAL).why_not
    )


def test_what_went_offline_says_so_to_who_was_filling_it_in(store):
    set_state(store, "offline")
    assert (
        "下线" in get_start(store, acting(store, "zhangwei"), "mini", resource=CONDITIONAL).why_not
    )
