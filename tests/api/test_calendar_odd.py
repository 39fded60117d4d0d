"""Whatever a keeper of the calendar sends, the answer is a problem document and never a 500."""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from engine.store.database import Store
from tests.api.caller import Caller
from tests.api.test_odd_bodies import ODD, ODD_TEXT, RARELY, sane
from tests.revising import NOTICE, URL, propose

DAYS = st.lists(st.one_of(st.dates().map(str), ODD), max_size=4)
BREAK = st.fixed_dictionaries({"name": ODD_TEXT, "off": DAYS}, optional={"work": DAYS, "x": ODD})
LISTS = ("off_add", "off_remove", "work_add", "work_remove")
CHANGE = st.fixed_dictionaries(
    {"amends": st.one_of(st.integers(), st.integers(2006, 2030)), "holiday": ODD_TEXT},
    optional=dict.fromkeys(LISTS, DAYS),
)
NAMES = ("text", "url", "number", "signed", "published", "title", "reason", "year", "breaks",
         "change", "revision", "note", "post")  # fmt: skip
ENTRY = st.fixed_dictionaries(
    {"url": st.just(URL)},
    optional={
        "text": st.one_of(st.just(NOTICE), ODD_TEXT), "breaks": st.lists(BREAK, max_size=3),
        "change": CHANGE, "year": st.integers(), "number": ODD_TEXT, "title": ODD_TEXT,
        "signed": st.dates().map(str), "published": st.dates().map(str),
    },
)  # fmt: skip
BODY = st.one_of(ENTRY, st.dictionaries(st.sampled_from(NAMES), ODD, max_size=5))
QUERY = st.dictionaries(st.sampled_from(["format", "year"]), ODD_TEXT, max_size=2)


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    """Both databases: each refuses what the other takes."""
    return each_bureau_store


@pytest.fixture
def keeper(app: Flask, store: Store) -> tuple[Caller, list[str]]:
    """Who keeps the calendar, and every address of it that takes a body."""
    entry = f"/calendar/notices/{propose(store)}"
    paths = ["/calendar/notices", "/calendar/notices/read"]
    verbs = ("confirm", "reject", "withdrawal")
    return Caller(app, store, "yangfan"), [*paths, *(f"{entry}/{verb}" for verb in verbs)]


@RARELY
@given(data=st.data())
def test_odd_entries(keeper: tuple[Caller, list[str]], data: st.DataObject) -> None:
    yang, paths = keeper
    body = json.dumps(data.draw(BODY)).encode()
    sane(yang.send(data.draw(st.sampled_from(paths)), body))


@RARELY
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_odd_files(keeper: tuple[Caller, list[str]], data: bytes) -> None:
    yang, _ = keeper
    kind = "multipart/form-data; boundary=x"
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    sane(yang.send("/calendar/compare", head + data + b"\r\n--x--\r\n", kind))
    sane(yang.send("/calendar/compare", data, kind))


@RARELY
@given(query=QUERY, year=st.one_of(st.integers(), ODD_TEXT))
def test_odd_questions(keeper: tuple[Caller, list[str]], query: dict[str, str], year: Any) -> None:
    yang, _ = keeper
    sendable = {name: text for name, text in query.items() if "\ud800" not in text}
    sane(yang.get("/calendar/export", **sendable))
    word = str(year).encode("utf-8", "ignore").hex() if isinstance(year, str) else year
    sane(yang.get(f"/calendar/years/{word}"))
