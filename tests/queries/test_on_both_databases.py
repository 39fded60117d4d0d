"""Every query of the pages answers on SQLite and on PostgreSQL."""

import pytest

from engine.commands.lapse_due import lapse_due
from engine.core.access import Actor
from engine.queries import case_lists, cases, catalogue, grants, inbox, processes, tasks
from engine.queries.diagram import diagram
from engine.store.database import Store
from tests.bureau.fixtures import CONDITIONAL, DEDICATED, WITH_AGENT, acting
from tests.commands.casework import act, approve, at, begin, open_task
from tests.packs import with_mini

#: Plain users take every branch of the conditions, overseers and administrators the short ones.
READERS = ("zhangwei", "chenjianguo", "zhoujun", "panyue", "yangfan", "sysadmin")


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


def lists(store: Store, actor: Actor) -> list[list[str]]:
    pages = [
        inbox.list_tasks(store, actor, which, due=due, sort=sort, q="特种", limit=1)
        for which in ("todo", "done", "started")
        for due in (None, "overdue", "today", "soon")
        for sort in ("urgency", "arrival")
    ]
    found = [[item.number for item in page.items] for page in pages]
    page = case_lists.list_cases(store, actor, "all", q="特种", process="mini", open_only=True)
    return [*found, [item.number for item in page.items]]


def test_every_list_answers(store: Store, moved_clock) -> None:
    first, second = begin(store), begin(store, WITH_AGENT)
    for case in (first, second):
        approve(store, case.id)
    moved_clock.set(at("2026-09-24 10:00"))
    lapse_due(store)
    third = begin(store, who="lina")
    for who in READERS:
        actor = acting(store, who)
        lists(store, actor)
        inbox.counts(store, actor)
        catalogue.search(store, actor, "特种 登记", unit="special-equipment", theme="")
        catalogue.get(store, actor, DEDICATED)
        catalogue.facets(store, actor)
        processes.offers(store, actor, CONDITIONAL)
    leader = acting(store, "chenjianguo")
    assert lists(store, leader)[0] == [third.number]
    page = inbox.list_tasks(store, acting(store, "panyue"), limit=1)
    rest = inbox.list_tasks(store, acting(store, "panyue"), limit=1, after=page.next_after)
    assert {page.items[0].number, rest.items[0].number} == {first.number, second.number}
    assert page.items[0].due is not None
    assert page.items[0].due.state == "overdue"


def test_a_case_and_its_grant_answer(store: Store) -> None:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    task = open_task(store, case.id)
    assert tasks.get_task(store, acting(store, "zhoujun"), task.id).form is not None
    act(store, case.id, "zhoujun", {"result": "agree"})
    starter = acting(store, "zhangwei")
    view = cases.get_case(store, starter, case.id)
    assert [grant.number for grant in view.grants] == [f"{case.number}-SQ1"]
    assert [
        grant.number
        for grant in grants.list_grants(store, starter, grants.GrantFilter(q="SQ1")).items
    ] == [f"{case.number}-SQ1"]
    assert diagram(store, starter, case.id)[0].elements["review"]["state"] == "done"
