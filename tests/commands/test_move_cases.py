"""Moving cases under way: tried out, ordered, done wholly or not at all."""

import pytest
from sqlalchemy import select

from engine.commands.claim_task import claim_task
from engine.commands.deploy_pack import deploy_pack
from engine.commands.lapse_due import lapse_due
from engine.commands.move_cases import move_cases
from engine.commands.move_waiting import move_waiting
from engine.commands.plan_moves import plan_moves
from engine.commands.return_task import return_task
from engine.commands.save_draft import save_draft
from engine.commands.withdraw_case import withdraw_case
from engine.errors import Conflict, Forbidden, FormError
from engine.queries import audit
from engine.queries.moving_cases import move_job, move_jobs, older_cases
from engine.sentence import Sentence
from engine.store.tables import Case, CaseMoveItem, ClockRow, Draft, Event, PackVersion
from tests.bureau.fixtures import acting
from tests.commands.casework import act, approve, at, begin, open_task
from tests.packs import pack_files, with_mini

PACK = "mini"
DRAWN = "mini/mini.bpmn"


@pytest.fixture
def store(each_bureau_store):
    return with_mini(each_bureau_store)


@pytest.fixture
def admin(store):
    return acting(store, "sysadmin")


def deploy(store, *replacements: tuple[str, str]) -> None:
    files = pack_files()
    drawn = files[DRAWN].decode()
    for old, new in replacements:
        assert old in drawn, old
        drawn = drawn.replace(old, new)
    deploy_pack(store, None, {**files, DRAWN: drawn.encode()}, "修订")


def rows(store, table, *where):
    with store.reading() as session:
        return session.scalars(select(table).where(*where)).all()


def version_of(store, case_id):
    with store.reading() as session:
        case = session.get_one(Case, case_id)
        return session.get_one(PackVersion, case.pack_version_id).number


def with_provider(store):
    """A case that waits for the provider's answer, whose five days began on 21 September."""
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    return case


def move(store, admin, *cases: str) -> str:
    order = move_cases(store, admin, PACK, cases or None, "修订第十四条")
    while move_waiting(store):
        pass
    return order


def test_a_shorter_term_keeps_the_running_deadline_and_the_next_case_has_the_new_one(store, admin):
    case = with_provider(store)
    before = open_task(store, case.id)
    deploy(store, ("working_days(5)", "working_days(3)"))
    move(store, admin)
    after = open_task(store, case.id)
    assert version_of(store, case.id) == 2
    assert (after.id, after.due_at) == (before.id, before.due_at)
    (clock,) = rows(store, ClockRow, ClockRow.case_id == case.id, ClockRow.state == "running")
    assert clock.due_at == before.due_at
    store.clock.set(before.due_at)
    lapse_due(store)
    assert rows(store, Event, Event.case_id == case.id, Event.kind == "term_lapsed")


def test_owner_draft_and_data_stay(store, admin):
    case = with_provider(store)
    task = open_task(store, case.id)
    reviewer = acting(store, "zhoujun")
    claim_task(store, reviewer, task.id)
    save_draft(store, reviewer, f"task:{task.id}", {"result": "agree"})
    deploy(store, ('role="provider_reviewer"', 'role="responsible"'))
    move(store, admin)
    after = open_task(store, case.id)
    assert after.assignee_id == reviewer.person_id
    (draft,) = rows(store, Draft)
    assert (draft.slot, draft.answers) == (f"task:{task.id}", {"result": "agree"})
    done = act(store, case.id, "zhoujun", {"result": "agree"})
    assert done.state == "APPROVED"


def test_what_nobody_has_claimed_goes_to_whom_the_new_diagram_names(store, admin):
    case = with_provider(store)
    deploy(store, ('role="provider_reviewer"', 'role="responsible"'),
           ('name="提供部门审核"', 'name="提供部门答复"'))  # fmt: skip
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    assert {each.what for each in plan.changes} == {"people", "name"}
    assert open_task(store, case.id).role == "provider_reviewer", "a plan changes nothing"
    move(store, admin)
    task = open_task(store, case.id)
    assert (task.role, task.name) == ("responsible", "提供部门答复")
    assert act(store, case.id, "wuting", {"result": "agree"}).state == "APPROVED"


def test_what_changes_is_said_in_words(store, admin):
    case = with_provider(store)
    deploy(store, ('role="provider_reviewer"', 'role="responsible"'),
           ('<gx:form key="reply"/>', '<gx:form key="compliance"/>'))  # fmt: skip
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    form, people = plan.changes
    assert (form.was, form.becomes) == ("“答复”（reply）", "“符合性审查”（compliance）")
    english = {"提供部门审核人": "reviewer"}
    assert isinstance(people.was, Sentence)
    assert people.was.said(lambda each: english.get(each, each)).endswith(" reviewer")


def without(begin_mark: str, end_mark: str) -> tuple[str, str]:
    drawn = pack_files()[DRAWN].decode()
    begin_at = drawn.index(begin_mark)
    return drawn[begin_at : drawn.index(end_mark, begin_at)], ""


REPLY_TERM = ('<bpmn:boundaryEvent id="reply_term"', '<bpmn:sequenceFlow id="h11"')


def test_a_term_that_is_gone_leaves_no_due_date(store, admin):
    case = with_provider(store)
    deploy(store, without(*REPLY_TERM))
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    assert [(each.what, each.becomes) for each in plan.changes] == [("due", "")]
    move(store, admin)
    assert open_task(store, case.id).due_at is None
    assert not rows(store, ClockRow, ClockRow.case_id == case.id, ClockRow.state == "running")


def test_a_term_that_is_new_begins_with_the_move(store, admin):
    old = pack_files()
    gone, _ = without(*REPLY_TERM)
    drawn = old[DRAWN].decode().replace(gone, "")
    deploy_pack(store, None, {**old, DRAWN: drawn.encode()}, "没有时限")
    case = with_provider(store)
    assert open_task(store, case.id).due_at is None
    store.clock.set(at("2026-10-12T10:00"))
    deploy(store)
    move(store, admin)
    assert open_task(store, case.id).due_at == at("2026-10-20T00:00")


def test_a_case_that_cannot_be_moved_stays_whole_and_says_why(store, admin):
    case = with_provider(store)
    (before,) = rows(store, Case)
    deploy(store, ('"review"', '"provider_review"'))
    (plan,) = plan_moves(store, admin, PACK, [case.id])
    assert any("提供部门审核" in words for words in plan.refusals)
    order = move(store, admin)
    (item,) = move_job(store, admin, order).items.items
    assert (item.state, "提供部门审核" in item.reasons[0]) == ("refused", True)
    (after,) = rows(store, Case)
    assert (after.document, after.revision) == (before.document, before.revision)
    assert act(store, case.id, "zhoujun", {"result": "agree"}).state == "APPROVED"


def test_an_order_names_who_why_and_how_far(store, admin):
    cases = [with_provider(store)]
    deploy(store, ("working_days(5)", "working_days(4)"))
    (row,) = older_cases(store, admin, PACK).items
    assert (row.id, row.version, row.open) == (cases[0].id, 1, ("提供部门审核",))
    order = move(store, admin)
    (job,) = move_jobs(store, admin)
    assert (job.id, job.to, job.total, job.moved) == (order, 2, 1, 1)
    (event,) = rows(store, Event, Event.kind == "case_moved")
    assert (event.data["from"], event.data["to"], event.data["by"]) == (1, 2, admin.name)
    assert older_cases(store, admin, PACK).items == ()
    assert audit.verify(store).sound


def test_what_ended_meanwhile_is_refused_not_moved(store, admin):
    case = with_provider(store)
    deploy(store, ("working_days(5)", "working_days(4)"))
    order = move_cases(store, admin, PACK, [case.id], "修订")
    act(store, case.id, "zhoujun", {"result": "agree"})
    move_waiting(store)
    (item,) = move_job(store, admin, order).items.items
    assert item.state == "refused"
    assert version_of(store, case.id) == 1


def test_an_earlier_order_takes_no_case_back(store, admin):
    case = with_provider(store)
    deploy(store, ("working_days(5)", "working_days(4)"))
    first = move_cases(store, admin, PACK, None, "修订")
    deploy(store, ("working_days(5)", "working_days(3)"))
    move_cases(store, admin, PACK, None, "再修订")
    with store.transaction() as session:  # as when somebody was at the case in its turn
        early = session.scalars(select(CaseMoveItem).where(CaseMoveItem.move_id == first)).one()
        early.state = "later"
    move_waiting(store)
    with store.transaction() as session:
        session.get_one(CaseMoveItem, early.id).state = "waiting"
    move_waiting(store)
    (item,) = move_job(store, admin, first).items.items
    assert (item.state, item.reasons) == ("refused", ("办件已经按更新的版本办理。",))
    assert version_of(store, case.id) == 3


def test_the_version_that_was_tried_out_is_the_one_moved_to(store, admin):
    with_provider(store)
    deploy(store, ("working_days(5)", "working_days(4)"))
    deploy(store, ("working_days(5)", "working_days(3)"))
    with pytest.raises(Conflict, match="第 3 版"):
        move_cases(store, admin, PACK, None, "修订", to=2)
    assert move_jobs(store, admin) == ()
    assert move_cases(store, admin, PACK, None, "修订", to=3)


def test_nothing_to_move_is_said(store, admin):
    with pytest.raises(Conflict):
        move_cases(store, admin, PACK, None, "修订")
    with pytest.raises(FormError):
        move_cases(store, admin, PACK, [], "修订")
    with pytest.raises(FormError):
        move_cases(store, admin, PACK, None, " ")
    with pytest.raises(Forbidden):
        move_cases(store, acting(store, "pengli"), PACK, None, "修订")


def test_a_withdrawal_and_a_return_work_after_a_move(store, admin):
    case = begin(store)
    approve(store, case.id)
    deploy(store, ("working_days(2)", "working_days(1)"))
    move(store, admin)
    task = open_task(store, case.id)
    returned = return_task(store, acting(store, "panyue"), task.id, "leader", "请再核")
    assert returned.state == "LEADER_REVIEW"
    done = withdraw_case(store, acting(store, "zhangwei"), case.id, "不再需要")
    assert done.state == "WITHDRAWN"
