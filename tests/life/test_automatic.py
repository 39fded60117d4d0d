"""A case that the program opened says so wherever its starter would stand."""

from datetime import date

import pytest

from engine.commands.expire_grants import expire_grants
from engine.queries.case_lists import list_cases
from engine.queries.cases import About, get_case
from engine.queries.inbox import counts, list_tasks
from tests.life.deeds import acting, at, hold


@pytest.fixture
def ended(store):
    """The number of a grant that ended with 2022-09-20."""
    number = hold(store, end=date(2022, 9, 20))
    store.clock.set(at("2022-09-21 09:00"))
    expire_grants(store)
    return number


def test_lists_and_heads_name_the_program_and_why(store, ended):
    me = acting(store, "lina")
    (task,) = list_tasks(store, me).items
    assert task.applicant == "由系统发起（期满）"
    view = get_case(store, me, task.case_id)
    assert (view.head.starter, view.head.automatic) == ("由系统发起（期满）", True)
    assert ("发起", "由系统发起（期满）") in view.facts
    lines = list_cases(store, acting(store, "yangfan"), "all").items
    found = {line.process: (line.starter, line.automatic) for line in lines}
    assert found["data-destruction"] == ("由系统发起（期满）", True)
    assert found["data-request"] == ("李娜", False)


def test_it_is_not_among_what_one_started(store, ended):
    me = acting(store, "lina")
    assert "data-destruction" not in {
        each.process for each in list_tasks(store, me, "started").items
    }
    assert "data-destruction" not in {each.process for each in list_cases(store, me).items}
    assert counts(store, me).started == 1


def test_the_case_leads_to_its_grant_and_back(store, ended):
    me = acting(store, "lina")
    (task,) = list_tasks(store, me).items
    view = get_case(store, me, task.case_id)
    assert view.about == About(ended, "DESTROY_PENDING", seen=True)
    assert ("使用授权", ended) in view.facts
    assert view.timeline[0].text == f"由系统发起：使用授权 {ended} 期满"
    assert view.timeline[0].note == ()
