"""Articles 2, 3, 10, 14, 15(4), 18: what may not be asked for, by whom; said at every door."""

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from engine.store.database import Store
from engine.store.tables import Case, DedicatedUnit, Resource
from tests.trust.doors import Doors
from tests.trust.office import (
    APPROVE,
    CONDITIONAL,
    DEDICATED,
    DEPRECATED,
    FORWARD,
    NOT_SHARED,
    OFFLINE,
    OPEN,
    OPENED,
    PASS,
    REQUEST,
    act,
    begin,
    count_of,
    first_items,
)

#: Who asks, for what, in which words it is refused.
ROWS = {
    "offline": ("caiying", OFFLINE, "已经下线"),
    "deprecated": ("caiying", DEPRECATED, "停用过渡期"),
    "not shared": ("caiying", NOT_SHARED, "不予共享"),
    "dedicated, unit not listed": ("caiying", DEDICATED, "不在名单内"),
    "dedicated, unit listed": ("gaofei", DEDICATED, "可直接开通"),
    "own resource": ("zhoujun", CONDITIONAL, "由本单位提供"),
    "development zone": ("xiejun", CONDITIONAL, "开发区管委会的规定"),
    "association": ("hanmei", CONDITIONAL, "不是政务部门"),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_resource_that_may_not_be_asked_for(row: str, shared: Doors) -> None:
    who, resource, words = ROWS[row]
    answers = REQUEST | {"items": first_items(shared.store, resource)}
    before = count_of(shared.store, Case)
    page = shared.page.start(who, answers, resource)
    assert (page.status, words in page.text) == (422, True), page.text
    api = shared.api.start(who, answers, resource)
    assert (api.status, api.json["code"]) == (422, "rule_refused")
    assert words in api.errors["resource"]
    cli = shared.cli.start(who, answers, resource)
    assert (cli.status, words in cli.text) == (1, True), cli.text
    assert count_of(shared.store, Case) == before


def test_a_draft_of_a_resource_may_not_be_asked_for(doors: Doors) -> None:
    with doors.store.transaction() as session:
        session.execute(update(Resource).where(Resource.code == OPEN).values(state="draft"))
    for door, status in zip(doors.all(), (404, 404, 3), strict=True):
        answer = door.start("caiying", REQUEST | {"items": []}, OPEN)
        assert answer.status == status, answer.text


@pytest.mark.parametrize("resource", ["999999/999999", "' OR 1=1 --", "../../etc/passwd", "资源"])
def test_a_resource_that_is_not_in_the_catalogue(resource: str, shared: Doors) -> None:
    for door, status in zip(shared.all(), (404, 404, 3), strict=True):
        assert door.start("caiying", REQUEST, resource).status == status


def test_no_resource_at_all(shared: Doors) -> None:
    answer = shared.api.post("caiying", "/cases", process="data-request", answers=REQUEST)
    assert (answer.status, "选择要申请的资源" in answer.text) == (400, True)
    told = shared.cli.run("case", "start", "data-request", "--as", "caiying")
    assert (told.status, "选择要申请的资源" in told.text) == (2, True)


def granted(store: Store) -> None:
    """A live grant of caiying's unit for OPEN."""
    case = begin(store, resource=OPEN)
    steps = (("lushan", APPROVE), ("yangfan", FORWARD), ("panyue", PASS), ("liangchen", OPENED))
    for who, answers in steps:
        act(store, case.id, who, answers)


def test_a_second_request_for_what_is_granted_already(doors: Doors) -> None:
    granted(doors.store)
    before = count_of(doors.store, Case)
    answers = REQUEST | {"items": first_items(doors.store, OPEN)}
    for door, status in zip(doors.all(), (422, 422, 1), strict=True):
        answer = door.start("caiying", answers, OPEN)
        assert (answer.status, "请只选择其他信息项" in answer.text) == (status, True), answer.text
    assert count_of(doors.store, Case) == before


def test_a_resource_withdrawn_while_the_form_was_filled_keeps_what_was_typed(doors: Doors) -> None:
    browser = doors.browser("caiying")
    assert browser.get(f"/start/data-request/request?resource={CONDITIONAL}").status_code == 200
    with doors.store.transaction() as session:
        found = session.scalars(select(Resource).where(Resource.code == CONDITIONAL)).one()
        found.state = "offline"
    # The door itself holds that the page still shows everything that was typed.
    answer = doors.page.start("caiying", REQUEST, CONDITIONAL)
    assert (answer.status, "已经下线" in answer.text) == (422, True)


def test_a_listed_unit_opens_and_an_unlisted_one_is_told_and_may_ask(doors: Doors) -> None:
    terms = {"purpose": "办理移送的食品安全案件线索", "commitment": True}
    opened = doors.api.start("gaofei", terms, DEDICATED, "dedicated-access", "open")
    assert opened.status == 201, opened.text
    assert opened.json["state"] == "APPROVED"
    way = ("dedicated-access", "open")
    for door, status in zip(doors.all(), (422, 422, 1), strict=True):
        told = door.start("caiying", terms | {"commitment": None}, DEDICATED, *way)
        assert told.status == status
        assert "请写明职责依据" in told.errors["reason"]
    reason = {"purpose": terms["purpose"], "reason": "审批许可时须核对在办的食品安全案件线索"}
    asked = doors.api.start("caiying", reason, DEDICATED, *way)
    assert asked.json["state"] == "LISTING_REVIEW"


DEDICATED_ROWS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no purpose": ({"purpose": " ", "commitment": True}, "purpose", "履行哪项职责"),
    "测试": ({"purpose": "测试", "commitment": True}, "purpose", "请如实写明"),
    "terms not accepted": ({"purpose": "办理移送的案件线索"}, "commitment", "请阅读使用条件"),
    "terms declined": (
        {"purpose": "办理移送的案件线索", "commitment": False}, "commitment", "不能开通"),
    "period too long": (
        {"purpose": "办理移送的案件线索", "commitment": True,
         "period": {"start": "2026-10-01", "end": "2036-10-01"}}, "period", "最长 3 年"),
}  # fmt: skip


@pytest.mark.parametrize("row", DEDICATED_ROWS)
def test_terms_of_a_dedicated_resource(row: str, shared: Doors) -> None:
    answers, field, words = DEDICATED_ROWS[row]
    for door, status in zip(shared.all(), (422, 422, 1), strict=True):
        answer = door.start("gaofei", answers, DEDICATED, "dedicated-access", "open")
        assert answer.status == status
        assert words in answer.errors[field]


def test_an_ordinary_resource_does_not_go_the_dedicated_way(shared: Doors) -> None:
    terms = {"purpose": "办理移送的食品安全案件线索", "reason": "办案时须核对案件线索的来源"}
    for door, status in zip(shared.all(), (422, 422, 1), strict=True):
        answer = door.start("caiying", terms, CONDITIONAL, "dedicated-access", "open")
        assert (answer.status, "请按一般流程" in answer.text) == (status, True)


def test_a_unit_taken_off_the_list_can_open_no_more(doors: Doors) -> None:
    with doors.store.transaction() as session:
        session.execute(delete(DedicatedUnit))
    for door, status in zip(doors.all(), (422, 422, 1), strict=True):
        terms = {"purpose": "办理移送的食品安全案件线索"}
        answer = door.start("gaofei", terms, DEDICATED, "dedicated-access", "open")
        assert answer.status == status
        assert "reason" in answer.errors
