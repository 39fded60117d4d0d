"""What a resource's page tells: who holds it, its transition, and what is open about it."""

from datetime import date, timedelta

from engine.core.pack import read_pack
from engine.queries.catalogue import ResourceView, get
from engine.store import tables as t
from engine.store.types import new_id
from tests.counting import counted
from tests.packs import pack_files
from tests.queries.world import World, at

NOTICE = "校核期间照常办理。"


def view(world: World, username: str = "zhang", code: str = "JZ-01") -> ResourceView:
    return get(world.store, world.actor(username), code)


def test_holders_are_shown_to_the_provider_and_those_who_oversee(world: World) -> None:
    case, resource = world.case(), world.resource()
    world.grant("SQ-1", case, resource, state="SUSPENDED", period_end=date(2026, 12, 31))
    world.grant("SQ-2", world.case("li", "ZFD"), resource, unit="ZFD",
                activated_at=None, granted_at=at("2026-09-20 10:00"),
                state="SUPPLYING")  # fmt: skip
    world.grant("SQ-3", case, resource, state="DESTROYED")
    for insider in ("liu", "head", "man", "info"):
        holders = view(world, insider).holders
        assert holders is not None
        assert [(each.unit, each.number, each.state) for each in holders.lines] == [
            ("综合监管科", "SQ-1", "SUSPENDED"), ("综合执法队", "SQ-2", "SUPPLYING"),
        ]  # fmt: skip
        assert holders.lines[0].items == ("纳税人名称",)
        assert holders.lines[1].since == at("2026-09-20 10:00")
        assert not holders.more
    for outsider in ("zhang", "plat", "sys", "audit"):
        assert view(world, outsider).holders is None


def test_open_cases_with_a_notice_are_told_to_everybody(world: World) -> None:
    source = pack_files()
    source["mini/process.toml"] = f'notice = "{NOTICE}"\n'.encode() + source["mini/process.toml"]
    pack = read_pack(source)
    world.store.packs[world.version_id] = pack
    resource = world.resource()
    for ended_at in (None, None, world.now):
        world.case(process="mini", resource_id=resource.id, ended_at=ended_at)
    world.case(process="no-such-process", resource_id=resource.id)
    for reader in ("zhang", "plat"):
        (told,) = view(world, reader).under_way
        assert (told.title, told.cases, told.notice) == (pack.process("mini").title, 2, NOTICE)


def test_processes_without_a_notice_are_nobodys_business(world: World) -> None:
    world.store.packs[world.version_id] = read_pack(pack_files())
    world.case(process="mini", resource_id=world.resource().id)
    assert view(world).under_way == ()


def retire(world: World, old: t.Resource, new: t.Resource) -> t.Retirement:
    """A plan for `old`, registered now, of a pack that asks for no more than the law."""
    world.store.packs[world.version_id] = read_pack(pack_files())
    plan = t.Retirement(
        id=new_id(), case_id=world.case().id, resource_id=old.id, successor_id=new.id,
        mapping={}, planned_on=date(2026, 10, 30), usable_at=at("2026-01-05 00:00"),
        registered_at=world.now,
    )  # fmt: skip
    world.add(plan)
    return plan


def test_a_transition_names_the_successor_and_its_earliest_end(world: World) -> None:
    old, new = world.resource(state="deprecated"), world.resource("JZ-02", name="新登记信息")
    plan = retire(world, old, new)
    found = view(world).transition
    assert found is not None
    assert (found.successor_code, found.successor) == ("JZ-02", "新登记信息")
    # D = 2026-09-21, so 00:00 of D + 21.
    assert (found.days, found.starts_on) == (20, date(2026, 9, 21))
    assert found.earliest == at("2026-10-12 00:00")
    notice = t.HolderNotice(
        id=new_id(), case_id=plan.case_id, retirement_id=plan.id,
        unit_id=world.units["JGK"].id, placed_at=None, recorded_at=world.now,
    )  # fmt: skip
    world.add(notice)
    waiting = view(world).transition
    assert waiting is not None
    assert (waiting.starts_on, waiting.earliest) == (None, None)


def test_without_a_running_plan_there_is_no_transition(world: World) -> None:
    old, new = world.resource(state="deprecated"), world.resource("JZ-02")
    assert view(world).transition is None
    plan = retire(world, old, new)
    with world.store.transaction() as session:
        session.get_one(t.Retirement, plan.id).cancelled_at = world.now
    assert view(world).transition is None
    assert view(world, code="JZ-02").transition is None


def test_a_page_costs_the_same_however_many_hold_it(world: World) -> None:
    case, resource = world.case(), world.resource()
    actor, costs = world.actor("man"), []
    for n in range(2):
        with counted(world.store) as count:
            get(world.store, actor, "JZ-01")
        costs.append(len(count.statements))
        world.grant(f"SQ-{n}", case, resource, granted_at=world.now - timedelta(days=n))
    assert costs == [4, 4]
