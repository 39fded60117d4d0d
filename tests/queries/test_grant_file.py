"""The page of a grant: its life, the cases about it, its papers, and its certificate."""

import json
from datetime import timedelta

import pytest

from engine.core.pack import read_pack
from engine.errors import NotFound
from engine.queries.closing import papers_of
from engine.queries.grant_file import get_certificate, get_file
from engine.store import tables as t
from tests.counting import counted
from tests.packs import pack_files
from tests.queries.world import World, at

FORM = {
    "key": "destruction-record",
    "title": "销毁记录",
    "fields": [
        {"name": "method", "type": "choice", "label": "销毁方式",
         "choices": [{"value": "erase", "label": "覆写"}]},
        {"name": "executor", "type": "text", "label": "执行人"},
        {"name": "where", "type": "choice", "label": "位置",
         "choices_from": "data.case.grant.items"},
    ],
}  # fmt: skip


def told(world: World, username: str, number: str = "SQ") -> list[str]:
    file = get_file(world.store, world.actor(username), number)
    return [str(line.text) for line in file.life]


def test_the_life_is_what_the_row_says_where_no_event_tells_of_it(world: World) -> None:
    world.grant(
        "SQ", state="DESTROY_PENDING", granted_at=at("2026-08-01 09:00"),
        activated_at=at("2026-08-02 09:00"), ended_at=at("2026-09-01 00:00"),
        end_reason="offline",
    )  # fmt: skip
    assert told(world, "zhang") == ["作出使用授权", "数据开通，可以使用", "授权终止：资源下线"]


def test_events_of_the_case_that_name_the_grant_are_told_once(world: World) -> None:
    case, resource = world.case(), world.resource()
    grant = world.grant("SQ", case, resource, state="SUSPENDED", suspended_at=world.now)
    world.grant("SQ-2", case, resource)
    both = {"grant": grant.id, "number": "SQ"}
    world.event(case, "grant_opened", data=both)
    world.event(case, "grant_activated", data={"grants": ["SQ", "SQ-2"]})
    world.event(case, "grant_suspended", data={**both, "reason": "超出授权范围查询"})
    world.event(case, "grant_covered", data=both)
    world.event(case, "commented", data={**both, "text": "与本授权无关"})
    file = get_file(world.store, world.actor("liu"), "SQ")
    assert [str(line.text) for line in file.life] == [
        "作出使用授权", "数据开通，可以使用", "暂停使用",
    ]  # fmt: skip
    assert file.life[-1].note == (("", "超出授权范围查询"),)
    # Of the other grant only what names it: the opening of the channel.
    assert told(world, "zhang", "SQ-2") == ["作出使用授权", "数据开通，可以使用"]


def test_cases_about_it_are_those_the_reader_may_open(world: World) -> None:
    case = world.case(started_at=world.now - timedelta(days=9))
    grant = world.grant("SQ", case)
    about = world.case("zhang", process="correction", grant_id=grant.id, title="校核更正")
    world.case(process="correction", title="另一项授权的")
    file = get_file(world.store, world.actor("man"), "SQ")
    assert [each.id for each in file.cases] == [about.id]
    assert file.case_seen
    world.post("li", "JGK", "provider_reviewer")  # of the using unit, and told of no case
    stranger = get_file(world.store, world.actor("li"), "SQ")
    assert (stranger.cases, stranger.case_seen) == ((), False)


def test_who_may_register_vouchers(world: World) -> None:
    world.grant("SQ")
    world.grant("SQ-0", resource=world.resource("JZ-02"), state="SUPPLYING", activated_at=None)
    may = {
        who: get_file(world.store, world.actor(who), "SQ").may_register
        for who in ("zhang", "wang", "info", "liu", "man")
    }
    assert may == {"zhang": True, "wang": True, "info": True, "liu": False, "man": False}
    assert not get_file(world.store, world.actor("zhang"), "SQ-0").may_register


def test_a_certificate_only_when_all_is_settled(world: World) -> None:
    world.grant("SQ", state="DESTROY_PENDING")
    with pytest.raises(NotFound, match="没有销毁证明"):
        get_certificate(world.store, world.actor("zhang"), "SQ")
    for state in ("DESTROYED", "RETAINED"):
        case, resource = world.case(), world.resource(f"JZ-{state}")
        grant = world.grant(state, case, resource, state=state)
        said = {"grant": grant.id, "number": state, "state": state}
        world.event(case, "grant_closed", data=said)
        file = get_certificate(world.store, world.actor("zhang"), state)
        assert file.settled_at == world.now
        assert (
            str(file.life[-1].text)
            == {"DESTROYED": "了结：已销毁", "RETAINED": "了结：依法留存"}[state]
        )
        with pytest.raises(NotFound):
            get_certificate(world.store, world.actor("li"), state)


def test_papers_are_read_with_the_forms_that_asked_for_them() -> None:
    source = json.dumps(FORM).encode()
    pack = read_pack({**pack_files(), "mini/forms/destruction-record.json": source})
    closing = {
        "cut": {"result": "agree"},
        "destruction": {"case": "SJXH-1", "record": {"method": "erase", "executor": "张伟"}},
        "unknown": {"nobody_asks": "x"},
    }  # fmt: skip
    papers = papers_of([(pack, "mini")], closing, at("2026-09-21 09:00"))
    found = {paper.title: [(line.label, line.text) for line in paper.lines] for paper in papers}
    assert found["销毁记录"] == [("销毁方式", "覆写"), ("执行人", "张伟")]
    assert not any("nobody_asks" in str(lines) for lines in found.values())
    # Choices of which only the case knows the words stand for themselves.
    kept = {"destruction": {"where": "SYDJZBH"}}
    (paper,) = papers_of([(pack, "mini")], kept, at("2026-09-21 09:00"))
    assert "SYDJZBH" in paper.lines[0].text


def test_a_page_costs_the_same_whatever_happened(world: World) -> None:
    case = world.case()
    grant = world.grant("SQ", case)
    actor = world.actor("man")
    costs = []
    for n in range(2):
        with counted(world.store) as count:
            get_file(world.store, actor, "SQ")
        costs.append(len(count.statements))
        world.case(grant_id=grant.id)
        world.event(case, "grant_suspended", data={"grant": grant.id})
        world.add(_voucher(world, grant, n))
    assert costs == [8, 8]


def _voucher(world: World, grant: t.AccessGrant, n: int) -> t.CallVoucher:
    return t.CallVoucher(
        case_id=grant.case_id, grant_id=grant.id, number=f"V{n}", called_at=world.now,
        digest="0" * 64, recorded_by_id=world.people["zhang"].id, recorded_at=world.now,
    )  # fmt: skip
