"""A request of the real pack runs over several drawings; each call level carries its state."""

from pathlib import Path

import pytest

from engine.commands.deploy_pack import deploy_pack
from engine.commands.start_case import start_case
from engine.queries.diagram import diagram
from engine.queries.processes import get_start, offers, startable
from engine.store.database import Store
from tests.bureau.fixtures import DEDICATED, OF_TAX, acting

PACK = Path(__file__).parents[2] / "processes" / "jz-2022"


@pytest.fixture
def store(bureau_store: Store) -> Store:
    files = {
        path.relative_to(PACK).as_posix(): path.read_bytes()
        for path in PACK.rglob("*")
        if path.is_file() and "demo" not in path.relative_to(PACK).parts
    }
    deploy_pack(bureau_store, None, files, "test")
    return bureau_store


def test_each_call_level_is_drawn(store: Store) -> None:
    actor = acting(store, "zhangwei")
    view = get_start(store, actor, "data-request", resource=OF_TAX)
    answers = view.form.empty(view.context) | {
        "items": [view.data["case"]["resource"]["items"][0]["code"]],
        "purpose": "核验食品经营许可申请人的主体资格和信用状况",
        "scene": "许可受理窗口在收到申请时通过许可系统查询，当场比对",
        "commitment": "yes",
    }
    case = start_case(store, actor, "data-request", answers, resource=OF_TAX)
    outer, inner = diagram(store, actor, case.id)
    assert (outer.process, inner.process) == ("data-request", "request-filing")
    assert outer.elements["file_request"]["state"] == "current"
    assert inner.elements["fill_request"]["state"] == "done"
    assert inner.elements["approve_request"]["state"] == "current"
    assert inner.elements["approve_request"]["note"].startswith("登记注册科 分管领导")
    assert "fill_request" not in outer.elements
    assert outer.title != inner.title


def test_each_kind_of_resource_has_its_own_way(store: Store) -> None:
    actor = acting(store, "zhangwei")
    (way,) = offers(store, actor, OF_TAX)
    assert (way.process, way.entry, way.why_not, way.records) == (
        "data-request", "request", "", False,
    )  # fmt: skip
    (dedicated,) = offers(store, actor, DEDICATED)
    assert (dedicated.process, dedicated.why_not) == ("dedicated-access", "")
    assert "修订名单" in dedicated.note
    (recording,) = offers(store, acting(store, "yangfan"), OF_TAX)
    assert (recording.entry, recording.records) == ("incoming", True)
    assert offers(store, acting(store, "sysadmin"), OF_TAX) == ()


def test_what_may_be_started_depends_on_the_post(store: Store) -> None:
    ways = {line.key: [entry.needs for entry in line.entries]
            for line in startable(store, acting(store, "zhangwei"))}  # fmt: skip
    assert ways["data-request"] == ways["dedicated-access"] == ["resource"]
    assert set(ways["data-destruction"]) == {"grant"}
    assert "retirement" not in ways
    assert startable(store, acting(store, "panyue")) == ()
