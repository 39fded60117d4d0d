"""Lists page by key; the registries and the packs answer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.caller import PREFIX, Caller, problem
from tests.api.test_lifecycle import start
from tests.bureau.fixtures import CONDITIONAL, OF_TAX, WITH_AGENT

Callers = Callable[[str], Caller]


def pages(caller: Caller, path: str, **query: Any) -> list[list[dict[str, Any]]]:
    """All pages of a list, following `next`."""
    found, after = [], None
    while True:
        page = caller.get(path, **query, **({"after": after} if after else {})).json
        found.append(page["items"])
        after = page["next"]
        if after is None:
            return found


def test_lists_page_by_key(caller: Callers) -> None:
    zhang = caller("zhangwei")
    for code in (CONDITIONAL, WITH_AGENT, OF_TAX):
        start(zhang, resource=code)
    for path, query in (("/cases", {"scope": "mine"}), ("/tasks", {"list": "started"})):
        sizes = [len(items) for items in pages(zhang, path, limit=2, **query)]
        assert sizes == [2, 1]
        numbers = [each["number"] for items in pages(zhang, path, limit=1, **query)
                   for each in items]  # fmt: skip
        assert len(set(numbers)) == 3
    codes = [each["code"] for items in pages(zhang, "/resources", limit=4) for each in items]
    assert codes == sorted(set(codes))
    assert [each["number"] for each in zhang.get("/cases", q="0002").json["items"]] == [
        "CS-2026-0002"
    ]


def test_what_i_may_start(caller: Callers) -> None:
    (mini,) = caller("zhangwei").get("/processes").json["items"]
    assert (mini["key"], mini["entries"][0]["posts"][0]["unit"]) == ("mini", "registration")
    assert caller("panyue").get("/processes").json["items"] == []


def test_a_resource_tells_whether_i_may_ask(caller: Callers) -> None:
    view = caller("zhangwei").get(f"/resources/{CONDITIONAL}").json
    assert view["head"]["share_type"] == "conditional"
    (mine,) = view["applicants"]
    assert (mine["may"], mine["unit"]) == (True, "registration")


def test_packs_are_read_by_all_and_tried_by_the_administrator(caller: Callers) -> None:
    zhang, admin = caller("zhangwei"), caller("sysadmin")
    (version,) = zhang.get("/packs").json["items"]
    assert (version["pack"], version["current"]) == ("mini", True)
    for verb in ("check", "simulate", "deploy"):
        assert problem(zhang.post(f"/packs/mini/{verb}", reason="x", files={}))[0] in (403, 422)
    assert problem(zhang.post("/packs/mini/check")) == (403, "forbidden")
    assert problem(admin.post("/packs/none/check")) == (404, "not_found")
    broken = admin.post("/packs/mini/check", files={"pack.toml": "key ="})
    assert problem(broken) == (422, "pack_refused")
    assert broken.get_json(force=True)["problems"][0]["file"] == "pack.toml"
    refused = admin.post("/packs/mini/deploy", reason="试", files={"mini/mini.bpmn": "<x/>"})
    assert problem(refused) == (422, "pack_refused")
    assert len(zhang.get("/packs").json["items"]) == 1


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor"])
def test_administrators_list_the_cases_whose_flow_they_may_open(caller: Callers, who: str) -> None:
    made = start(caller("zhangwei"))
    admin = caller(who)
    assert [each["id"] for each in admin.get("/cases", scope="all").json["items"]] == [made["id"]]
    assert admin.get(f"/cases/{made['id']}").json["full"] is False
    assert admin.get("/cases", scope="mine").json["items"] == []


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a\\b", "", "a//b", ".x", "pack.toml/x"])
@pytest.mark.parametrize("verb", ["check", "simulate", "deploy"])
def test_a_pack_has_no_file_that_cannot_be_written_back(
    caller: Callers, verb: str, path: str
) -> None:
    more = {"reason": "修订"} if verb == "deploy" else {}
    answer = caller("sysadmin").post(f"/packs/mini/{verb}", files={path: "x"}, **more)
    assert problem(answer) == (422, "pack_refused")
    body = answer.get_json(force=True)
    assert "请用相对于流程包目录的路径" in body["errors"]["files"][0]
    assert [each["file"] for each in body["problems"]] == [path]


@pytest.mark.parametrize("reason", [" ", "\u200b", "\n"])
def test_a_pack_is_deployed_for_a_reason(caller: Callers, reason: str) -> None:
    answer = caller("sysadmin").post("/packs/mini/deploy", files={}, reason=reason)
    assert answer.status_code == 422
    assert list(answer.get_json(force=True)["errors"]) == ["reason"]


def test_a_scenario_that_is_not_there_did_not_pass(caller: Callers) -> None:
    answer = caller("sysadmin").post("/packs/mini/simulate", files={}, scenario="nowhere")
    assert answer.status_code == 422
    assert "没有路径中含有“nowhere”的场景" in answer.get_json(force=True)["errors"]["scenario"][0]


def test_the_document_describes_every_call(app: Flask) -> None:
    answer: Any = app.test_client().get(f"{PREFIX}/openapi.json")
    assert answer.status_code == 200
    document = answer.json
    assert document["openapi"].startswith("3.")
    described = {(path, method) for path, methods in document["paths"].items()
                 for method in methods if method != "parameters"}  # fmt: skip
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX) and not rule.endpoint.startswith("api-docs")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == served
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            if method != "parameters":
                assert call["summary"], path
                error = call["responses"]["default"]["$ref"].rpartition("/")[2]
                content = document["components"]["responses"][error]["content"]
                assert list(content) == ["application/problem+json"]
