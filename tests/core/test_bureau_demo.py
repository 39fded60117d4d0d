"""The demo bureau holds what it is there to show."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from engine.core.access import ADMIN_ROLES, ROLE_NAMES
from engine.core.bureau import Bureau, ResourceRow, cast_of, parse_bureau
from engine.core.bureau.words import (
    DATA_TYPES,
    PROVIDE_MODES,
    RESOURCE_STATES,
    SHARE_TYPES,
    UNIT_KINDS,
)
from engine.errors import PackError

DEMO = Path(__file__).parents[2] / "processes" / "jz-2022" / "demo"
TODAY = date(2026, 9, 21)
#: Posts that a unit must have before one of its people can apply.
APPLYING = {"handler", "supervising_leader", "responsible", "principal_head"}


def _files() -> dict[str, bytes]:
    return {
        path.relative_to(DEMO).as_posix(): path.read_bytes()
        for path in DEMO.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def demo() -> Bureau:
    """The demo bureau, checked."""
    return parse_bureau(_files(), TODAY)


@pytest.fixture(scope="module")
def resources(demo: Bureau) -> dict[str, ResourceRow]:
    """Its resources by name."""
    return {resource.name: resource for resource in demo.resources}


def _holders(demo: Bureau) -> dict[str, dict[str, list[str]]]:
    """Unit code -> role -> user names."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for person in demo.people:
        for post in person.posts:
            found[post.unit][post.role].append(person.username)
    return found


def test_every_kind_of_unit_and_scope_is_there(demo: Bureau) -> None:
    assert {unit.kind for unit in demo.units} == set(UNIT_KINDS)
    scopes = {unit.kind: unit.rule_scope for unit in demo.units}
    assert (scopes["test_center"], scopes["development_zone"]) == ("by_reference", "excluded")
    outside = {unit.works_here for unit in demo.units if unit.kind == "gov_department"}
    assert outside == {True, False}


def test_units_that_apply_have_all_the_posts_it_takes(demo: Bureau) -> None:
    excluded = {unit.code for unit in demo.units if unit.rule_scope == "excluded"}
    barred = excluded | {unit.code for unit in demo.units if not unit.is_gov_department}
    for unit, roles in _holders(demo).items():
        if "handler" in roles and unit not in barred:
            assert set(roles) >= APPLYING, unit
            assert not set(roles["handler"]) & set(roles["supervising_leader"]), unit


def test_providers_that_work_here_have_two_reviewers(demo: Bureau) -> None:
    here = {unit.code for unit in demo.units if unit.works_here}
    holders = _holders(demo)
    for unit in {resource.provider for resource in demo.resources} & here:
        assert len(holders[unit]["provider_reviewer"]) >= 2, unit


def test_terms_have_somebody_to_escalate_to(demo: Bureau) -> None:
    holders = _holders(demo)
    answering = {resource.provider for resource in demo.resources} | {"platform", "info-center"}
    for unit in answering:
        assert holders[unit]["responsible"], unit
        assert holders[unit]["principal_head"], unit


def test_reviewing_units_have_two_of_each(demo: Bureau) -> None:
    holders = _holders(demo)
    for unit, role in [
        ("info-center", "info_center"),
        ("platform", "platform_reviewer"),
        ("leading-office", "coordinator"),
        ("leading-office", "managing"),
        ("test-center", "agent_reviewer"),
    ]:
        assert len(holders[unit][role]) >= 2, (unit, role)


def test_roles_are_all_held_and_some_people_hold_two_posts(demo: Bureau) -> None:
    roles = {post.role for person in demo.people for post in person.posts}
    assert roles == set(ROLE_NAMES)
    admins = [person for person in demo.people if {p.role for p in person.posts} & ADMIN_ROLES]
    assert len(admins) == 3
    assert sum(len(person.posts) > 1 for person in demo.people) > 10


def test_nobody_can_be_reached_by_mistake(demo: Bureau) -> None:
    assert all(person.email.endswith(".invalid") for person in demo.people)
    assert all(p.phone.startswith("0354-2660") for p in demo.people if p.phone)


def test_the_catalogue_is_large_and_varied(demo: Bureau) -> None:
    assert len(demo.resources) >= 40
    assert {resource.share_type for resource in demo.resources} == set(SHARE_TYPES)
    ways = {(one.share_type, one.provide_mode) for one in demo.resources}
    assert ways >= {(kind, way) for kind in list(SHARE_TYPES)[:2] for way in PROVIDE_MODES}
    assert {one.grade for one in demo.resources} == {1, 2, 3, 4}
    assert {one.data_kind for one in demo.resources} == {"base", "result", "other"}
    used = {item.data_type for one in demo.resources for item in one.items}
    assert used == set(DATA_TYPES)


def test_resources_have_enough_items(demo: Bureau) -> None:
    for resource in demo.resources:
        least = 3 if resource.share_type == "not_shared" else 4
        assert least <= len(resource.items) <= 10, resource.name


@pytest.mark.parametrize(
    "name",
    [
        "人员信息台账",
        "监管服务对象台账",
        "双随机一公开检查结论",
        "特种设备日常检查情况",
        "学校食堂专项检查情况",
        "行政处罚信息",
    ],
)
def test_the_examples_of_the_plan_are_there(resources: dict[str, ResourceRow], name: str) -> None:
    assert name in resources


def test_each_path_has_a_resource(demo: Bureau, resources: dict[str, ResourceRow]) -> None:
    controlled = resources["双随机一公开检查结论"]
    assert (controlled.share_type, controlled.api_param_controlled) == ("unconditional", True)
    assert resources["食品安全案件线索移送信息"].dedicated_units == ("enforcement", "police")
    narrowed = {item.share_type for item in resources["特种设备使用登记信息"].items}
    assert narrowed == {"conditional", "not_shared"}
    agents = {code: agent for agent in demo.agents for code in agent.resources}
    assert agents[resources["特种设备检验结果"].code].agent == "test-center"
    recorded = {unit.code for unit in demo.units if not unit.works_here}
    assert resources["人口基本信息"].provider in recorded
    assert resources["纳税信用等级信息"].provider not in recorded


def test_every_state_of_a_resource_is_there(demo: Bureau) -> None:
    assert {resource.state for resource in demo.resources} == set(RESOURCE_STATES)


def test_every_resource_is_published_with_its_review_but_the_draft(demo: Bureau) -> None:
    for resource in demo.resources:
        assert bool(resource.published_on) == (resource.state != "draft"), resource.name
        assert resource.published_on is None or resource.published_on <= TODAY
        review = resource.review
        assert all(review[key] for key in ("scene", "audience", "use_scope", "masking", "tracing"))


def test_the_readme_lists_the_cast() -> None:
    files = _files()
    cast = cast_of(files)
    assert 10 <= len(cast) <= 14
    assert all(member.purpose for member in cast)
    readme = files["README.md"].decode()
    for one in cast:
        assert f"| `{one.username}` | {one.name} | {one.posts} | {one.purpose} |" in readme


def test_one_line_makes_the_platform_recorded() -> None:
    files = _files()
    lines = files["units.toml"].decode().splitlines()
    (place,) = [number for number, line in enumerate(lines) if line == "works_here = true"]
    lines[place] = "works_here = false"
    files["units.toml"] = "\n".join(lines).encode()
    units = {unit.code: unit for unit in parse_bureau(files, TODAY).units}
    assert units["platform"].works_here is False


def test_an_agent_past_its_time_is_refused() -> None:
    with pytest.raises(PackError) as refused:
        parse_bureau(_files(), date(2031, 1, 1))
    assert {fault["field"] for fault in refused.value.details["problems"]} == {"valid_until"}
