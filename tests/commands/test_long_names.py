"""Names as long as a bureau may give them go through a whole case, on both databases."""

import pytest
from sqlalchemy import select

from engine.store.database import Store
from engine.store.tables import Case, Event, Resource, Unit
from tests.commands.casework import act, approve, begin
from tests.packs import with_mini

LONGEST = 200  # engine.core.bureau.schemas and .catalogue


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    store = with_mini(each_bureau_store)
    with store.transaction() as session:
        units, resources = session.scalars(select(Unit)), session.scalars(select(Resource))
        rows: list[Unit | Resource] = [*units, *resources]
        for number, row in enumerate(rows):
            row.name = f"{number:03d}".ljust(LONGEST, "名")
    return store


def test_the_longest_names_are_kept_whole(store):
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    with store.reading() as session:
        (row,) = session.scalars(select(Case)).all()
        posts = set(session.scalars(select(Event.actor_post).where(Event.case_id == row.id)))
    assert len(row.title) > 2 * LONGEST
    assert any(len(post) > LONGEST for post in posts)
