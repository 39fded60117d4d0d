"""The ladder's reminders where several tasks, or several terms, are open at once."""

from collections import Counter

import pytest
from sqlalchemy import select

from engine.commands.casework.reminding import remind
from engine.commands.claim_task import claim_task
from engine.commands.lapse_due import lapse_due
from engine.errors import Busy
from engine.store.tables import Case, Incident, Message, Person, Task
from tests.bureau.fixtures import CONDITIONAL_FILE, acting
from tests.commands.casework import act, approve, at, begin
from tests.packs import with_mini
from tests.packs.parallel import term, with_parallel


@pytest.fixture
def store(bureau_store):
    return bureau_store


def sweep(store, *moments):
    for moment in moments:
        store.clock.set(at(moment))
        assert lapse_due(store) == 1


def told(store):
    with store.reading() as session:
        found = select(Message.template, Person.name).join(Person, Person.id == Message.person_id)
        return Counter(map(tuple, session.execute(found)))


def incidents(store):
    with store.reading() as session:
        return [each.kind for each in session.scalars(select(Incident))]


def test_two_tasks_under_one_term_are_each_reminded_of(store):
    case = begin(with_parallel(store, outside=term("both", 2)))
    sweep(store, "2026-09-23 09:00", "2026-09-24 00:00", "2026-09-28 09:00")
    found = told(store)
    assert {number for (template, _), number in found.items() if template != "late"} == {2}
    assert {template for template, _ in found} == {"before", "late", "after"}
    assert incidents(store) == []
    assert case.id


def test_a_reminder_to_one_person_leaves_the_others_of_the_unit_known(store):
    case = begin(with_parallel(store, inside=term("ta", 3) + term("tb", 2)))
    with store.reading() as session:
        mine = session.scalars(select(Task).where(Task.case_id == case.id, Task.element == "ta"))
        claim_task(store, acting(store, "panyue"), mine.one().id)
    sweep(store, "2026-09-24 09:00")
    assert "late" in {template for template, _ in told(store)}
    assert incidents(store) == []


def test_nobody_is_reminded_of_a_task_that_the_same_sweep_ended(store):
    case = begin(with_parallel(store, inside=term("ta", 2, terminates=True) + term("tb", 3)))
    sweep(store, "2026-09-24 09:00")
    assert incidents(store) == []
    assert "before" not in {template for template, _ in told(store)}
    with store.reading() as session:
        assert session.get_one(Case, case.id).ended_at == at("2026-09-24 00:00")


def test_failures_of_a_term_that_is_over_do_not_silence_the_next(store, monkeypatch):
    case = begin(with_mini(store))
    approve(store, case.id)

    def fail_at(moment):
        with monkeypatch.context() as broken:
            broken.setattr("engine.commands.lapse_due.remind", lambda work: 1 / 0)
            store.clock.set(at(moment))
            assert lapse_due(store) == 0

    fail_at("2026-09-23 09:00")
    act(store, case.id, "panyue", {"result": "pass"})
    fail_at("2026-10-08 09:00")
    assert incidents(store) == ["case_stuck", "case_stuck"]


def test_a_failure_that_cannot_be_written_down_does_not_stop_the_sweep(store, monkeypatch):
    """Two cases are due; the first fails, and so does saying so."""
    first, second = begin(with_mini(store)), begin(store, resource=CONDITIONAL_FILE)
    for case in (first, second):
        approve(store, case.id)

    def remind_second(work):
        assert work.case.id != first.id
        remind(work)

    def fail(*_):
        raise Busy

    monkeypatch.setattr("engine.commands.lapse_due.remind", remind_second)
    monkeypatch.setattr("engine.commands.lapse_due.note_stuck", fail)
    store.clock.set(at("2026-09-23 09:00"))
    assert lapse_due(store) == 1
