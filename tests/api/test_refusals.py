"""What the API refuses, and in which shape it says so."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from engine.clock import MovedClock
from engine.queries.sessions import list_tokens
from engine.store.database import Store
from engine.store.tables import Person
from tests.api.caller import PREFIX, Caller, problem
from tests.api.test_lifecycle import PURPOSE, start, waiting
from tests.bureau.fixtures import CONDITIONAL, PASSWORD, acting
from tests.webui.visitor import Visitor

Callers = Callable[[str], Caller]


def test_without_a_token_nobody_comes_in(app: Flask) -> None:
    client = app.test_client()
    given = ("Basic eDp5", "Bearer gxt_wrong", "Bearer ", "Bearer " + "x" * 500)
    for header in ({}, *({"Authorization": each} for each in given)):
        answer = client.get(f"{PREFIX}/me", headers=header)
        assert problem(answer) == (401, "not_signed_in")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_opens_nothing(caller: Callers, moved_clock: MovedClock) -> None:
    zhang = caller("zhangwei")
    assert zhang.get("/me").json["username"] == "zhangwei"
    moved_clock.advance(timedelta(days=91))
    assert problem(zhang.get("/me")) == (401, "not_signed_in")


def test_a_token_tells_when_it_was_used(
    caller: Callers, store: Store, moved_clock: MovedClock
) -> None:
    zhang = caller("zhangwei")
    for _ in range(2):
        moved_clock.advance(timedelta(hours=2))
        assert zhang.get("/me").status_code == 200
    (token,) = list_tokens(store, acting(store, "zhangwei"))
    assert token.used_at == moved_clock.now()


def test_a_first_password_is_changed_before_the_api_is_used(caller: Callers, store: Store) -> None:
    zhang = caller("zhangwei")
    with store.transaction() as session:
        wanted = acting(store, "zhangwei").person_id
        session.get_one(Person, wanted).must_change_password = True
    assert problem(zhang.get("/me")) == (403, "forbidden")
    assert "密码" in zhang.get("/cases").json["detail"]


def test_a_browser_s_cookie_reads_and_writes_with_its_csrf_token_only(app: Flask) -> None:
    browser = Visitor(app)
    browser.sign_in("zhangwei")
    me: Any = browser.get(f"{PREFIX}/me").json
    assert me["username"] == "zhangwei"
    body = {"process": "mini", "answers": PURPOSE, "resource": CONDITIONAL}
    bare = browser.client.post(f"{PREFIX}/cases", json=body)
    assert problem(bare) == (400, "page_expired")
    with_token = browser.client.post(
        f"{PREFIX}/cases", json=body, headers={"X-CSRFToken": browser.token}
    )
    assert with_token.status_code == 201


def test_a_token_needs_no_csrf_token_and_a_wrong_one_is_not_saved_by_a_cookie(
    app: Flask, store: Store
) -> None:
    browser = Visitor(app)
    browser.sign_in("zhangwei")
    answer = browser.client.get(f"{PREFIX}/me", headers={"Authorization": "Bearer gxt_wrong"})
    assert problem(answer) == (401, "not_signed_in")


def test_unknown_addresses_and_verbs(caller: Callers) -> None:
    zhang, chen = caller("zhangwei"), caller("chenjianguo")
    made = start(zhang)
    task = waiting(chen)
    assert problem(chen.post(f"/tasks/{task}/approve")) == (404, "not_found")
    assert problem(zhang.post(f"/cases/{made['id']}/delete")) == (404, "not_found")
    assert problem(zhang.get("/nowhere")) == (404, "not_found")
    assert problem(zhang.get(f"/tasks/{task}/claim")) == (405, "method_not_allowed")
    assert problem(zhang.get("/tasks/unknown")) == (404, "not_found")
    assert problem(zhang.get("/processes/unknown/form")) == (404, "not_found")
    assert problem(zhang.get("/resources/307999/000001")) == (404, "not_found")
    assert problem(zhang.get("/files/" + "0" * 64)) == (404, "not_found")


def test_who_may_not_see_gets_404_and_who_may_not_act_403(caller: Callers) -> None:
    zhang, chen, stranger, admin = map(caller, ("zhangwei", "chenjianguo", "zhoujun", "sysadmin"))
    made = start(zhang)
    task = waiting(chen)
    for path in (f"/cases/{made['id']}", f"/cases/{made['id']}/history",
                 f"/cases/{made['id']}/diagram", f"/tasks/{task}"):  # fmt: skip
        assert problem(stranger.get(path)) == (404, "not_found")
    for verb, body in (
        ("claim", {}), ("complete", {"answers": {}}), ("release", {}), ("comment", {"text": "x"}),
        ("save-draft", {"answers": {}}), ("transfer", {"to_person": "x", "reason": "x"}),
        ("return", {"target": "fill", "reason": "x"}),
    ):  # fmt: skip
        assert problem(stranger.post(f"/tasks/{task}/{verb}", **body)) == (404, "not_found"), verb
        if verb != "comment":
            refused = problem(zhang.post(f"/tasks/{task}/{verb}", **body))
            assert refused == (403, "forbidden"), verb
    flow = admin.get(f"/cases/{made['id']}").json
    assert (flow["full"], flow["sheets"], flow["verbs"]) == (False, [], [])
    withdraw = f"/cases/{made['id']}/withdraw"
    assert problem(stranger.post(withdraw, reason="x")) == (404, "not_found")
    assert problem(chen.post(withdraw, reason="x")) == (403, "forbidden")


def test_bodies_that_cannot_be_read(caller: Callers) -> None:
    zhang = caller("zhangwei")
    for body, says in (
        (b'{"process":', "第 1 行"), (b"[1]", "JSON 对象"), (b'"x"', "JSON 对象"),
        (b"\xff\xfe", "UTF-8"), (b'{"answers": NaN}', "超出范围"),
        (b'{"answers": 1e999}', "超出范围"), (b"[" * 100_000, "超出范围"),
        (b'{"process": "\\ud800"}', "不允许的字符"), (b'{"a\\u0000": 1}', "不允许的字符"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "嵌套过深"),
    ):  # fmt: skip
        answer = zhang.send("/cases", body)
        assert problem(answer) == (400, "bad_request"), body[:20]
        assert says in answer.get_json(force=True)["detail"]
    assert problem(zhang.send("/cases", b"process=mini", "text/plain")) == (
        415, "unsupported_media_type",
    )  # fmt: skip
    assert problem(zhang.send("/files", b"{}")) == (415, "unsupported_media_type")
    assert problem(zhang.send("/cases", b" " * 3_000_000)) == (413, "too_large")


def test_signs_that_no_text_has_are_named_by_their_field(caller: Callers) -> None:
    zhang, chen = caller("zhangwei"), caller("chenjianguo")
    made = start(zhang)
    task = waiting(chen)
    for path, body, field in (
        (f"/tasks/{task}/complete", {"answers": {"opinion": "a\x00b"}}, "opinion"),
        (f"/tasks/{task}/complete", {"answers": {"rows": [{"x": "\x00"}]}}, "rows"),
        (f"/cases/{made['id']}/comment", {"text": "a\x00b"}, "text"),
        (f"/cases/{made['id']}/comment", {"te\x00xt": "a"}, "_form"),
    ):  # fmt: skip
        answer = chen.post(path, **body)
        assert problem(answer) == (400, "bad_request")
        errors = answer.get_json(force=True)["errors"]
        assert list(errors) == [field]
        assert "请删去后重新提交" in errors[field][0]


def test_a_body_of_unsaid_length_that_is_too_long_is_said_to_be(app: Flask, store: Store) -> None:
    zhang = Caller(app, store, "zhangwei")
    answer = zhang.client.post(
        f"{PREFIX}/cases",
        headers={"Authorization": f"Bearer {zhang.token}", "Transfer-Encoding": "chunked"},
        input_stream=BytesIO(b'{"process": "' + b"x" * 3_000_000 + b'"}'),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert problem(answer) == (413, "too_large")


def test_null_is_refused_with_what_to_do(caller: Callers) -> None:
    answer = caller("zhangwei").post("/cases", process=None, answers={})
    assert "请整项省去" in answer.get_json(force=True)["errors"]["process"][0]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"decision": {"a": 1}}, "decision"),
        ({"decision": ["approve"]}, "decision"),
        ({"nothing": "x"}, "nothing"),
        ({"scan": [["x"]]}, "scan"),
    ],
)
def test_a_draft_holds_fields_of_the_form_in_their_shapes(
    caller: Callers, answers: dict[str, Any], field: str
) -> None:
    start(caller("zhangwei"))
    chen = caller("chenjianguo")
    path = f"/tasks/{waiting(chen)}/save-draft"
    answer = chen.post(path, answers=answers)
    assert problem(answer) == (422, "invalid_answers")
    assert list(answer.get_json(force=True)["errors"]) == [field]
    kept = {"decision": 5, "scan": {"digest": "", "name": "x", "size": 1}}
    assert chen.post(path, answers=kept).status_code == 204


def test_fields_that_are_wrong_are_named(caller: Callers) -> None:
    zhang = caller("zhangwei")
    answer = zhang.post("/cases", answers=[], surprise=1)
    assert problem(answer) == (422, "invalid_answers")
    errors = answer.get_json(force=True)["errors"]
    assert errors == {
        "process": ["请提供这一项。"],
        "answers": ["应为 JSON 对象。"],
        "surprise": ["没有这一项。"],
    }
    body = {"process": "mini", "resource": CONDITIONAL}
    blank = zhang.post("/cases", answers={"purpose": "　"}, **body)
    assert list(blank.get_json(force=True)["errors"]) == ["purpose"]
    unknown = zhang.post("/cases", answers={**PURPOSE, "more": "x"}, **body)
    assert list(unknown.get_json(force=True)["errors"]) == ["more"]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/tasks", {"list": "all"}, 422),
        ("/tasks", {"limit": "0"}, 422),
        ("/tasks", {"lst": "todo"}, 422),
        ("/tasks", {"after": "nonsense"}, 400),
        ("/cases", {"scope": "everything"}, 422),
        ("/cases", {"q": "x" * 200}, 422),
        ("/cases", {"q": "a\x00b"}, 400),
        ("/deadline", {"received": "2026-13-01", "n": "5"}, 422),
        ("/deadline", {"received": "2026-09-21T09:00:00", "n": "5"}, 422),
        ("/deadline", {"received": "2026-09-21", "n": "99999999999999999999"}, 422),
        ("/deadline", {"received": "2026-09-21"}, 422),
    ],
)
def test_queries_that_are_wrong(
    caller: Callers, path: str, query: dict[str, str], status: int
) -> None:
    assert problem(caller("zhangwei").get(path, **query))[0] == status


def test_a_key_that_cannot_be_kept_is_refused(caller: Callers) -> None:
    zhang = caller("zhangwei")
    body = {"process": "mini", "answers": PURPOSE, "resource": CONDITIONAL}
    assert problem(zhang.post("/cases", key="x" * 81, **body)) == (400, "bad_request")


def test_the_post_in_which_one_acts(caller: Callers, store: Store) -> None:
    zhang = caller("zhangwei")
    (mine,) = zhang.get("/me").json["posts"]
    others = acting(store, "lina").posts[0].id
    body: dict[str, Any] = {"process": "mini", "answers": PURPOSE, "resource": CONDITIONAL}
    assert problem(zhang.post("/cases", post=others, **body)) == (403, "forbidden")
    made = zhang.post("/cases", post=mine["id"], **body).json
    chen = caller("chenjianguo")
    task = waiting(chen)
    of_registration = [post for post in chen.get("/me").json["posts"]
                       if post["unit"] == "registration"]  # fmt: skip
    elsewhere = [post for post in chen.get("/me").json["posts"] if post["unit"] == "credit"]
    path = f"/tasks/{task}/complete"
    answer: dict[str, Any] = {"answers": {"decision": "approve"}, "password": PASSWORD}
    assert problem(chen.post(path, post=others, **answer)) == (403, "forbidden")
    assert problem(chen.post(path, post=elsewhere[0]["id"], **answer))[0] == 404
    assert chen.post(path, post=of_registration[0]["id"], **answer).status_code == 200
    assert zhang.get(f"/cases/{made['id']}").json["head"]["state"] == "COMPLIANCE_REVIEW"


def test_attachments_that_will_not_do(caller: Callers) -> None:
    zhang = caller("zhangwei")
    assert problem(zhang.upload("程序.exe", b"MZ"))[0] == 422
    assert problem(zhang.send("/files", b"", "multipart/form-data; boundary=x"))[0] in (400, 422)
    mine = zhang.upload("说明.txt", "内容".encode()).json
    assert zhang.get(f"/files/{mine['digest']}").status_code == 200
    assert problem(caller("lina").get(f"/files/{mine['digest']}")) == (404, "not_found")
