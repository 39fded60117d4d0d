"""Orders to move cases: which they name, and what comes between the order and its turn."""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.clock import MovedClock
from engine.commands.deploy_pack import deploy_pack
from engine.commands.move_cases import move_cases
from engine.commands.move_waiting import move_waiting
from engine.commands.plan_moves import plan_moves
from engine.commands.withdraw_case import withdraw_case
from engine.core.access import Actor
from engine.errors import Conflict, Forbidden, FormError, NotFound
from engine.queries.moving_cases import count_older, move_job, move_jobs, older_cases
from engine.store import database
from engine.store.database import Store
from engine.store.tables import Case, Event, Incident
from tests.bureau.fixtures import CONDITIONAL, CONDITIONAL_FILE, WITH_AGENT, acting
from tests.commands.casework import begin, open_task
from tests.commands.test_move_cases import (
    DRAWN,
    PACK,
    deploy,
    move,
    rows,
    version_of,
    with_provider,
)
from tests.packs import pack_files, with_mini

SHORTER = ("working_days(5)", "working_days(4)")


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return with_mini(bureau_store)


@pytest.fixture
def admin(store: Store) -> Actor:
    return acting(store, "sysadmin")


def test_only_the_chosen_cases_of_the_process_are_ordered(store: Store, admin: Actor) -> None:
    chosen, other = begin(store), begin(store, WITH_AGENT)
    deploy(store, SHORTER)
    with pytest.raises(Conflict):
        move_cases(store, admin, PACK, None, "修订", "other")
    move(store, admin, chosen.id)
    assert (version_of(store, chosen.id), version_of(store, other.id)) == (2, 1)
    assert [row.id for row in older_cases(store, admin, PACK, process="mini").items] == [other.id]
    assert older_cases(store, admin, PACK, process="other").items == ()
    assert count_older(store, PACK) == 1
    (event,) = rows(store, Event, Event.kind == "cases_move_asked")
    assert (event.data["cases"], event.data["reason"]) == (1, "修订第十四条")


def test_what_has_ended_is_neither_listed_nor_ordered(store: Store, admin: Actor) -> None:
    case = begin(store)
    withdraw_case(store, acting(store, "zhangwei"), case.id, "不再需要")
    deploy(store, SHORTER)
    assert (older_cases(store, admin, PACK).items, count_older(store, PACK)) == ((), 0)
    with pytest.raises(Conflict):
        move_cases(store, admin, PACK, [case.id], "修订")
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    assert plan.refusals == ("办件已经办结。",)


def test_a_trial_and_an_order_name_so_many_cases_and_no_more(store: Store, admin: Actor) -> None:
    case = begin(store)
    deploy(store, SHORTER)
    for wrong in ([], [case.id] * 101):
        with pytest.raises(FormError) as told:
            plan_moves(store, admin, PACK, wrong)
        assert set(told.value.errors) == {"cases"}
    (plan,) = plan_moves(store, admin, PACK, [case.id] * 100)
    assert (plan.from_version, plan.to_version, plan.refusals) == (1, 2, ())
    with pytest.raises(FormError):
        move_cases(store, admin, PACK, [str(number) for number in range(1001)], "修订")
    with pytest.raises(NotFound):
        plan_moves(store, admin, PACK, ["none"])


def test_what_is_due_lapses_before_the_move(
    store: Store, admin: Actor, moved_clock: MovedClock
) -> None:
    """Its turn may come before the scheduler's: the term ended under the older version."""
    case = with_provider(store)
    due = open_task(store, case.id).due_at
    assert due is not None
    deploy(store, ("working_days(5)", "working_days(20)"))
    moved_clock.set(due + timedelta(hours=1))
    move(store, admin)
    (lapsed,) = rows(store, Event, Event.case_id == case.id, Event.kind == "term_lapsed")
    (moved,) = rows(store, Event, Event.case_id == case.id, Event.kind == "case_moved")
    assert (lapsed.effective_at, lapsed.seq < moved.seq) == (due, True)


def test_a_case_that_fails_is_told_and_the_others_go_on(store: Store, admin: Actor) -> None:
    broken, whole = begin(store), begin(store, WITH_AGENT)
    deploy(store, SHORTER)
    with store.transaction() as session:
        session.execute(update(Case).where(Case.id == broken.id).values(document=b"{}"))
    order = move(store, admin)
    states = {item.case_id: item.state for item in move_job(store, admin, order).items.items}
    assert states == {broken.id: "failed", whole.id: "moved"}
    (job,) = move_jobs(store, admin)
    assert (job.total, job.moved, job.failed, job.waiting) == (2, 1, 1, 0)
    (incident,) = rows(store, Incident)
    assert (incident.kind, incident.case_id) == ("case_stuck", broken.id)
    assert move_waiting(store) == 0


def test_a_case_that_is_there_already_is_not_moved_twice(store: Store, admin: Actor) -> None:
    case = begin(store)
    deploy(store, SHORTER)
    for _ in range(2):
        move_cases(store, admin, PACK, [case.id], "修订")
    assert move_waiting(store) == 2
    assert [job.moved for job in move_jobs(store, admin)] == [1, 1]
    assert len(rows(store, Event, Event.case_id == case.id, Event.kind == "case_moved")) == 1


def test_so_many_are_worked_off_in_a_turn(store: Store, admin: Actor) -> None:
    for resource in (CONDITIONAL, CONDITIONAL_FILE, WITH_AGENT):
        begin(store, resource)
    deploy(store, SHORTER)
    move_cases(store, admin, PACK, None, "修订")
    assert [move_waiting(store, limit=1), move_waiting(store), move_waiting(store)] == [1, 2, 0]


def test_a_case_that_somebody_works_on_waits_for_the_next_turn(
    store: Store, admin: Actor, bureau_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(store)
    deploy(store, SHORTER)
    order = move_cases(store, admin, PACK, None, "修订")
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0.05)
    with closing(Store(bureau_sqlite_url, clock=store.clock)) as other:
        with store.transaction():
            assert move_waiting(other) == 0
        (item,) = move_job(store, admin, order).items.items
        assert item.state == "waiting"
        assert move_waiting(other) == 1


def test_the_form_and_the_name_of_the_state_are_those_of_the_new_version(
    store: Store, admin: Actor
) -> None:
    case = with_provider(store)
    files = pack_files()
    files["mini/forms/answer.json"] = files["mini/forms/reply.json"].replace(
        b'"reply"', b'"answer"', 1
    )
    drawn = files[DRAWN].decode().replace('form key="reply"', 'form key="answer"')
    drawn = drawn.replace('code="PROVIDER_REVIEW" label="提供部门审核中"',
                          'code="ANSWERING" label="提供部门答复中"')  # fmt: skip
    deploy_pack(store, None, {**files, DRAWN: drawn.encode()}, "修订")
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    (change,) = plan.changes
    assert (change.what, "reply" in change.was, "answer" in change.becomes) == ("form", True, True)
    move(store, admin)
    assert open_task(store, case.id).form == "answer"
    (row,) = rows(store, Case, Case.id == case.id)
    assert (row.state_code, row.state_label) == ("ANSWERING", "提供部门答复中")


def test_a_process_or_a_form_that_is_gone_is_why_a_case_stays(store: Store, admin: Actor) -> None:
    case = with_provider(store)
    files = {path: text for path, text in pack_files().items() if path != "mini/forms/reply.json"}
    deploy_pack(store, None, files, "没有表单")
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    assert plan.refusals == ("“提供部门审核”的表单在新版本中不存在。",)
    files = {path: text for path, text in pack_files().items() if not path.startswith("mini/")}
    deploy_pack(store, None, files, "没有流程")
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    assert plan.refusals == ("新版本中没有这一流程。",)
    order = move(store, admin)
    (item,) = move_job(store, admin, order).items.items
    assert (item.state, item.reasons) == ("refused", ("新版本中没有这一流程。",))


def test_orders_are_told_apart_and_others_do_not_see_them(store: Store, admin: Actor) -> None:
    first, second = begin(store), begin(store, WITH_AGENT)
    deploy(store, SHORTER)
    orders = [move_cases(store, admin, PACK, [case.id], "修订") for case in (first, second)]
    found = [move_job(store, admin, order).items.items for order in orders]
    assert [[item.case_id for item in items] for items in found] == [[first.id], [second.id]]
    assert [job.total for job in move_jobs(store, admin)] == [1, 1]
    other = acting(store, "zhangwei")
    with pytest.raises(Forbidden):
        move_job(store, other, orders[0])
    with pytest.raises(Forbidden):
        move_jobs(store, other)
    with pytest.raises(Forbidden):
        older_cases(store, other, PACK)


def test_long_lists_of_cases_come_in_pages(store: Store, admin: Actor) -> None:
    cases = [begin(store).id, begin(store, WITH_AGENT).id]
    deploy(store, SHORTER)
    order = move_cases(store, admin, PACK, None, "修订")
    found = older_cases(store, admin, PACK, limit=1)
    rest = older_cases(store, admin, PACK, after=found.next_after, limit=1)
    assert [row.id for row in (*found.items, *rest.items)] == sorted(cases)
    page = move_job(store, admin, order, limit=1).items
    more = move_job(store, admin, order, after=page.next_after, limit=1).items
    assert {item.case_id for item in (*page.items, *more.items)} == set(cases)
    assert more.next_after is None
