"""Who sees which grant, and what a filter leaves."""

from datetime import date
from typing import Any

import pytest

from engine.errors import BadRequest, NotFound
from engine.queries.grants import Facets, GrantFilter, facets, get, list_grants
from tests.counting import counted
from tests.queries.world import World


@pytest.fixture
def granted(world: World) -> World:
    resource, case = world.resource(), world.case()
    for n, state in enumerate(("ACTIVE", "SUPPLYING", "ACTIVE")):
        world.grant(f"SQ-{n}", case, resource, state=state)
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


def test_narrowing_by_words_and_state(granted: World) -> None:
    assert numbers(granted, "zhang", state="ACTIVE") == ["SQ-2", "SQ-0"]
    assert numbers(granted, "zhang", q="sq-1") == ["SQ-1"]
    assert numbers(granted, "zhang", q="税务 SQ-2") == ["SQ-2"]  # the provider's name too
    assert numbers(granted, "zhang", q="税务 JZ-99") == []
    assert numbers(granted, "zhang", q="%") == []


def test_what_has_not_ended_is_one_wish(granted: World) -> None:
    case, resource = granted.case(), granted.resource("JZ-02")
    for state in ("EXPIRING", "SUSPENDED", "EXPIRED", "REVOKED", "DESTROY_PENDING", "DESTROYED"):
        granted.grant(state, case, resource, state=state)
    assert numbers(granted, "zhang", state="held", resource="JZ-02") == ["SUSPENDED", "EXPIRING"]
    assert numbers(granted, "zhang", state="DESTROY_PENDING") == ["DESTROY_PENDING"]


def test_narrowing_by_resource_and_using_unit(granted: World) -> None:
    other = granted.resource("JZ-02", provider="ZFD")
    granted.grant("SQ-9", granted.case("li", "ZFD"), other, unit="ZFD")
    assert numbers(granted, "man", resource="JZ-02") == ["SQ-9"]
    assert numbers(granted, "man", unit="ZFD") == ["SQ-9"]
    assert numbers(granted, "man", unit="JGK", resource="JZ-02") == []
    assert facets(granted.store, granted.actor("man")) == Facets(
        (("JGK", "综合监管科"), ("ZFD", "综合执法队")),
        (("JZ-01", "纳税人登记信息"), ("JZ-02", "纳税人登记信息")),
    )
    assert facets(granted.store, granted.actor("zhang")).units == (("JGK", "综合监管科"),)
    assert facets(granted.store, granted.actor("zhang"), "providing") == Facets((), ())


@pytest.mark.parametrize("wish", [{"side": "both"}, {"state": "LOST"}])
def test_an_unknown_wish_is_told(granted: World, wish: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        numbers(granted, "zhang", **wish)


def test_items_are_named_and_pages_meet(granted: World) -> None:
    actor = granted.actor("zhang")
    first = list_grants(granted.store, actor, limit=2)
    rest = list_grants(granted.store, actor, limit=2, after=first.next_after)
    assert [grant.number for grant in (*first.items, *rest.items)] == ["SQ-2", "SQ-1", "SQ-0"]
    assert first.items[0].items == ("纳税人名称",)
    assert first.items[0].mine


@pytest.mark.parametrize(
    ("state", "end", "left"),
    [
        ("ACTIVE", date(2026, 9, 22), 1),
        ("EXPIRING", date(2026, 9, 21), 0),
        ("ACTIVE", date(2026, 9, 20), -1),  # nobody has noticed yet
        ("ACTIVE", None, None),
        ("EXPIRED", date(2026, 9, 20), None),
    ],
)
def test_days_left(world: World, state: str, end: date | None, left: int | None) -> None:
    world.grant("SQ", world.case(), world.resource(), state=state, period_end=end)
    assert get(world.store, world.actor("zhang"), "SQ").days_left == left


def test_a_renewal_names_what_it_goes_on_from(world: World) -> None:
    case, resource = world.case(), world.resource()
    old = world.grant("SQ-1", case, resource)
    world.grant("SQ-2", case, resource, renews_id=old.id)
    assert get(world.store, world.actor("zhang"), "SQ-2").renews == "SQ-1"
    assert get(world.store, world.actor("zhang"), "SQ-1").renews is None


def test_a_strangers_grant_is_not_found(granted: World) -> None:
    assert get(granted.store, granted.actor("zhang"), "SQ-1").state == "SUPPLYING"
    with pytest.raises(NotFound):
        get(granted.store, granted.actor("li"), "SQ-1")


def test_a_list_costs_the_same_however_long_it_is(granted: World) -> None:
    actor, costs = granted.actor("zhang"), []
    for n in range(2):
        with counted(granted.store) as count:
            list_grants(granted.store, actor)
            facets(granted.store, actor)
        costs.append(len(count.statements))
        granted.grant(f"more-{n}", granted.case(), granted.resource(f"JZ-1{n}"))
    assert costs == [3, 3]
