"""Verifying: whatever was changed, removed, added or reordered behind the program is found."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.clock import MovedClock
from engine.commands.keep_service import keep_service
from engine.commands.seal_events import seal_events
from engine.queries.audit import Report, verify
from engine.store.audit import digest
from engine.store.database import Store
from engine.store.seals import seal_digest
from engine.store.tables import Case, Event, Json, Seal
from tests.trail import add_events, new_case, tamper, without_events


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return with_trail(bureau_store)


@pytest.fixture
def each_store(each_bureau_store: Store) -> Store:
    return with_trail(each_bureau_store)


def with_trail(store: Store) -> Store:
    """Two cases, events without a case before, between and after them; all under two seals."""
    without_events(store)
    add_events(store, None)
    new_case(store, "一")
    add_events(store, None)
    case_id = new_case(store, "二")
    seal_events(store)
    add_events(store, case_id)
    add_events(store, None)
    seal_events(store)
    return store


def kinds(store: Store) -> set[str]:
    return {problem.kind for problem in verify(store).problems}


def id_of(store: Store, number: str | None, seq: int | None = None) -> int:
    """The id of an event of a case, or of the first one without a case."""
    found = select(Event.id).outerjoin(Case).order_by(Event.id).limit(1)
    with store.reading() as session:
        return session.scalars(found.where(Case.number == number, Event.seq == seq)).one()


def fit_event(store: Store, event_id: int) -> None:
    """Give a changed event the hash that fits it, as one would who knows the program."""
    table = Event.__table__.c
    with store.reading() as session:
        row = session.execute(select(*table).where(table.id == event_id)).mappings().one()
    tamper(store, "UPDATE event SET hash = :hash WHERE id = :id", hash=digest(row), id=event_id)


def fit_seals(store: Store, content: Json) -> None:
    """Give the first seal another content, and both seals the hashes that fit."""
    table = Seal.__table__.c
    with store.transaction() as session:
        first, second = session.scalars(select(Seal).order_by(Seal.id))
        first.content = content
        session.flush()
        row = session.execute(select(*table).where(table.id == 1)).mappings().one()
        second.prev_hash = first.hash = seal_digest(row)
        session.flush()
        row = session.execute(select(*table).where(table.id == 2)).mappings().one()
        second.hash = seal_digest(row)


def test_a_sound_trail_has_no_problems(each_store: Store) -> None:
    report = verify(each_store)
    assert report.sound
    assert (report.events, report.cases, report.seals) == (10, 2, 2)
    assert len(report.last_seal) == 64


def test_an_empty_trail_is_sound(bureau_store: Store) -> None:
    assert verify(without_events(bureau_store)) == Report(0, 0, 0, "", ())


def test_work_that_goes_on_is_no_problem(store: Store) -> None:
    add_events(store, new_case(store, "三"))
    assert verify(store).sound


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'other'",
        "actor_id = 'other'",
        "actor_name = '李四'",
        "actor_post = 'other'",
        "via = 'api'",
        "task_id = 'other'",
        "element = 'other'",
        "data = '{}'",
        "effective_at = '2020-01-01 00:00:00.000000'",
        "recorded_at = '2020-01-01 00:00:00.000000'",
    ],
)
def test_a_changed_event_is_found(store: Store, change: str) -> None:
    tamper(store, f"UPDATE event SET {change} WHERE id = :id", id=id_of(store, "二", 2))
    [problem] = verify(store).problems
    assert (problem.kind, problem.case_number, problem.seq) == ("event_changed", "二", 2)
    assert "办件 二" in problem.message


def test_a_changed_event_with_a_fitting_hash_breaks_the_chain(each_store: Store) -> None:
    number = id_of(each_store, "二", 2)
    tamper(each_store, "UPDATE event SET kind = 'other' WHERE id = :id", id=number)
    fit_event(each_store, number)
    assert kinds(each_store) == {"event_broken"}


def test_a_changed_event_without_a_case_is_found(each_store: Store) -> None:
    number = id_of(each_store, None)
    tamper(each_store, "UPDATE event SET kind = 'other' WHERE id = :id", id=number)
    assert kinds(each_store) == {"event_changed"}
    fit_event(each_store, number)
    assert kinds(each_store) == {"sealed_changed"}


def test_a_missing_event_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM event WHERE id = :id", id=id_of(store, "二", 2))
    [problem] = verify(store).problems
    assert (problem.kind, problem.seq) == ("event_missing", 3)


def test_a_missing_first_event_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM event WHERE id = :id", id=id_of(store, "二", 1))
    assert kinds(store) == {"event_missing"}


def test_a_missing_event_without_a_case_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM event WHERE id = :id", id=id_of(store, None))
    assert kinds(store) == {"sealed_missing"}


def test_exchanged_events_are_found(store: Store) -> None:
    first, second = id_of(store, "二", 1), id_of(store, "二", 2)
    for seq, number in ((99, first), (1, second), (2, first)):
        tamper(store, "UPDATE event SET seq = :seq WHERE id = :id", seq=seq, id=number)
    assert kinds(store) == {"event_changed", "event_broken"}


def test_events_with_exchanged_ids_are_found(store: Store) -> None:
    """Of one case, before its head: neither the chain nor a seal knows the ids."""
    first, second = id_of(store, "二", 1), id_of(store, "二", 2)
    for number, other in ((first, 999), (second, first), (999, second)):
        tamper(store, "UPDATE event SET id = :other WHERE id = :id", id=number, other=other)
    assert kinds(store) == {"event_reordered"}


def test_an_event_moved_to_another_case_is_found(store: Store) -> None:
    tamper(
        store,
        "UPDATE event SET case_id = (SELECT id FROM cases WHERE number = '一') WHERE id = :id",
        id=id_of(store, "二", 4),
    )
    assert {"event_changed", "head_differs"} <= kinds(store)


def test_an_end_cut_off_is_found_by_the_case(store: Store) -> None:
    tamper(store, "DELETE FROM event WHERE id = :id", id=id_of(store, "二", 4))
    assert kinds(store) == {"head_differs", "sealed_missing"}


def test_an_end_cut_off_with_the_case_put_back_is_found_by_the_seal(store: Store) -> None:
    tamper(store, "DELETE FROM event WHERE id = :id", id=id_of(store, "二", 4))
    tamper(
        store,
        "UPDATE cases SET event_seq = 3, event_hash = (SELECT hash FROM event WHERE id = :id)"
        " WHERE number = '二'",
        id=id_of(store, "二", 3),
    )
    assert kinds(store) == {"sealed_missing"}


def test_a_whole_trail_that_is_gone_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM event WHERE case_id = (SELECT id FROM cases WHERE number = '一')")
    problems = verify(store).problems
    assert {problem.kind for problem in problems} == {"trail_missing", "sealed_missing"}
    assert any(problem.case_number == "一" for problem in problems)


def test_an_event_that_no_seal_names_is_found(store: Store) -> None:
    """It stands among sealed ones, and the seals were made to fit."""
    with store.reading() as session:
        content = session.scalars(select(Seal.content).where(Seal.id == 1)).one()
    fit_seals(store, content | {"events": content["events"][1:]})
    assert kinds(store) == {"unsealed"}


def test_a_seal_without_the_head_of_a_case_is_found(each_store: Store) -> None:
    """The hashes were made to fit, as far as nobody wrote one down."""
    with each_store.reading() as session:
        content = session.scalars(select(Seal.content).where(Seal.id == 1)).one()
    fit_seals(each_store, content | {"heads": content["heads"][:1]})
    assert kinds(each_store) == {"unsealed"}


@pytest.mark.parametrize("content", ["{}", "[]", '{"heads": 1, "events": [], "gaps": []}'])
def test_a_seal_whose_content_is_none_is_found(store: Store, content: str) -> None:
    tamper(store, "UPDATE seal SET content = :content WHERE id = 1", content=content)
    assert kinds(store) == {"seal_changed"}


def test_a_seal_that_names_an_event_otherwise_is_found(store: Store) -> None:
    with store.reading() as session:
        content = session.scalars(select(Seal.content).where(Seal.id == 1)).one()
    first, *rest = content["heads"]
    fit_seals(store, content | {"heads": [[*first[:2], 99, first[3]], *rest]})
    assert kinds(store) == {"sealed_changed"}


def test_a_missing_newest_seal_is_found(each_store: Store) -> None:
    tamper(each_store, "DELETE FROM seal WHERE id = 2")
    assert kinds(each_store) == {"seal_missing"}


def test_missing_seals_are_found_when_none_is_left(store: Store) -> None:
    tamper(store, "DELETE FROM seal")
    assert kinds(store) == {"seal_missing"}


def test_an_event_that_was_long_not_sealed_is_found(
    each_store: Store, moved_clock: MovedClock
) -> None:
    """The seal is gone and the counter put back; the heart went on beating."""
    keep_service(each_store)
    tamper(each_store, "DELETE FROM seal WHERE id = 2")
    tamper(each_store, "UPDATE counter SET value = 1 WHERE key = 'seal'")
    assert verify(each_store).sound
    for _ in range(3):
        moved_clock.advance(timedelta(minutes=10))
        keep_service(each_store)
    assert kinds(each_store) == {"unsealed_long"}


def test_what_happened_before_an_outage_is_not_long_unsealed(
    store: Store, moved_clock: MovedClock
) -> None:
    keep_service(store)
    add_events(store, None)
    moved_clock.advance(timedelta(days=1))
    keep_service(store)
    assert verify(store).sound


def test_a_changed_seal_is_found(store: Store) -> None:
    tamper(store, "UPDATE seal SET first_event = 99 WHERE id = 1")
    assert kinds(store) == {"seal_changed"}


def test_a_seal_with_another_one_before_it_is_found(store: Store) -> None:
    tamper(store, "UPDATE seal SET hash = 'x' WHERE id = 1")
    assert kinds(store) == {"seal_changed", "seal_broken"}


def test_a_missing_seal_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM seal WHERE id = 1")
    assert "seal_missing" in kinds(store)
