"""Searching the catalogue, reading a resource, and who may ask for it."""

from typing import Any

import pytest

from engine.errors import BadRequest, NotFound
from engine.queries.catalogue import facets, get, search
from engine.store import tables as t
from engine.store.types import new_id
from tests.queries.world import World


def codes(world: World, *words: str, **wish: Any) -> list[str]:
    return [line.code for line in search(world.store, world.actor("zhang"), *words, **wish).items]


def test_every_word_must_occur_somewhere(world: World) -> None:
    world.resource("JZ-01", name="食品抽检结果", summary="年度抽检")
    world.resource("JZ-02", name="特种设备登记")
    assert codes(world, "食品 年度") == ["JZ-01"]
    assert codes(world, "食品 设备") == []
    assert codes(world, "登记状态") == ["JZ-01", "JZ-02"]  # an information item of both
    assert codes(world, "jz-02") == ["JZ-02"]
    assert codes(world, "%") == []


def test_narrowing(world: World) -> None:
    world.resource("JZ-01", theme="食品安全")
    world.resource("JZ-02", provider="ZFD", share_type="unconditional")
    assert codes(world, unit="ZFD") == ["JZ-02"]
    assert codes(world, share_type="conditional") == ["JZ-01"]
    assert codes(world, theme="食品安全") == ["JZ-01"]
    found = facets(world.store, world.actor("zhang"))
    assert (found.units, found.themes) == (
        (("ZFD", "综合执法队"), ("SWJ", "市税务局")),
        ("食品安全",),
    )


def test_drafts_are_the_providers_and_the_overseers(world: World) -> None:
    world.resource("JZ-09", state="draft")
    assert codes(world) == []
    with pytest.raises(NotFound):
        get(world.store, world.actor("zhang"), "JZ-09")
    for insider in ("liu", "info", "man"):
        assert get(world.store, world.actor(insider), "JZ-09").line.state == "draft"


def test_what_is_offline_is_not_listed_and_still_says_so_at_its_address(world: World) -> None:
    world.resource("JZ-09", state="offline")
    assert codes(world) == []
    assert get(world.store, world.actor("zhang"), "JZ-09").line.state == "offline"
    for insider in ("liu", "info", "man"):
        (line,) = search(world.store, world.actor(insider)).items
        assert line.state == "offline"


def test_pages_meet(world: World) -> None:
    for n in range(5):
        world.resource(f"JZ-{n:02d}")
    actor, seen, after = world.actor("zhang"), [], None
    for _ in range(3):
        page = search(world.store, actor, after=after, limit=2)
        seen += [line.code for line in page.items]
        after = page.next_after
    assert (seen, after) == ([f"JZ-{n:02d}" for n in range(5)], None)
    with pytest.raises(BadRequest):
        search(world.store, actor, after="nonsense")


def test_the_review_is_shown_in_words(world: World) -> None:
    world.resource(review={"scene": "监管", "security_agreement": True, "unknown": "x"})
    view = get(world.store, world.actor("zhang"), "JZ-01")
    assert view.review == (("应用场景", "监管"), ("是否签订安全协议", "是"))
    assert [item.name for item in view.item_lines] == ["纳税人名称", "登记状态"]


@pytest.mark.parametrize(
    ("resource", "word"),
    [
        ({"share_type": "not_shared", "not_share_basis": "税收征管法第八条"}, "税收征管法第八条"),
        ({"state": "deprecated"}, "过渡期"),
        ({"provider": "JGK"}, "本单位提供"),
        ({"state": "offline"}, "下线"),
    ],
)
def test_why_not(world: World, resource: dict[str, str], word: str) -> None:
    world.resource(**resource)
    (applicant,) = get(world.store, world.actor("zhang"), "JZ-01").applicants
    assert not applicant.may
    assert any(word in sentence for sentence in applicant.why_not)


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [("rule_scope", "excluded", "第二条"), ("is_gov_department", False, "不是政务部门")],
)
def test_units_outside_the_rules_may_not_ask(
    world: World, column: str, value: object, word: str
) -> None:
    world.resource()
    with world.store.transaction() as session:
        setattr(session.get(t.Unit, world.units["JGK"].id), column, value)
    (applicant,) = get(world.store, world.actor("zhang"), "JZ-01").applicants
    assert any(word in sentence for sentence in applicant.why_not)


def test_a_conditional_resource_may_be_asked_for(world: World) -> None:
    world.resource()
    (applicant,) = get(world.store, world.actor("zhang"), "JZ-01").applicants
    assert (applicant.may, applicant.note, applicant.grants) == (True, "", ())
    assert get(world.store, world.actor("wang"), "JZ-01").applicants == ()


def test_a_dedicated_list_decides(world: World) -> None:
    resource = world.resource(dedicated=True)
    world.add(t.DedicatedUnit(resource_id=resource.id, unit_id=world.units["ZFD"].id))
    (listed,) = get(world.store, world.actor("li"), "JZ-01").applicants
    (unlisted,) = get(world.store, world.actor("zhang"), "JZ-01").applicants
    assert (listed.listed, unlisted.listed) == (True, False)
    assert "可直接开通" in listed.note
    assert "修订名单" in unlisted.note


def test_live_grants_are_named(world: World) -> None:
    resource, case = world.resource(), world.case()
    for number, state in (("SQ-1", "ACTIVE"), ("SQ-2", "REVOKED")):
        world.add(
            t.AccessGrant(
                id=new_id(), number=number, case_id=case.id, resource_id=resource.id,
                resource_version=1, unit_id=world.units["JGK"].id, kind="request", items=[],
                state=state, granted_at=world.now,
            )
        )  # fmt: skip
    (applicant,) = get(world.store, world.actor("zhang"), "JZ-01").applicants
    assert applicant.grants == ("SQ-1",)
