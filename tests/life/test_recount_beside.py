"""What hangs on a term that is counted anew: who is told, reminders, drafts, outages."""

import pytest
from sqlalchemy import select

from engine.commands.claim_task import claim_task
from engine.commands.keep_service import keep_service
from engine.commands.lapse_due import lapse_due
from engine.commands.recount_clocks import recount_open
from engine.commands.save_draft import save_draft, task_slot
from engine.commands.transfer_task import transfer_task
from engine.queries.audit import verify
from engine.store.tables import Draft, Incident
from tests.bureau.fixtures import acting
from tests.commands.casework import act, at, begin
from tests.packs import with_mini
from tests.packs.parallel import term, with_parallel
from tests.revising import clock_of, happened, put_in_force, reviewed, told, waiting

#: Five working days from 28 December, as the notice has it.
FINAL = "2027-01-07 00:00"


@pytest.fixture
def store(each_bureau_store):
    each_bureau_store.clock.set(at("2026-12-28 10:00"))
    return with_mini(each_bureau_store)


@pytest.fixture
def quick(bureau_store):
    bureau_store.clock.set(at("2026-12-28 10:00"))
    return with_mini(bureau_store)


def test_parallel_terms_of_a_case_share_one_mail(quick):
    case = begin(with_parallel(quick, inside=term("ta", 4) + term("tb", 5)))
    put_in_force(quick)
    assert recount_open(quick) == 1
    assert len(happened(quick, case_id=case.id)) == 2
    assert told(quick) == ["jiangnan", "panyue", "zhangwei"]


def test_who_holds_the_step_is_told_and_not_the_whole_post(store):
    case = reviewed(store)
    (task,) = waiting(store, case.id)
    claim_task(store, acting(store, "zhoujun"), task.id)
    put_in_force(store)
    recount_open(store)
    assert told(store) == ["zhangwei", "zhoujun"]


def test_who_was_handed_the_step_is_told(quick):
    case = reviewed(quick)
    (task,) = waiting(quick, case.id)
    claim_task(quick, acting(quick, "zhoujun"), task.id)
    to = acting(quick, "wuting").person_id
    transfer_task(quick, acting(quick, "zhoujun"), task.id, to, "出差")
    put_in_force(quick)
    recount_open(quick)
    assert told(quick) == ["wuting", "zhangwei"]
    assert [each.due_at for each in waiting(quick, case.id)] == [at(FINAL)]


def test_what_somebody_has_typed_stays(quick):
    case = reviewed(quick)
    (task,) = waiting(quick, case.id)
    save_draft(quick, acting(quick, "zhoujun"), task_slot(task.id), {"result": "agree"})
    put_in_force(quick)
    recount_open(quick)
    with quick.reading() as session:
        assert [each.answers for each in session.scalars(select(Draft))] == [{"result": "agree"}]
    act(quick, case.id, "zhoujun", {"result": "agree"})


def test_the_reminder_moves_along_and_comes_once(quick):
    """One working day before the end: of the old one that is 5 January, of the new one the 6th."""
    case = reviewed(quick)
    put_in_force(quick)
    recount_open(quick)
    clock = clock_of(quick, case.id, "reply_term")
    assert (clock.next_step, clock.next_at) == ("before", at("2027-01-06 08:30"))
    for moment in ("2027-01-05 09:00", "2027-01-06 09:00", "2027-01-06 15:00"):
        sweep(quick, moment)
    assert told(quick, "before") == ["wuting", "zhoujun"]


def test_who_was_reminded_is_not_reminded_again(quick):
    case = reviewed(quick)
    sweep(quick, "2027-01-05 09:00")
    assert told(quick, "before") == ["wuting", "zhoujun"]
    put_in_force(quick)
    recount_open(quick)
    assert clock_of(quick, case.id, "reply_term").due_at == at(FINAL)
    for moment in ("2027-01-06 09:00", FINAL, "2027-01-08 09:00", "2027-01-11 09:00"):
        sweep(quick, moment)
    assert told(quick, "before") == ["wuting", "zhoujun"]
    assert told(quick, "late") == ["wuting", "zhengkai"]
    assert told(quick, "after") == ["dongqiang", "pengli"]
    with quick.reading() as session:
        assert session.scalars(select(Incident.kind)).all() == []


def sweep(store, moment):
    store.clock.set(at(moment))
    recount_open(store)
    lapse_due(store)


def forfeiting(days):
    """A term on both tasks at whose end a right is lost."""
    return term("both", days).replace("<gx:basis", '<gx:lapse forfeits="true"/><gx:basis')


def test_what_an_outage_moved_is_moved_by_the_new_calendar_as_well(quick):
    """Back on Thursday 31 December at 10: the next full working day is 4 January by law alone,
    and the 5th by the notice."""
    case = begin(with_parallel(quick, outside=forfeiting(2)))
    keep_service(quick)
    quick.clock.set(at("2026-12-31 10:00"))
    keep_service(quick)
    lapse_due(quick)
    moved = clock_of(quick, case.id, "both_term")
    assert (moved.due_at, moved.trace["moved"][0]["cause"]) == (at("2027-01-05 00:00"), "outage")
    put_in_force(quick)
    recount_open(quick)
    again = clock_of(quick, case.id, "both_term")
    assert again.due_at == at("2027-01-06 00:00")
    assert [each["cause"] for each in again.trace["moved"]] == ["outage"]
    assert verify(quick).problems == ()
