"""How many statements a verb costs, whatever the number of cases; identity is counted apart."""

import pytest

from engine.commands.complete_task import complete_task
from engine.commands.confirm_password import confirm_password
from engine.commands.start_case import start_case
from engine.queries.identity import actor_of
from tests.bureau.fixtures import CONDITIONAL, OF_POLICE, PASSWORD, WITH_AGENT, acting
from tests.commands.casework import PURPOSE, approve, begin, open_task
from tests.counting import counted
from tests.packs import with_mini

BUDGET = 12
PASSWORD_COSTS = 5


@pytest.fixture
def store(each_bureau_store):
    store = with_mini(each_bureau_store)
    case = begin(store, WITH_AGENT)  # the pack is parsed once per program, not per verb
    approve(store, case.id)
    return store


def test_knowing_who_acts_costs_two(store):
    with counted(store) as count:
        actor_of(store, username="zhangwei")
    assert len(count.statements) <= 2


def test_a_start_stays_within_its_budget(store):
    actor = acting(store, "zhangwei")
    with counted(store) as count:
        start_case(store, actor, "mini", PURPOSE, resource=CONDITIONAL, key="k")
    assert len(count.statements) <= BUDGET, "\n".join(count.statements)
    assert count.commits == 1


@pytest.mark.parametrize("resource", [CONDITIONAL, OF_POLICE])
def test_each_completion_stays_within_its_budget(store, resource):
    case = begin(store, resource)
    approve(store, case.id)
    recorded = {"decided_at": "2026-09-21T09:00", "evidence": "市公安局复函〔2026〕8号"}
    last = ("zhoujun", {"result": "agree"})
    if resource == OF_POLICE:
        last = ("yangfan", {"result": "agree", **recorded})
    for who, answers in (("panyue", {"result": "pass"}), last):
        task, actor = open_task(store, case.id), acting(store, who)
        with counted(store) as count:
            complete_task(store, actor, task.id, answers, key=who)
        assert len(count.statements) <= BUDGET, "\n".join(count.statements)
        assert count.commits == 1


def test_the_cost_does_not_grow_with_the_cases(store):
    costs = []
    for who in ("zhangwei", "lina", "gaofei"):
        case = begin(store, OF_POLICE, who)
        approve(store, case.id)
        task, actor = open_task(store, case.id), acting(store, "panyue")
        with counted(store) as count:
            complete_task(store, actor, task.id, {"result": "pass"})
        costs.append(len(count.statements))
    assert len(set(costs)) == 1


def test_a_password_is_judged_before_the_case_is_touched(store):
    task, actor = open_task(store, begin(store, CONDITIONAL).id), acting(store, "chenjianguo")
    with counted(store) as before:
        confirm_password(store, actor, PASSWORD)
    assert (len(before.statements), before.commits) == (PASSWORD_COSTS, 2), before.statements
    with counted(store) as count:
        complete_task(store, actor, task.id, {"decision": "approve"}, password=PASSWORD)
    assert len(count.statements) <= BUDGET + len(before.statements), "\n".join(count.statements)
    assert count.commits == 1 + before.commits
