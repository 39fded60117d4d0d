"""Every address that is opened, with queries nobody would write: answered, never with 500."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from engine.settings import Settings
from engine.store.database import Store
from tests.trust import office
from tests.trust.conftest import KEY, copied
from tests.trust.doors import PREFIX, Doors
from webui import create_app

FAR = "9999-12-31"
EARLY = "0001-01-01"
#: What `url_for` takes for itself, and the names of parts of a path.
NOT_OURS = {
    "endpoint": "x", "_method": "DELETE", "_external": "1", "_anchor": "x", "_scheme": "ftp",
    "values": "x", "case_id": "y",
}  # fmt: skip
#: Names that some page or call reads.
OURS = (
    "q", "unit", "share_type", "theme", "state", "process", "scope", "open", "list", "resource",
    "post", "case", "side", "kind", "who", "number", "next", "received", "n", "policy", "as_of",
    "from", "to", "limit", "entry",
)  # fmt: skip
VALUES = (
    EARLY, FAR, f"{EARLY}T00:00:00+08:00", f"{FAR}T23:59:59-12:00", "-1", "9" * 30, "٣", "²",
    "[" * 2500, "\ufdd0%_\\", "a" * 3000,
)  # fmt: skip


def key(*parts: Any) -> str:
    """A page's key, with parts that no page would have written."""
    return urlsafe_b64encode(json.dumps(parts).encode()).decode()


HALF = "\ud800"
MOMENTS = (f"{EARLY}T00:00:00+08:00", f"{FAR}T23:59:59-12:00", HALF, "x")
KEYS = (
    urlsafe_b64encode(b"[" * 2500).decode(), urlsafe_b64encode(b"\xff").decode(), "é", "=",
    key(HALF), key("\x00"), key(1),
    *(key(*more, each, "x") for each in MOMENTS for more in ((), ("0",))),
    *(key(*more, "2026-09-21T00:00:00Z", HALF) for more in ((), ("1",))),
)  # fmt: skip


@pytest.fixture(scope="module")
def moved(ready: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """Doors into a bureau with a case; what nobody answers is a 500, as outside of tests."""
    store = copied(ready, tmp_path_factory.mktemp("odd") / "odd.sqlite3")
    app = create_app(Settings(secret_key=KEY), store)
    doors = Doors(app, store)
    case = office.begin(store)
    app.config["TESTED"] = {"case_id": case.id, "task_id": office.open_task(store, case.id).id}
    yield doors
    store.close()


def paths(app: Flask, *, api: bool) -> list[str]:
    """Every address that answers GET, with the ids of the case where one is wanted."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith("/api/") != api:
            continue
        path = rule.rule.replace("<path:", "<")
        for name in rule.arguments:
            path = path.replace(f"<{name}>", app.config["TESTED"].get(name, "x"))
        found.append(path)
    return found


def queries() -> list[dict[str, str]]:
    """All names of ours with each value, days that meet no other refusal first, every key."""
    return [
        *(dict.fromkeys(OURS, value) for value in VALUES),
        *({name: value} for name in ("to", "received") for value in VALUES[:2]),
        *({name: value} for name, value in NOT_OURS.items()),
        *({"after": each} for each in KEYS),
    ]


@pytest.mark.parametrize("who", ["", "caiying", "sysadmin", "secadmin", "auditor"])
def test_a_page_answers_every_query(who: str, moved: Doors) -> None:
    client = moved.browser(who).client if who else moved.app.test_client()
    assert not unanswered(client, paths(moved.app, api=False))


@pytest.mark.parametrize("who", ["caiying", "auditor"])
def test_a_call_answers_every_query(who: str, moved: Doors) -> None:
    headers = moved.api.headers(who)
    assert not unanswered(moved.api.client, paths(moved.app, api=True), headers=headers)


def unanswered(client: Any, paths: list[str], **more: Any) -> list[tuple[str, dict[str, str]]]:
    """The addresses that end in 500; what is not open to the client is asked once."""
    return [
        (path, query)
        for path in paths
        for query in ({}, *(queries() if _status(client, path, {}, **more) == 200 else ()))
        if _status(client, path, query, **more) >= 500
    ]


def _status(client: Any, path: str, query: dict[str, str], **more: Any) -> int:
    answer = client.get(path, query_string=query, **more)
    answer.close()
    return int(answer.status_code)


ENDS = (EARLY, FAR, f"{EARLY}T00:00:00+08:00", f"{FAR}T23:59:59-12:00")


@pytest.mark.parametrize("received", ENDS)
@pytest.mark.parametrize("unit", ["working_day", "natural_month", "working_day_before"])
def test_a_day_that_cannot_be_counted_is_named(received: str, unit: str, moved: Doors) -> None:
    asked = {"n": 5, "unit": unit, "policy": "statutory", "received": received}
    headers = moved.api.headers("caiying")
    answer: Any = moved.api.client.get(f"{PREFIX}/deadline", query_string=asked, headers=headers)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["received"])
    assert moved.browser("caiying").client.get("/calculator", query_string=asked).status_code == 422


def test_a_page_leads_to_itself_whatever_the_query(moved: Doors) -> None:
    page = moved.browser("caiying").get("/cases?endpoint=x&_external=1&q=a%26b").text
    assert 'href="/cases?endpoint=x&amp;_external=1&amp;q=a%26b&amp;scope=' in page
