"""A resource and a grant from the request to the certificate, over HTTP alone, station by station.

The days are counted by hand: 国庆 2022 (holiday from October 1 to 7, work on Saturday the 8th and
Sunday the 9th), 春节 2023 (January 21 to 27, work on the 28th and 29th), 劳动节 2023 (April 29 to
May 3, work on Saturday May 6).
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine.queries.audit import verify
from engine.settings import Settings
from engine.store.database import Store
from tests.api.conftest import KEY
from tests.api.over_http import Script
from tests.browser.office import pass_time, tick
from tests.browser.serving import served
from tests.life.conftest import *  # noqa: F403
from tests.life.deeds import NEW, OLD, PASSWORD, at
from tests.life.papers import (
    ARCHIVED,
    CORRECTED,
    DESTRUCTION,
    ERROR,
    FORWARD,
    FOUND_RIGHT,
    INVENTORY,
    OBJECTION,
    OFFLINE,
    PASS,
    PLAN,
    PLAN_PASSED,
    REQUEST,
)
from webui import create_app

Scripts = Callable[[str], Script]
Until = Callable[[str], None]
SETTINGS = Settings(secret_key=KEY)
PERIOD = {"start": "2022-10-08", "end": "2024-09-30"}
VOUCHER = {"number": "DYPZ-2022-118", "called_at": "2022-11-15T10:00:00+08:00", "digest": "a" * 64}


@pytest.fixture
def script(store: Store) -> Iterator[Scripts]:
    """`script("caiying")` calls as caiying; the program is served on a port of its own."""
    with served() as server:
        server.app = create_app(SETTINGS, store)
        made: dict[str, Script] = {}
        yield lambda who: made.setdefault(who, Script(server.host, store, who))


@pytest.fixture
def until(store: Store) -> Until:
    """Let time pass until a moment in Shanghai, the scheduler at work all the while."""

    def passed(moment: str) -> None:
        pass_time(store, store.clock, SETTINGS, at(moment))  # type: ignore[arg-type]
        tick(store, SETTINGS)

    return passed


def test_a_whole_life(store: Store, script: Scripts, until: Until) -> None:
    grant = _requested_and_opened(script, until)
    _used(script, until, grant)
    _corrected_in_two_rounds(script, until, grant)
    _taken_out_of_use(script, until, grant)
    _destroyed(script, until, grant)
    _all_of_it_is_on_record(store, script, grant)


def stands(who: Script, case: str) -> tuple[str, str | None]:
    """State and outcome of a case, as `who` sees it."""
    head = who.get(f"/cases/{case}")["head"]
    return head["state"], head["outcome"]


def grant_state(who: Script, grant: str) -> str:
    return str(who.get(f"/grants/{grant}")["state"])


def resource_state(who: Script, code: str = OLD) -> str:
    return str(who.get(f"/resources/{code}")["head"]["state"])


# ── stations ─────────────────────────────────────────────────────────────────────────────────


def _requested_and_opened(script: Scripts, until: Until) -> str:
    cai, lu, yang, pan = map(script, ("caiying", "lushan", "yangfan", "panyue"))
    until("2022-09-28 09:00")
    form = cai.get("/processes/data-request/form", resource=OLD)
    assert (form["why_not"], form["legal"]) == ("", True)
    made = cai.start("data-request", {**REQUEST, "period": PERIOD}, resource=OLD)
    case, number = made["id"], made["number"]
    assert made["state"] == "LEADER_REVIEW"
    assert lu.waiting(number)["due"] is None  # no law gives the leader a term

    until("2022-09-28 16:00")
    assert lu.do_task(number, {"decision": "approve"}, password=PASSWORD) == "MO_FORWARDING"
    assert yang.due(number) == ("2022-09-29", False)

    until("2022-09-29 15:00")
    assert yang.do_task(number, FORWARD) == "COMPLIANCE_REVIEW"
    # the 30th is day 1, the Saturday after the holiday is day 2
    assert pan.due(number) == ("2022-10-08", True)
    assert pan.waiting(number)["due"]["basis"].startswith("第十四条")
    assert cai.get("/grants")["items"] == []

    until("2022-10-08 09:30")
    assert pan.do_task(number, PASS) == "SUPPLYING"
    (grant,) = cai.get("/grants")["items"]
    assert (grant["state"], grant["activated_at"]) == ("SUPPLYING", None)
    assert (grant["period_start"], grant["period_end"]) == tuple(PERIOD.values())

    until("2022-10-09 10:00")
    opened = {"channel": "table", "opened_on": "2022-10-09"}
    assert yang.do_task(number, opened) == "APPROVED"
    assert stands(cai, case) == ("APPROVED", "granted")
    assert grant_state(cai, grant["number"]) == "ACTIVE"
    assert resource_state(cai) == "published"
    return str(grant["number"])


def _used(script: Scripts, until: Until, grant: str) -> None:
    cai = script("caiying")
    until("2022-11-15 10:30")
    assert cai.post(f"/grants/{grant}/vouchers", **VOUCHER).status == 204
    (voucher,) = cai.get(f"/grants/{grant}/vouchers")["items"]
    assert (voucher["number"], voucher["digest"]) == (VOUCHER["number"], VOUCHER["digest"])
    assert voucher["after_end"] is False


def _corrected_in_two_rounds(script: Scripts, until: Until, grant: str) -> None:
    cai, wang, sun = map(script, ("caiying", "wangfang", "sunli"))
    until("2023-01-18 15:00")
    made = cai.start("correction", ERROR, grant=grant)
    case, number = made["id"], made["number"]
    assert stands(wang, case) == ("CORRECTING", None)
    assert "照常办理" in cai.get(f"/cases/{case}")["head"]["notice"]
    assert cai.get(f"/cases/{case}")["about"] == {"number": grant, "state": "ACTIVE"}
    # 19, 20, then 28, 29 and 30 after the holiday
    assert wang.due(number) == ("2023-01-30", True)

    until("2023-01-19 10:00")
    assert wang.do_task(number, FOUND_RIGHT) == "RESULT_CONFIRMATION"
    assert cai.due(number) == ("2023-01-29", False)

    until("2023-01-20 11:00")
    assert cai.do_task(number, OBJECTION) == "CORRECTING"
    # a fresh term: 28, 29, 30, 31, 1
    assert wang.due(number) == ("2023-02-01", True)

    until("2023-02-01 23:59:59")
    assert wang.waiting(number)["due"]["late"] is False
    assert sun.do_task(number, {**CORRECTED, "corrected_on": "2023-02-01"}) == "RESULT_CONFIRMATION"
    assert cai.due(number) == ("2023-02-06", False)

    until("2023-02-03 09:00")
    assert cai.do_task(number, {"decision": "accept"}) == "CORRECTED"
    assert stands(cai, case) == ("CORRECTED", "closed")
    assert grant_state(cai, grant) == "ACTIVE"
    assert not any(each["late"] for each in cai.get(f"/cases/{case}/history")["items"])


def _taken_out_of_use(script: Scripts, until: Until, grant: str) -> None:
    cai, wang, yang, gao = map(script, ("caiying", "wangfang", "yangfan", "gaofei"))
    until("2023-04-07 10:00")
    plan = {**PLAN, "planned_on": "2023-05-04", "test_record": wang.upload("新资源测试记录.pdf")}
    made = wang.start("retirement", plan, resource=OLD, successor=NEW)
    case, number = made["id"], made["number"]
    assert made["state"] == "PLAN_CHECK"
    assert (yang.due(number), resource_state(cai)) == (("2023-04-11", False), "published")

    until("2023-04-11 16:00")
    assert yang.do_task(number, PLAN_PASSED) == "IN_TRANSITION"
    assert (resource_state(cai), grant_state(cai, grant)) == ("deprecated", "ACTIVE")
    transition = wang.get(f"/cases/{case}")["transition"]
    # day 20 is May 1, a holiday; the gate is not put off by it
    assert (transition["starts_on"], transition["last_day"]) == ("2023-04-11", "2023-05-01")
    assert transition["earliest"] == "2023-05-01T16:00:00+00:00"
    assert transition["recommended_on"] == "2023-05-04"
    (holder,) = transition["holders"]
    assert (holder["code"], holder["grants"], holder["report"]) == ("approval", [grant], None)
    assert holder["notices"][0]["placed_at"] == "2023-04-11T08:00:00+00:00"
    refused = gao.post("/cases", process="data-request", answers=REQUEST, resource=OLD)
    assert refused.problem[0] == 422
    assert "停用过渡期" in refused.body["detail"]

    until("2023-04-20 09:00")
    ready = {"result": "ready", "note": "已经改用新资源"}
    assert cai.do_task(number, ready) == "IN_TRANSITION"
    (holder,) = wang.get(f"/cases/{case}")["transition"]["holders"]
    assert (holder["report"]["code"], holder["undecided"]) == ("ready", False)

    until("2023-05-01 23:59:59")
    assert wang.try_task(number, OFFLINE).problem == (422, "rule_refused")
    assert (resource_state(cai), grant_state(cai, grant)) == ("deprecated", "ACTIVE")

    until("2023-05-04 09:00")
    assert wang.do_task(number, OFFLINE) == "ARCHIVING"
    assert wang.get(f"/cases/{case}")["transition"]["offline_at"] == "2023-05-04T01:00:00+00:00"
    assert (resource_state(wang), grant_state(cai, grant)) == ("offline", "DESTROY_PENDING")
    assert cai.get(f"/grants/{grant}")["end_reason"] == "offline"
    assert yang.due(number) == ("2023-05-10", False)  # 5, the Saturday, 8, 9, 10

    until("2023-05-05 15:00")
    assert yang.do_task(number, ARCHIVED) == "OFFLINE"
    assert stands(wang, case) == ("OFFLINE", "closed")


def _destroyed(script: Scripts, until: Until, grant: str) -> None:
    cai, sun = map(script, ("caiying", "sunli"))
    (task,) = cai.get("/tasks", process="data-destruction")["items"]
    case, number = task["case_id"], task["number"]
    head = cai.get(f"/cases/{case}")["head"]
    assert (head["automatic"], head["state"]) == (True, "INVENTORY")
    assert "系统" in head["starter"]
    # from May 4: 5, the Saturday 6, 8 to 12, 15, 16, 17
    assert cai.due(number) == ("2023-05-17", False)

    until("2023-05-08 09:00")
    assert cai.do_task(number, INVENTORY) == "DESTROYING"
    assert cai.due(number) == ("2023-05-17", False)

    until("2023-05-10 16:00")
    record = {
        **DESTRUCTION,
        "destroyed_at": "2023-05-10T15:00",
        "proof_files": [cai.upload("销毁记录.pdf")],
    }
    alone = cai.try_task(number, {**record, "witness": DESTRUCTION["executor"]})
    assert alone.problem == (422, "invalid_answers")
    assert list(alone.body["errors"]) == ["witness"]
    assert cai.do_task(number, record) == "DESTRUCTION_CONFIRMATION"
    assert grant_state(cai, grant) == "DESTROY_PENDING"
    assert sun.due(number) == ("2023-05-17", False)

    until("2023-05-12 10:00")
    assert sun.do_task(number, {"result": "confirm"}) == "DESTROYED"
    assert stands(cai, case) == ("DESTROYED", "closed")
    assert grant_state(cai, grant) == "DESTROYED"


def _all_of_it_is_on_record(store: Store, script: Scripts, grant: str) -> None:
    cai = script("caiying")
    life = cai.get(f"/grants/{grant}/life")
    assert [each["process"] for each in life["cases"]] == ["data-destruction", "correction"]
    assert {each["outcome"] for each in life["cases"]} == {"closed"}
    assert [each["kind"] for each in life["history"]] == [
        "grant_opened", "grant_activated", "grant_ended", "grant_closed",
    ]  # fmt: skip
    papers: list[dict[str, Any]] = life["papers"]
    said = "".join(line["text"] for each in papers for line in each["lines"])
    for words in (DESTRUCTION["executor"], DESTRUCTION["witness"], DESTRUCTION["place"]):
        assert words in said
    assert [each["number"] for each in cai.get(f"/grants/{grant}/vouchers")["items"]] == [
        VOUCHER["number"]
    ]
    tick(store, SETTINGS)
    assert verify(store).problems == ()
