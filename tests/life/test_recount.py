"""An open term follows the notice that comes after it began: once, everywhere, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.lapse_due import lapse_due
from engine.commands.recount_clocks import recount_open
from engine.queries.audit import verify
from engine.queries.cases import get_case
from engine.queries.inbox import list_tasks
from engine.store.tables import ClockRow
from tests.bureau.fixtures import CONDITIONAL_FILE, acting
from tests.commands.casework import act, at
from tests.counting import counted
from tests.packs import with_mini
from tests.revising import (
    NUMBER,
    checked,
    clock_of,
    entry_of,
    happened,
    propose,
    put_in_force,
    reviewed,
    told,
    waiting,
)

#: Five working days from 28 December: as far as the law goes, and as the notice has it.
PROVISIONAL, FINAL = "2027-01-06 00:00", "2027-01-07 00:00"


@pytest.fixture
def store(each_bureau_store):
    each_bureau_store.clock.set(at("2026-12-28 10:00"))
    return with_mini(each_bureau_store)


@pytest.fixture
def quick(bureau_store):
    bureau_store.clock.set(at("2026-12-28 10:00"))
    return with_mini(bureau_store)


def rows(store, *where):
    """The clocks as the database has them, by id."""
    with store.reading() as session:
        found = session.execute(select(ClockRow.__table__).where(*where)).mappings()
        return {row["id"]: dict(row) for row in found}


def test_a_provisional_term_becomes_final_everywhere_at_once(store):
    case = reviewed(store)
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.due_at, clock.provisional) == (at(PROVISIONAL), True)
    store.clock.set(at("2026-12-29 15:00"))
    put_in_force(store)
    assert recount_open(store) == 1

    clock = clock_of(store, case.id, "reply_term")
    assert (clock.due_at, clock.provisional) == (at(FINAL), False)
    assert NUMBER in clock.trace["notices"]
    assert clock.calendar_revision == clock.calendar_seen
    assert [each.due_at for each in waiting(store, case.id)] == [at(FINAL)]
    (item,) = list_tasks(store, acting(store, "zhoujun")).items
    assert item.due is not None
    assert (item.due.last_day.isoformat(), item.due.provisional) == ("2027-01-06", False)
    view = get_case(store, acting(store, "zhangwei"), case.id)
    texts = [each.text for each in view.timeline if each.kind == "term_recounted"]
    assert len(texts) == 1
    assert "2027-01-05" in texts[0]
    assert "2027-01-06" in texts[0]


def test_it_leaves_one_event_and_one_mail_each(store):
    case = reviewed(store)
    store.clock.set(at("2026-12-29 15:00"))
    put_in_force(store)
    assert recount_open(store) == 1
    (event,) = happened(store, case_id=case.id)
    said = {"was": "2027-01-05", "due": "2027-01-06", "was_provisional": True, "provisional": False}
    assert {name: event.data[name] for name in said} == said
    assert (event.via, event.actor_id, event.effective_at) == (
        "system",
        None,
        at("2026-12-29 15:00"),
    )
    assert told(store) == ["wuting", "zhangwei", "zhoujun"]
    assert verify(store).problems == ()
    before = rows(store)
    assert recount_open(store) == 0
    assert (rows(store), len(happened(store)), len(told(store))) == (before, 1, 3)


def test_the_timer_of_the_run_fires_at_the_new_end(store):
    case = reviewed(store)
    put_in_force(store)
    recount_open(store)
    store.clock.set(at(PROVISIONAL) + timedelta(hours=1))
    lapse_due(store)
    assert clock_of(store, case.id, "reply_term").state == "running"
    assert told(store, "late") == []
    store.clock.set(at(FINAL))
    assert lapse_due(store) == 1
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.state, clock.lapsed_at) == ("lapsed", at(FINAL))
    assert told(store, "late") == ["wuting", "zhengkai"]
    assert verify(store).problems == ()


def test_without_a_scheduler_a_late_answer_finds_the_new_end(store):
    """The program was down from before the notice until after the old end."""
    case = reviewed(store)
    put_in_force(store)
    store.clock.set(at("2027-01-06 09:00"))
    act(store, case.id, "zhoujun", {"result": "agree"})
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.state, clock.due_at, clock.lapsed_at) == ("stopped", at(FINAL), None)
    assert happened(store, "term_lapsed") == []
    assert len(happened(store, case_id=case.id)) == 1
    assert verify(store).problems == ()


def test_without_a_scheduler_a_lapse_finds_the_new_end(store):
    case = reviewed(store)
    put_in_force(store)
    store.clock.set(at(FINAL) + timedelta(hours=9))
    assert lapse_due(store) == 1
    assert clock_of(store, case.id, "reply_term").lapsed_at == at(FINAL)
    assert [each.effective_at for each in happened(store, "term_lapsed")] == [at(FINAL)]


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2027-01-05 10:00", "2027-01-10 00:00"),  # in time: as the notice counts
        ("2027-01-09 10:00", "2027-01-12 00:00"),  # on the Saturday itself: as it was
    ],
)
def test_a_term_that_becomes_shorter_leaves_a_full_working_day(store, known, due):
    """Saturday the 9th turns out to be worked, so the fifth working day is that one."""
    store.clock.set(at("2027-01-04 10:00"))
    case = reviewed(store)
    assert clock_of(store, case.id, "reply_term").due_at == at("2027-01-12 00:00")
    store.clock.set(at(known))
    put_in_force(store)
    recount_open(store)
    clock = clock_of(store, case.id, "reply_term")
    assert clock.due_at == at(due)
    assert clock.provisional is False
    assert bool(clock.trace.get("moved")) is (due == "2027-01-12 00:00")


def test_of_what_is_left_less_than_a_day_it_stays(store):
    """Told on the very last day: no day more than there was, and none less."""
    store.clock.set(at("2027-01-04 10:00"))
    case = reviewed(store)
    store.clock.set(at("2027-01-11 15:00"))
    put_in_force(store)
    recount_open(store)
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.due_at, clock.state) == (at("2027-01-12 00:00"), "running")
    assert clock.trace["moved"][-1]["cause"] == "recount"
    assert told(store) == []


def test_a_term_kept_for_a_day_stays_so_at_the_next_recount(quick):
    """Another calendar that counts it alike is no news: neither an event nor another end."""
    store = quick
    store.clock.set(at("2027-01-04 10:00"))
    case = reviewed(store)
    store.clock.set(at("2027-01-09 10:00"))
    put_in_force(store)
    recount_open(store)
    kept = clock_of(store, case.id, "reply_term")
    store.clock.set(at("2027-01-09 16:00"))
    put_in_force(store, entry_of(other(1)))
    assert recount_open(store) == 1
    again = clock_of(store, case.id, "reply_term")
    assert (again.due_at, again.trace) == (kept.due_at, kept.trace)
    assert len(happened(store)) == 1


def test_what_has_ended_stays_byte_for_byte(store):
    lapsed, stopped = reviewed(store), reviewed(store, resource=CONDITIONAL_FILE, who="liuyang")
    act(store, stopped.id, "songyan", {"result": "agree"})
    store.clock.set(at("2027-01-06 09:00"))
    lapse_due(store)
    closed = ClockRow.state != "running"
    before = rows(store, closed)
    assert {row["state"] for row in before.values()} == {"lapsed", "stopped"}
    put_in_force(store)
    assert recount_open(store) == 0
    assert rows(store, closed) == before
    ended = clock_of(store, lapsed.id, "reply_term")
    act(store, lapsed.id, "zhoujun", {"result": "agree"})  # the late answer stops it, no more
    answered = clock_of(store, lapsed.id, "reply_term")
    assert (ended.state, answered.state) == ("lapsed", "stopped")
    assert (answered.due_at, answered.trace) == (ended.due_at, ended.trace)
    assert (happened(store), told(store)) == ([], [])


def test_an_entry_that_only_waits_moves_nothing(quick):
    case = reviewed(quick)
    propose(quick)
    assert recount_open(quick) == 0
    assert clock_of(quick, case.id, "reply_term").due_at == at(PROVISIONAL)


def test_a_term_that_only_loses_its_doubt_gets_an_event_and_no_mail(quick):
    """Two working days from 28 December end on the 30th, whatever the notice says."""
    case = checked(quick)
    assert clock_of(quick, case.id).provisional is True
    put_in_force(quick)
    assert recount_open(quick) == 1
    clock = clock_of(quick, case.id)
    assert (clock.due_at, clock.provisional) == (at("2026-12-31 00:00"), False)
    (event,) = happened(quick, case_id=case.id)
    assert (event.data["was"], event.data["due"]) == ("2026-12-30", "2026-12-30")
    assert told(quick) == []


def test_a_term_that_no_notice_touches_is_only_marked(quick):
    quick.clock.set(at("2026-12-01 10:00"))
    case = checked(quick)
    before = clock_of(quick, case.id)
    put_in_force(quick)
    assert recount_open(quick) == 1
    after = clock_of(quick, case.id)
    assert (after.due_at, after.trace) == (before.due_at, before.trace)
    assert after.calendar_seen != before.calendar_seen
    assert happened(quick) == []
    assert recount_open(quick) == 0


def test_unmoved_terms_cost_the_same_however_many(quick):
    quick.clock.set(at("2026-12-01 10:00"))
    costs = []
    for n, resources in ((1, [None]), (3, ["liuyang", "lina", "gaofei"])):
        for who in resources:
            checked(quick, **({"who": who, "resource": CONDITIONAL_FILE} if who else {}))
        put_in_force(quick, entry_of(url=f"https://www.gov.cn/{n}", text=other(n)))
        with counted(quick) as count:
            assert recount_open(quick) == (1 if n == 1 else 4)
        costs.append((len(count.statements), count.commits))
    assert costs[0] == costs[1]


def other(n):
    """The same notice with another number of its own."""
    return entry_of().text.replace(NUMBER, f"国办发明电〔2026〕{20 + n}号")


def test_a_batch_is_a_limit_and_the_rest_comes_next(quick):
    for who in ("zhangwei", "lina", "gaofei"):
        reviewed(quick, who=who)
    put_in_force(quick)
    assert [recount_open(quick, 2), recount_open(quick, 2), recount_open(quick, 2)] == [2, 1, 0]
    assert len(happened(quick)) == 3
