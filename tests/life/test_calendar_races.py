"""The calendar revised while others work: nothing is counted twice, and nothing is overlooked."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, update

from engine.commands.casework import lock_case, save_case
from engine.commands.complete_task import complete_task
from engine.commands.decide_notice import Revised, confirm_notice, reject_notice
from engine.commands.lapse_due import lapse_due
from engine.commands.propose_notice import propose_notice
from engine.commands.recount_clocks import recount_open
from engine.commands.revise_calendar import note_shipped
from engine.errors import Conflict, GongxiangError
from engine.queries.audit import verify
from engine.store.database import Store
from engine.store.tables import CalendarRevision, Case, NoticeRow
from tests.bureau.fixtures import acting
from tests.commands.casework import at
from tests.commands.test_at_once import count, together
from tests.packs import with_mini
from tests.revising import (
    NUMBER,
    checked,
    clock_of,
    entry_of,
    happened,
    in_force,
    next_release,
    propose,
    put_in_force,
    reviewed,
    revision,
    told,
    waiting,
)

ROUNDS = 3
FINAL = at("2027-01-07 00:00")
PEOPLE = ("zhangwei", "lina", "gaofei")


@pytest.fixture
def store(each_bureau_store):
    each_bureau_store.clock.set(at("2026-12-28 10:00"))
    return with_mini(each_bureau_store)


@pytest.fixture
def node(store) -> Iterator[Store]:
    """A second node on the same database and clock."""
    opened = Store(store.url, store.clock)
    yield opened
    opened.close()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_confirmation_against_an_act_that_begins_a_term(store, node, turn):
    """Whichever calendar the new term was counted by, it ends where the new one says."""
    case = checked(store)
    (task,) = waiting(store, case.id)
    entered = propose(store)
    done = together(
        lambda: confirm_notice(store, acting(store, "yangfan"), entered, 0),
        lambda: complete_task(node, acting(node, "panyue"), task.id, {"result": "pass"}),
    )
    assert not [each for each in done if isinstance(each, GongxiangError)]
    recount_open(store)
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.due_at, clock.provisional) == (FINAL, False)
    assert len(told(store)) in (0, 3)
    assert recount_open(node) == 0
    assert verify(store).problems == ()


def test_what_was_counted_before_and_written_after_is_found(bureau_postgres_url, moved_clock):
    """The confirmation comes between the reading of the old calendar and the commit."""
    moved_clock.set(at("2026-12-28 10:00"))
    store = with_mini(Store(bureau_postgres_url, moved_clock))
    case = checked(store)
    with store.transaction() as session, ThreadPoolExecutor(1) as pool:
        work = lock_case(store, session, None, case.id)
        pool.submit(put_in_force, store).result()
        (task,) = work.open_tasks()
        work.run.complete(task.engine_id, {"compliance": {"result": "pass"}})
        save_case(work)
    assert clock_of(store, case.id, "reply_term").provisional is True
    assert recount_open(store) >= 1
    assert clock_of(store, case.id, "reply_term").due_at == FINAL
    assert recount_open(store) == 0
    store.close()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_who_confirm_one_does(store, node, turn):
    entered = propose(store)
    done = together(
        lambda: confirm_notice(store, acting(store, "yangfan"), entered, 0),
        lambda: confirm_notice(node, acting(node, "sysadmin"), entered, 0),
    )
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "Revised"]
    assert count(store, CalendarRevision) == 1
    assert len(happened(store, "notice_confirmed")) == 1
    assert verify(store).problems == ()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_entries_confirmed_upon_the_same_list_one_is(store, node, turn):
    """Each had seen the effect of its own entry alone."""
    entries = [propose(store), propose(store, entry_of(entry_of().text.replace("15号", "16号")))]
    done = together(
        *[lambda each=each: confirm_notice(node, acting(node, "yangfan"), each, 0)
          for each in entries]
    )  # fmt: skip
    (refused,) = [each for each in done if isinstance(each, GongxiangError)]
    assert isinstance(refused, Conflict)
    assert "影响清单" in refused.message
    assert revision(store) == 1


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_confirmed_or_turned_down_but_not_both(store, node, turn):
    entered = propose(store)
    done = together(
        lambda: confirm_notice(store, acting(store, "yangfan"), entered, 0),
        lambda: reject_notice(node, acting(node, "sysadmin"), entered, "文号不对"),
    )
    assert sum(isinstance(each, Conflict) for each in done) == 1
    with store.reading() as session:
        state = session.scalars(select(NoticeRow.state)).one()
    assert state == ("confirmed" if any(isinstance(each, Revised) for each in done) else "rejected")
    assert revision(store) == (1 if state == "confirmed" else 0)
    assert verify(store).problems == ()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_who_enter_the_same_notice_one_waits(store, node, turn):
    done = together(
        lambda: propose_notice(store, acting(store, "pengli"), entry_of()),
        lambda: propose_notice(node, acting(node, "yangfan"), entry_of()),
    )
    assert sum(isinstance(each, Conflict) for each in done) == 1
    assert count(store, NoticeRow, NoticeRow.number == NUMBER) == 1


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nodes_that_count_at_once_leave_each_event_and_mail_once(store, node, turn):
    cases = [reviewed(store, who=who) for who in PEOPLE]
    put_in_force(store)
    together(*[lambda each=each: recount_open(each) for each in (store, node, store)])
    while recount_open(store):  # what one found busy
        pass
    assert len(happened(store)) == len(cases)
    assert Counter(told(store)) == {"zhoujun": 3, "wuting": 3, **dict.fromkeys(PEOPLE, 1)}
    assert {clock_of(store, case.id, "reply_term").due_at for case in cases} == {FINAL}
    assert verify(store).problems == ()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_recount_against_a_lapse_at_the_old_end(store, node, turn):
    case = reviewed(store)
    put_in_force(store)
    store.clock.set(at("2027-01-06 01:00"))
    together(lambda: recount_open(store), lambda: lapse_due(node))
    recount_open(store)
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.state, clock.due_at) == ("running", FINAL)
    assert (len(happened(store)), happened(store, "term_lapsed")) == (1, [])


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nodes_of_a_new_release_start_at_once(store, turn):
    note_shipped(store)
    case = reviewed(store)
    nodes = [Store(store.url, store.clock, next_release()) for _ in range(3)]
    done = together(*[lambda each=each: note_shipped(each) for each in nodes])
    assert sorted(done) == [False, False, True]
    together(*[lambda each=each: recount_open(each) for each in nodes])
    while recount_open(nodes[0]):
        pass
    assert (revision(store), len(happened(store, "calendar_revised"))) == (2, 1)
    assert (len(happened(store)), len(told(store))) == (1, 3)
    assert clock_of(store, case.id, "reply_term").due_at == FINAL
    for each in nodes:
        each.close()


@contextmanager
def dying(store, commits):
    """The node dies while it writes for the so-manieth time."""
    left = [commits]

    def die(_connection):
        left[0] -= 1
        if left[0] == 0:
            raise SystemExit

    event.listen(store.engine, "commit", die)
    try:
        yield
    finally:
        event.remove(store.engine, "commit", die)


@pytest.mark.parametrize("commits", [1, 2, 3])
def test_what_a_node_that_died_left_is_done_by_the_next(store, node, commits):
    cases = [reviewed(store, who=who) for who in PEOPLE]
    put_in_force(store)
    with dying(node, commits), pytest.raises(SystemExit):
        recount_open(node)
    assert len(happened(store)) == commits - 1
    assert recount_open(store) == len(cases) - (commits - 1)
    assert len(happened(store)) == len(cases)
    assert Counter(told(store)) == {"zhoujun": 3, "wuting": 3, **dict.fromkeys(PEOPLE, 1)}
    assert recount_open(store) == 0
    assert verify(store).problems == ()


def test_a_case_that_cannot_be_counted_does_not_stop_the_others(store):
    cases = [reviewed(store, who=who) for who in PEOPLE]
    put_in_force(store)
    with store.transaction() as session:
        whole = session.scalar(select(Case.document).where(Case.id == cases[0].id))
        session.execute(update(Case).where(Case.id == cases[0].id).values(document=b"{"))
    assert recount_open(store) == 2
    with store.transaction() as session:
        session.execute(update(Case).where(Case.id == cases[0].id).values(document=whole))
    assert recount_open(store) == 1
    assert {clock_of(store, case.id, "reply_term").due_at for case in cases} == {FINAL}
    assert in_force(store).last_covered.year == 2027
