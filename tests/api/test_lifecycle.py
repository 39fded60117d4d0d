"""A request from start to grant, by the API alone, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from engine.clock import MovedClock
from engine.settings import Settings
from engine.store.database import Store
from tests.api.caller import Caller, problem
from tests.api.conftest import KEY
from tests.bureau.fixtures import CONDITIONAL, PASSWORD
from tests.packs import with_mini
from webui import create_app

PURPOSE = {"purpose": "核验食品经营许可申请人的主体资格"}
Callers = Callable[[str], Caller]


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


@pytest.fixture
def app(store: Store) -> Flask:
    made = create_app(Settings(secret_key=KEY), store)
    made.testing = True
    return made


def start(caller: Caller, key: str | None = None, **more: Any) -> dict[str, Any]:
    """zhangwei's request for a conditional resource."""
    body = {"process": "mini", "answers": PURPOSE, "resource": CONDITIONAL, **more}
    answer = caller.post("/cases", key=key, **body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json
    assert answer.headers["Location"] == f"/api/v1/cases/{found['id']}"
    return found


def waiting(caller: Caller) -> str:
    """The id of the only task in somebody's inbox."""
    (item,) = caller.get("/tasks").json["items"]
    return str(item["id"])


def test_from_form_to_grant(caller: Callers, moved_clock: MovedClock) -> None:
    zhang, chen, pan, zhou = map(caller, ("zhangwei", "chenjianguo", "panyue", "zhoujun"))
    form = zhang.get("/processes/mini/form", resource=CONDITIONAL).json
    assert [field["name"] for field in form["form"]["fields"]] == ["purpose", "paper"]
    assert form["why_not"] == ""
    paper = zhang.upload("依据.txt", "职责依据".encode()).json
    made = start(zhang, answers={**PURPOSE, "paper": paper})
    assert (made["state"], made["number"]) == ("LEADER_REVIEW", "CS-2026-0001")

    task = chen.get(f"/tasks/{waiting(chen)}").json
    assert task["form"]["password"] is True
    assert "complete" in task["verbs"]
    assert task["case"]["number"] == made["number"]
    refused = chen.post(f"/tasks/{task['id']}/complete", answers={"decision": "approve"})
    assert problem(refused) == (422, "invalid_answers")
    assert list(refused.get_json(force=True)["errors"]) == ["password"]
    done = chen.post(
        f"/tasks/{task['id']}/complete", answers={"decision": "approve"}, password=PASSWORD
    )
    assert done.json["state"] == "COMPLIANCE_REVIEW"

    check = pan.get(f"/tasks/{waiting(pan)}").json
    assert check["due"]["last_day"] == "2026-09-23"
    assert check["due"]["at"] == "2026-09-23T16:00:00+00:00"
    assert (check["due"]["basis"], check["due"]["legal"]) == ("第十四条（一）", False)
    assert check["terms"][0]["why"]
    moved_clock.advance(timedelta(hours=1))
    pan.post(f"/tasks/{check['id']}/complete", answers={"result": "pass"})
    reply = waiting(zhou)
    final = zhou.post(f"/tasks/{reply}/complete", answers={"result": "agree"}).json
    assert (final["state"], final["tasks"]) == ("APPROVED", [])

    case = zhang.get(f"/cases/{made['id']}").json
    assert case["head"]["outcome"] == "granted"
    assert case["files"][0]["digest"] == paper["digest"]
    assert [sheet["form"] for sheet in case["sheets"]][-1] == "reply"
    (grant,) = zhang.get("/grants").json["items"]
    assert (grant["state"], grant["resource"], grant["mine"]) == ("ACTIVE", CONDITIONAL, True)
    assert zhang.get(f"/grants/{grant['number']}").json == grant
    assert zhang.get(f"/files/{paper['digest']}").data.decode() == "职责依据"


def test_history_and_diagram_of_a_case(caller: Callers) -> None:
    zhang = caller("zhangwei")
    made = start(zhang)
    history = zhang.get(f"/cases/{made['id']}/history").json["items"]
    assert history[0]["kind"] == "case_started"
    assert (history[0]["who"], history[0]["via"]) == ("张伟", "api")
    assert "task_open" not in {each["kind"] for each in history}
    (level,) = zhang.get(f"/cases/{made['id']}/diagram").json
    assert level["process"] == "mini"
    assert "<bpmn:definitions" in level["xml"]
    assert level["elements"]["leader"]["state"] == "current"


def test_the_same_key_starts_one_case(caller: Callers) -> None:
    zhang = caller("zhangwei")
    first, again = start(zhang, key="k-1"), start(zhang, key="k-1")
    assert first == again
    assert len(zhang.get("/cases").json["items"]) == 1


def test_the_same_key_completes_once_and_another_is_too_late(caller: Callers) -> None:
    zhang, chen = caller("zhangwei"), caller("chenjianguo")
    start(zhang)
    task = waiting(chen)
    body: dict[str, Any] = {"answers": {"decision": "approve"}, "password": PASSWORD}
    first = chen.post(f"/tasks/{task}/complete", key="once", **body)
    again = chen.post(f"/tasks/{task}/complete", key="once", **body)
    assert first.json == again.json
    late = chen.post(f"/tasks/{task}/complete", key="other", **body)
    assert problem(late) == (409, "conflict")
    assert "陈建国已于" in late.get_json(force=True)["detail"]


def test_withdrawing_twice_is_one_withdrawal(caller: Callers) -> None:
    zhang, chen = caller("zhangwei"), caller("chenjianguo")
    made = start(zhang)
    task = waiting(chen)
    path = f"/cases/{made['id']}/withdraw"
    first = zhang.post(path, key="w", reason="填错了资源")
    assert first.json["state"] == "WITHDRAWN"
    assert zhang.post(path, key="w", reason="填错了资源").json == first.json
    assert problem(zhang.post(path, reason="再撤一次")) == (409, "conflict")
    assert problem(chen.post(f"/tasks/{task}/claim")) == (409, "conflict")


def test_draft_claim_release_comment(caller: Callers) -> None:
    zhang, chen, pan = caller("zhangwei"), caller("chenjianguo"), caller("panyue")
    made = start(zhang)
    task = waiting(chen)
    path = f"/tasks/{task}"
    assert chen.post(f"{path}/save-draft", answers={"decision": "return"}).status_code == 204
    assert chen.get(path).json["draft"]["answers"] == {"decision": "return"}
    assert chen.post(f"{path}/claim").status_code == 204
    assert chen.get(path).json["mine"] is True
    assert chen.post(f"{path}/release").status_code == 204
    for _ in range(2):
        assert chen.post(f"{path}/comment", key="c", text="请补充依据").status_code == 204
    for _ in range(2):
        said = zhang.post(f"/cases/{made['id']}/comment", key="c", text="已补充")
        assert said.status_code == 204
    notes = [each["note"] for each in zhang.get(f"/cases/{made['id']}/history").json["items"]
            if each["kind"] == "commented"]  # fmt: skip
    assert [note[0]["text"] for note in notes] == ["请补充依据", "已补充"]
    assert problem(pan.post(f"{path}/claim")) == (404, "not_found")
    assert problem(zhang.post(f"{path}/claim")) == (403, "forbidden")
    chen.post(f"{path}/complete", answers={"decision": "approve"}, password=PASSWORD)
    assert chen.get(path).json["draft"] is None
    assert problem(chen.post(f"{path}/save-draft", answers={})) == (409, "conflict")


def test_transfer_and_return(caller: Callers) -> None:
    zhang, chen, pan, jiang = map(caller, ("zhangwei", "chenjianguo", "panyue", "jiangnan"))
    start(zhang)
    chen.post(
        f"/tasks/{waiting(chen)}/complete", answers={"decision": "approve"}, password=PASSWORD
    )
    task = pan.get(f"/tasks/{waiting(pan)}").json
    (other,) = task["transfer_to"]
    wrong = pan.post(f"/tasks/{task['id']}/transfer", to_person=other["value"], reason=" ")
    assert problem(wrong) == (422, "invalid_answers")
    gone = pan.post(f"/tasks/{task['id']}/transfer", to_person=other["value"], reason="出差")
    assert gone.status_code == 204
    assert pan.get("/tasks").json["items"] == []
    target = jiang.get(f"/tasks/{waiting(jiang)}").json["return_to"][0]
    back = jiang.post(f"/tasks/{task['id']}/return", target=target["value"], reason="依据不全")
    assert back.status_code == 200, back.text
    assert back.json["tasks"][0]["element"] == target["value"]
