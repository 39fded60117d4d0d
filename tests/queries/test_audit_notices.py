"""Verifying: notices and revisions of the calendar are what the events say of them."""

import pytest
from sqlalchemy import text

from engine.commands.decide_notice import reject_notice
from engine.commands.revise_calendar import note_shipped
from engine.queries.audit import verify
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.commands.casework import at
from tests.revising import extension, next_release, propose, put_in_force, take_back
from tests.trail import tamper

#: (kind, what the message names) of each problem.
Found = list[tuple[str, str]]


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return revised(bureau_store)


@pytest.fixture
def each_store(each_bureau_store: Store) -> Store:
    return revised(each_bureau_store)


def revised(store: Store) -> Store:
    """A release, two notices confirmed, one of them taken back, one turned down, one waiting."""
    store.clock.set(at("2027-02-03 10:00"))  # type: ignore[attr-defined]
    note_shipped(store)
    put_in_force(store)
    take_back(store, put_in_force(store, extension()))
    refused = propose(store, extension())
    reject_notice(store, acting(store, "yangfan"), refused, "文号不对")
    propose(store, extension())
    newer = Store(store.url, store.clock, next_release())
    note_shipped(newer)
    newer.close()
    return store


def found(store: Store) -> Found:
    return [(problem.kind, problem.message) for problem in verify(store).problems]


def only(store: Store) -> tuple[str, str]:
    (problem,) = found(store)
    return problem


def test_what_the_program_wrote_is_sound(each_store: Store) -> None:
    assert found(each_store) == []


@pytest.mark.parametrize(
    "change",
    [
        "content = replace(content, '2027-01-09', '2027-01-10')",
        "text = text || ' '",
        "number = '国办发明电〔2026〕99号'",
        "signed = '2026-12-28'",
        "url = 'https://example.cn'",
        "decided_by_id = entered_by_id",
        "decision = 'x'",
        "state = 'rejected'",
    ],
)
def test_a_changed_notice_is_found(store: Store, change: str) -> None:
    tamper(store, f"UPDATE notice SET {change} WHERE kind = 'year'")
    kind, message = only(store)
    assert kind == "record_changed"
    assert message.startswith("放假安排通知 国办发明电〔2026〕")


def test_a_changed_notice_is_found_on_both_databases(each_store: Store) -> None:
    tamper(each_store, "UPDATE notice SET content = content || ' ' WHERE kind = 'year'")
    assert [kind for kind, _ in found(each_store)] == ["record_changed"]


def test_an_entry_made_to_count_is_found(store: Store) -> None:
    tamper(store, "UPDATE notice SET state = 'confirmed' WHERE state = 'proposed'")
    assert only(store)[0] == "record_changed"


def test_a_removed_notice_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM notice WHERE state = 'rejected'")
    assert only(store) == (
        "record_missing",
        "放假安排通知 国办发明电〔2027〕1号 的录入记录 缺失。",
    )


def test_an_added_notice_is_found(store: Store) -> None:
    columns = (
        "kind, year, number, signed, published, title, url, text, text_sha256, content, reason, "
        "entered_by_id, entered_at, decided_by_id, decided_at, decision, withdraws_id"
    )
    tamper(
        store,
        f"INSERT INTO notice (id, state, {columns}) "
        f"SELECT 'more', 'confirmed', {columns} FROM notice WHERE state = 'proposed'",
    )
    assert only(store)[0] == "record_unknown"


def test_what_was_changed_before_the_program_wrote_it_anew_is_found(store: Store) -> None:
    waiting = "state = 'proposed'"
    tamper(store, f"UPDATE notice SET content = replace(content, '02-14', '02-15') WHERE {waiting}")
    with store.reading() as session:
        entry = session.execute(text(f"SELECT id FROM notice WHERE {waiting}")).scalar_one()
    reject_notice(store, acting(store, "yangfan"), entry, "不采用")
    assert only(store)[0] == "record_changed"


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("UPDATE calendar_revision SET digest = 'x' WHERE number = 5", 5),
        ("UPDATE calendar_revision SET digest = 'x' WHERE number = 2", 2),
        ("UPDATE calendar_revision SET digest = 'x' WHERE number = 1", 1),
        ("UPDATE calendar_revision SET shipped = 'x' WHERE number = 2", 2),
        ("UPDATE calendar_revision SET shipped = 'x' WHERE number = 5", 5),
        ("UPDATE calendar_revision SET made_at = '2020-01-01 00:00:00.000000' WHERE number = 3", 3),
        ("UPDATE calendar_revision SET notice_id = NULL WHERE number = 3", 3),
    ],
)
def test_a_changed_revision_is_found(store: Store, change: str, number: int) -> None:
    tamper(store, change)
    assert only(store) == ("record_changed", f"工作日历第 {number} 版 与记录不符。")


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_removed_revision_is_found(store: Store, number: int) -> None:
    tamper(store, "DELETE FROM calendar_revision WHERE number = :n", n=number)
    assert only(store) == ("record_missing", f"工作日历第 {number} 版 缺失。")


def test_removed_along_with_its_number_it_is_found_all_the_same(each_store: Store) -> None:
    tamper(each_store, "DELETE FROM calendar_revision WHERE number > 3")
    tamper(each_store, "UPDATE counter SET value = 3 WHERE key = 'calendar-revision'")
    assert only(each_store) == ("record_missing", "工作日历第 4 至 5 版缺失。")


@pytest.mark.parametrize("number", [6, 9])
def test_an_added_revision_is_found(store: Store, number: int) -> None:
    tamper(
        store,
        "INSERT INTO calendar_revision (number, digest, shipped, notice_id, made_at) SELECT :n, "
        "digest, shipped, notice_id, made_at FROM calendar_revision WHERE number = 3",
        n=number,
    )
    assert ("record_unknown", f"工作日历第 {number} 版 没有记录可以证明。") in found(store)


def test_a_counter_of_any_size_is_told_in_one_sentence(store: Store) -> None:
    tamper(store, "UPDATE counter SET value = 2000000000 WHERE key = 'calendar-revision'")
    assert only(store) == ("record_missing", "工作日历第 6 至 2000000000 版缺失。")


@pytest.mark.parametrize(
    "data", ["[]", "5", '{"rows": {"notice": 1}}', '{"revision": "x"}', '{"rows": {"notice": {}}}']
)
def test_events_that_say_nothing_break_nothing(store: Store, data: str) -> None:
    tamper(store, "UPDATE event SET data = :data WHERE kind = 'notice_rejected'", data=data)
    assert {kind for kind, _ in found(store)} == {"event_changed", "record_changed"}


def test_a_first_revision_that_the_program_never_made_is_found(each_bureau_store: Store) -> None:
    tamper(
        each_bureau_store,
        "INSERT INTO calendar_revision (number, digest, shipped, made_at) "
        "VALUES (1, 'x', 'x', '2026-09-21 01:00:00.000000')",
    )
    assert only(each_bureau_store) == ("record_unknown", "工作日历第 1 版 没有记录可以证明。")
