"""Appending to the trail: chained within a case, one INSERT, the same hash on every database."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, select

from engine.core.access import Actor
from engine.store.audit import NewEvent, append, digest
from engine.store.database import Store
from engine.store.tables import Case, Event
from tests.bureau.fixtures import START, acting
from tests.trail import add_events, happened, new_case, without_events


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return without_events(bureau_store)


@pytest.fixture
def each_store(each_bureau_store: Store) -> Store:
    return without_events(each_bureau_store)


def rows(store: Store) -> list[dict[str, Any]]:
    table = Event.__table__.c
    with store.reading() as session:
        return [dict(r) for r in session.execute(select(*table).order_by(table.id)).mappings()]


def test_each_event_names_the_one_before(each_store: Store) -> None:
    new_case(each_store, "1")
    first, second, third = rows(each_store)
    assert [first["seq"], second["seq"], third["seq"]] == [1, 2, 3]
    assert first["prev_hash"] == ""
    assert (second["prev_hash"], third["prev_hash"]) == (first["hash"], second["hash"])


def test_the_hash_can_be_recomputed_from_what_is_stored(each_store: Store) -> None:
    data = {"text": "中“文”\u2028\ud800", 7: {"b": 1.5, "a": [None, True, 1e30]}, "10": "", "9": ""}
    actor = acting(each_store, "zhangwei")
    with each_store.transaction() as session:
        append(session, None, [happened(each_store, data=data, actor=actor, element="逐项")])
    [row] = rows(each_store)
    assert row["hash"] == digest(row)


def test_the_case_knows_its_last_event(store: Store) -> None:
    case_id = new_case(store, "1")
    add_events(store, case_id, 2)
    last = rows(store)[-1]
    with store.reading() as session:
        case = session.get_one(Case, case_id)
    assert (case.event_seq, case.event_hash) == (5, last["hash"])
    assert last["seq"] == 5


def test_an_event_without_a_case_has_no_place_in_a_chain(store: Store) -> None:
    add_events(store, None, 2)
    assert [(row["seq"], row["prev_hash"]) for row in rows(store)] == [(None, "")] * 2


def test_the_actor_is_written_down_as_they_were(store: Store) -> None:
    actor = Actor("p1", "zhangwei", "张伟", (), via="api")
    with store.transaction() as session:
        append(session, None, [happened(store, actor=actor, post="登记科 经办人")])
    [row] = rows(store)
    assert (row["actor_id"], row["actor_name"], row["via"]) == ("p1", "张伟", "api")
    assert row["actor_post"] == "登记科 经办人"


def test_what_the_program_does_by_itself_comes_from_the_system(store: Store) -> None:
    add_events(store, None)
    [row] = rows(store)
    assert (row["actor_id"], row["via"]) == (None, "system")


def test_many_events_are_one_statement_after_the_case(store: Store) -> None:
    case_id = new_case(store, "1")
    statements: list[str] = []
    event.listen(
        store.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: statements.append(statement.split()[0]),
    )
    add_events(store, case_id, 20)
    assert statements == ["BEGIN", "SELECT", "UPDATE", "INSERT"]


def test_nothing_to_append_is_no_event(store: Store) -> None:
    with store.transaction() as session:
        append(session, None, [])
    assert rows(store) == []


def test_a_rolled_back_event_leaves_the_case_as_it_was(each_store: Store) -> None:
    case_id = new_case(each_store, "1")
    with pytest.raises(ValueError, match="JSON"):
        add_event_and_fail(each_store, case_id)
    with each_store.reading() as session:
        assert session.get_one(Case, case_id).event_seq == 3
    assert len(rows(each_store)) == 3


def add_event_and_fail(store: Store, case_id: str) -> None:
    with store.transaction() as session:
        case = session.get_one(Case, case_id)
        append(session, case, [happened(store)])
        append(session, case, [happened(store, data={"x": {1}})])


def test_a_case_without_an_id_is_refused(store: Store) -> None:
    with store.transaction() as session, pytest.raises(ValueError, match="id"):
        append(session, Case(), [happened(store)])


@pytest.mark.parametrize("data", [{"x": {1, 2}}, {"x": START}, {"x": float("nan")}])
def test_data_that_are_not_json_are_refused(store: Store, data: dict[str, object]) -> None:
    with store.transaction() as session, pytest.raises(ValueError, match="JSON"):
        append(session, None, [happened(store, data=data)])


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = NewEvent(kind="x", effective_at=datetime(2026, 9, 1), recorded_at=datetime.now(UTC))
    with store.transaction() as session, pytest.raises(ValueError, match="time zone"):
        append(session, None, [naive])
