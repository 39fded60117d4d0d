"""Who sees which grant."""

from typing import Any

import pytest

from engine.errors import BadRequest, NotFound
from engine.queries.grants import GrantFilter, get, list_grants
from engine.store import tables as t
from engine.store.types import new_id
from tests.queries.world import World


@pytest.fixture
def granted(world: World) -> World:
    resource, case = world.resource(), world.case()
    for n, state in enumerate(("ACTIVE", "SUPPLYING", "ACTIVE")):
        world.add(
            t.AccessGrant(
                id=new_id(), number=f"SQ-{n}", case_id=case.id, resource_id=resource.id,
                resource_version=1, unit_id=world.units["JGK"].id, kind="request",
                items=["JZ-01-0"], state=state, granted_at=world.now,
            )
        )  # fmt: skip
    return world


def numbers(world: World, username: str, side: str = "all", **wish: Any) -> list[str]:
    page = list_grants(world.store, world.actor(username), GrantFilter(side, **wish))
    return [grant.number for grant in page.items]


def test_each_side_sees_its_own(granted: World) -> None:
    everything = ["SQ-2", "SQ-1", "SQ-0"]
    assert numbers(granted, "wang", "using") == everything
    assert numbers(granted, "wang", "providing") == []
    assert numbers(granted, "liu", "providing") == everything
    assert numbers(granted, "man") == everything
    assert numbers(granted, "li") == []
    assert numbers(granted, "sys") == []


def test_narrowing(granted: World) -> None:
    assert numbers(granted, "zhang", state="ACTIVE") == ["SQ-2", "SQ-0"]
    assert numbers(granted, "zhang", q="sq-1") == ["SQ-1"]
    with pytest.raises(BadRequest):
        numbers(granted, "zhang", "both")


def test_items_are_named_and_pages_meet(granted: World) -> None:
    actor = granted.actor("zhang")
    first = list_grants(granted.store, actor, limit=2)
    rest = list_grants(granted.store, actor, limit=2, after=first.next_after)
    assert [grant.number for grant in (*first.items, *rest.items)] == ["SQ-2", "SQ-1", "SQ-0"]
    assert first.items[0].items == ("纳税人名称",)
    assert first.items[0].mine


def test_a_strangers_grant_is_not_found(granted: World) -> None:
    assert get(granted.store, granted.actor("zhang"), "SQ-1").state == "SUPPLYING"
    with pytest.raises(NotFound):
        get(granted.store, granted.actor("li"), "SQ-1")
