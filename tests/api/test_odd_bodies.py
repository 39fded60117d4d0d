"""Whatever a client sends, the answer is a problem document of the 400s and never a 500."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.store.database import Store
from tests.api.caller import Caller
from tests.api.test_lifecycle import PURPOSE, start, waiting
from tests.bureau.fixtures import CONDITIONAL
from tests.packs import with_mini

ODD_TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "　", "\x00", "\ud800", "=1+1", "-1", "１２", "NaN", "1e999", "../../x", "%00",
         "😀" * 50, "2026-02-30", "9999-12-31T23:59:59Z", "0001-01-01", "a" * 5000]
    ),
)  # fmt: skip
ODD = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.integers(10**30, 10**40),
        st.floats(allow_nan=False), ODD_TEXT,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(ODD_TEXT, inner, max_size=4)
    ),
    max_leaves=8,
)  # fmt: skip
#: Names that the bodies and forms know, so that odd values reach behind the first check.
NAMES = st.sampled_from(
    ["process", "answers", "resource", "entry", "post", "password", "reason", "text", "target",
     "to_person", "purpose", "paper", "decision", "scan", "files", "scenario", "digest", "name"]
)  # fmt: skip
ANSWERS = st.dictionaries(st.one_of(NAMES, ODD_TEXT), ODD, max_size=4)
BODY = st.one_of(
    st.dictionaries(st.one_of(NAMES, ODD_TEXT), st.one_of(ODD, ANSWERS), max_size=5),
    ANSWERS.map(lambda answers: {"process": "mini", "resource": CONDITIONAL, "answers": answers}),
    ANSWERS.map(lambda answers: {"answers": {**PURPOSE, **answers}, "password": "x"}),
    ANSWERS.map(lambda answers: {"answers": answers}),
)
QUERY = st.dictionaries(
    st.sampled_from(
        ["after", "limit", "q", "list", "due", "sort", "scope", "process", "entry", "resource",
         "post", "received", "n", "unit", "policy", "as_of", "side", "state", "open", "theme"]
    ),
    st.one_of(ODD_TEXT, st.integers().map(str)),
    max_size=3,
)  # fmt: skip
READS = ("/me", "/processes", "/processes/mini/form", "/cases", "/tasks", "/deadline", "/resources",
         "/grants", "/packs", "/cases/x", "/tasks/x", "/files/x", "/grants/x")  # fmt: skip
VERBS = ("complete", "save-draft", "claim", "release", "transfer", "return", "comment")
RARELY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    """Both databases: each refuses what the other takes."""
    return with_mini(each_bureau_store)


@pytest.fixture
def ways(app: Flask, store: Store) -> tuple[Caller, Caller, list[str]]:
    """Somebody with a case, somebody with its task, and every address that takes a body."""
    zhang, chen = Caller(app, store, "zhangwei"), Caller(app, store, "chenjianguo")
    made = start(zhang)
    task = waiting(chen)
    paths = ["/cases", "/packs/mini/check", "/files"]
    paths += [f"/cases/{made['id']}/{verb}" for verb in ("withdraw", "comment")]
    paths += [f"/tasks/{task}/{verb}" for verb in VERBS]
    return zhang, chen, paths


def sane(answer: Any) -> None:
    """Hold that an answer is no fault of the program, and a problem document where it refuses."""
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        document = answer.get_json(force=True)
        assert document["detail"]
        assert document["code"]


@RARELY
@given(data=st.data())
def test_odd_bodies(ways: tuple[Caller, Caller, list[str]], data: st.DataObject) -> None:
    zhang, chen, paths = ways
    path = data.draw(st.sampled_from(paths))
    raw = json.dumps(data.draw(BODY)).encode()
    for caller in (zhang, chen):
        sane(caller.send(path, raw))


@RARELY
@given(data=st.data())
def test_bytes_that_are_no_json(
    ways: tuple[Caller, Caller, list[str]], data: st.DataObject
) -> None:
    zhang, _, paths = ways
    path = data.draw(st.sampled_from(paths))
    kind = data.draw(st.sampled_from(["application/json", "text/xml", "multipart/form-data", ""]))
    sane(zhang.send(path, data.draw(st.binary(max_size=200)), kind))


@RARELY
@given(path=st.sampled_from(READS), query=QUERY)
def test_odd_queries(
    ways: tuple[Caller, Caller, list[str]], path: str, query: dict[str, str]
) -> None:
    zhang = ways[0]
    sendable = {name: text for name, text in query.items() if "\ud800" not in text}
    sane(zhang.get(path, **sendable))


@RARELY
@given(word=ODD_TEXT, kind=st.sampled_from(["cases", "tasks", "files", "resources", "grants"]))
def test_odd_addresses(ways: tuple[Caller, Caller, list[str]], word: str, kind: str) -> None:
    zhang = ways[0]
    sane(zhang.get(f"/{kind}/{quote(word, safe='', errors='ignore')}"))
