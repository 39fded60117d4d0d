"""Two people at the same moment: one effect each time, and nobody is overlooked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from engine.commands.complete_task import complete_task
from engine.commands.expire_grants import expire_grants
from engine.commands.point_requests import point_requests
from engine.commands.start_case import start_case
from engine.errors import Conflict, GongxiangError, RuleRefused
from engine.queries.audit import verify
from engine.store.database import Store
from engine.store.tables import AccessGrant, Case, HolderNotice, Resource, Retirement, Unit
from tests.commands.test_at_once import count, together
from tests.life.deeds import (
    OLD,
    acting,
    ask,
    at,
    do,
    file_plan,
    hold,
    pass_plan,
    resource_state,
    state_of,
    task_of,
    upload,
)
from tests.life.test_gate import OFFLINE, OPENS
from tests.life.test_pointing import COMPLIANT, forward

ROUNDS = 4


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_new_grant_against_the_plan(store, turn):
    """Either the grant was first, and its unit is told; or the plan was, and no grant is given."""
    case, plan = ask(store), file_plan(store)
    forward(store, case.id)
    granted, passed = together(
        lambda: do(store, case.id, "check_compliance", "panyue", COMPLIANT),
        lambda: pass_plan(store, plan.id),
    )
    assert not isinstance(passed, GongxiangError)
    with store.reading() as session:
        holders = session.scalars(
            select(AccessGrant.unit_id)
            .join(Resource, Resource.id == AccessGrant.resource_id)
            .where(Resource.code == OLD)
        ).all()
        told = session.scalars(select(HolderNotice.unit_id)).all()
    if isinstance(granted, GongxiangError):
        assert isinstance(granted, Conflict)
        assert (holders, told) == ([], [])
        assert point_requests(store) == 1
    else:
        assert set(holders) == set(told)
        assert task_of(store, plan.id, "confirm_readiness") is not None
    assert verify(store).problems == ()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_going_offline_against_an_extension(store, turn):
    """Whichever is first holds: an extension shuts the gate, offline ends the asking."""
    hold(store)
    case = pass_plan(store, file_plan(store).id)
    objection = {"result": "objection", "reason": "业务系统改造尚未完成，停用后窗口无法核验"}
    do(store, case.id, "confirm_readiness", "lina", objection)
    store.clock.set(at(OPENS))
    manage, answer = (
        task_of(store, case.id, el) for el in ("manage_transition", "answer_objection")
    )
    extend = {"decision": "extend", "until": "2022-10-31", "reason": "改造确需时间，延长到十月底"}
    offline, extended = together(
        lambda: complete_task(store, acting(store, "wangfang"), manage.id, OFFLINE),
        lambda: complete_task(store, acting(store, "pengli"), answer.id, extend),
    )
    with store.reading() as session:
        plan = session.scalars(select(Retirement)).one()
    if isinstance(offline, GongxiangError):
        assert isinstance(offline, RuleRefused)
        assert (resource_state(store), plan.extended_until) == (
            "deprecated",
            at("2022-10-31").date(),
        )
    else:
        assert isinstance(extended, Conflict)
        assert (resource_state(store), plan.extended_until) == ("offline", None)
    assert verify(store).problems == ()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_correctors_one_is_told_who_was_faster(store, turn):
    case = start_case(
        store, acting(store, "lina"), "correction", ERROR, entry="report_error", grant=hold(store)
    )
    task = task_of(store, case.id, "verify_record")
    done = together(
        *[lambda who=who: complete_task(store, acting(store, who), task.id, CORRECTED)
          for who in ("wangfang", "sunli")]
    )  # fmt: skip
    refused = [each for each in done if isinstance(each, GongxiangError)]
    assert len(refused) == 1
    assert "办理了这项待办" in refused[0].message
    assert verify(store).problems == ()


ERROR = {
    "item": "FDDBR",
    "record_key": "9114****1234",
    "current_value": "王某某",
    "claimed_value": "李某某",
    "basis": "当事人提供的营业执照载明法定代表人已变更",
    "urgency": "normal",
    "concerns_service": False,
    "acknowledged": ["serve"],
}
CORRECTED = {
    "result": "corrected",
    "corrected_value": "李某某",
    "corrected_on": "2022-09-15",
    "source_note": "登记系统变更未同步，已补推数据",
}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_who_take_a_right_back_one_begins(store, turn):
    """The provider and the managing department at once: the grant is suspended once."""
    number = hold(store)
    papers = {who: [upload(store, who, "取证记录.pdf")] for who in ("wangfang", "pengli")}

    def begin(who, entry):
        answers = {**MISUSE, "proof_files": papers[who]}
        return start_case(
            store, acting(store, who), "use-right-revocation", answers, entry=entry, grant=number
        )

    done = together(
        lambda: begin("wangfang", "by_provider"), lambda: begin("pengli", "by_managing")
    )
    refused = [each for each in done if isinstance(each, GongxiangError)]
    assert len(refused) == 1
    assert isinstance(refused[0], RuleRefused)
    assert state_of(store, number) == "SUSPENDED"
    assert count(store, Case, Case.process == "use-right-revocation") == 1
    assert verify(store).problems == ()


MISUSE = {
    "facts": "将获取的登记数据提供给第三方公司用于商业推广，经核实属实",
    "happened_on": "2022-09-14",
    "clause": "commercial",
    "suspension_reason": "数据仍在外流，须立即停止以防扩大",
}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nodes_that_find_a_grant_over_open_one_destruction(store, turn):
    number = hold(store, end=at("2022-09-30").date())
    store.clock.set(at("2022-10-08 09:00"))
    others = [Store(store.url, store.clock, store.base_calendar) for _ in range(2)]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(expire_grants, [store, *others]))
    for each in others:
        each.close()
    assert sum(done) == 1
    assert state_of(store, number) == "DESTROY_PENDING"
    assert count(store, Case, Case.process == "data-destruction") == 1
    assert verify(store).problems == ()


def test_all_holders_are_told_however_many(store):
    units = {"credit": "lina", "special-equipment": "zhoujun", "approval": "caiying"}
    for unit, who in units.items():
        hold(store, unit=unit, who=who)
    pass_plan(store, file_plan(store).id)
    with store.reading() as session:
        told = session.scalars(
            select(Unit.code)
            .join(HolderNotice, HolderNotice.unit_id == Unit.id)
            .where(HolderNotice.placed_at.is_not(None))
        ).all()
        assert session.scalar(select(func.count()).select_from(HolderNotice)) == 3
    assert set(told) == set(units)
