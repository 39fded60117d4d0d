"""A task whose owner left comes back to its post; one that nobody can take goes to 管理部门."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.commands.claim_task import claim_task
from engine.commands.complete_task import complete_task
from engine.commands.free_tasks import free_tasks
from engine.commands.give_post import give_post
from engine.commands.transfer_task import transfer_task
from engine.errors import FormError
from engine.queries.cases import get_case
from engine.queries.inbox import list_tasks
from engine.queries.tasks import get_task
from engine.store.tables import Event, Incident, Person, Post
from tests.bureau.fixtures import CONDITIONAL_FILE, acting
from tests.commands.casework import act, approve, begin, open_task
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store):
    return with_mini(each_bureau_store)


@pytest.fixture
def case(store):
    """A case that waits for the platform, where panyue has claimed it."""
    case = begin(store)
    approve(store, case.id)
    claim_task(store, acting(store, "panyue"), open_task(store, case.id).id)
    return case


def end_posts(store, who):
    """Their posts ended yesterday."""
    yesterday = store.clock.now().date() - timedelta(days=1)
    with store.transaction() as session:
        wanted = select(Person.id).where(Person.username == who).scalar_subquery()
        session.execute(
            update(Post).where(Post.person_id == wanted).values(valid_until=yesterday)
        )  # fmt: skip


def deactivate(store, who):
    """Their account is closed; the posts were forgotten."""
    with store.transaction() as session:
        session.execute(update(Person).where(Person.username == who).values(active=False))


def incidents(store):
    with store.reading() as session:
        return [each.kind for each in session.scalars(select(Incident))]


def test_what_is_in_good_hands_stays_there(store, case):
    assert free_tasks(store) == 0
    assert open_task(store, case.id).assignee_id == acting(store, "panyue").person_id


@pytest.mark.parametrize("leave", [end_posts, deactivate])
def test_a_colleague_finds_the_task_of_somebody_who_left(store, case, leave):
    leave(store, "panyue")
    colleague = acting(store, "jiangnan")
    assert [each.task_id for each in list_tasks(store, colleague).items] == []
    assert free_tasks(store) == 1
    task = open_task(store, case.id)
    assert [each.task_id for each in list_tasks(store, colleague).items] == [task.id]
    assert (task.assignee_id, task.claimed_at, task.fallback) == (None, None, False)
    assert incidents(store) == []
    assert free_tasks(store) == 0
    (line,) = [each for each in get_case(store, acting(store, "zhangwei"), case.id).timeline
               if each.kind == "task_freed"]  # fmt: skip
    assert line.text.startswith("“符合性审查”的办理人")


def test_when_the_last_of_a_post_leaves_the_managing_department_has_the_task(store, case):
    for who in ("panyue", "jiangnan"):
        end_posts(store, who)
    assert free_tasks(store) == 1
    task = open_task(store, case.id)
    assert (task.role, task.fallback, task.assignee_id) == ("managing", True, None)
    assert incidents(store) == ["nobody_eligible"]
    assert free_tasks(store) == 0


def test_a_waiting_task_too_finds_its_way_when_its_post_is_empty(store):
    case = begin(store)
    end_posts(store, "chenjianguo")
    assert free_tasks(store) == 1
    assert open_task(store, case.id).role == "managing"
    with store.reading() as session:
        assert session.scalars(select(Event).where(Event.kind == "task_freed")).all()


def test_who_approved_a_step_of_another_case_is_able_here(store, case):
    """Only the steps of the same case bar somebody; nobody else is left to do this one."""
    other = begin(store, resource=CONDITIONAL_FILE)
    approve(store, other.id)
    act(store, other.id, "panyue", {"result": "pass"})
    end_posts(store, "jiangnan")
    assert free_tasks(store) == 0
    assert open_task(store, case.id).role == "platform_reviewer"


def managed(store, case):
    """The task, at the managing department because the post has nobody left."""
    for who in ("panyue", "jiangnan"):
        end_posts(store, who)
    free_tasks(store)
    return open_task(store, case.id)


def test_the_managing_department_hands_it_to_whoever_gets_the_post(store, case):
    task, manager = managed(store, case), acting(store, "pengli")
    newcomer = acting(store, "zhengkai")
    assert newcomer.person_id not in receivers(store, manager, task)
    give_post(store, acting(store, "secadmin"), "zhengkai", "platform", "platform_reviewer")
    assert newcomer.person_id in receivers(store, manager, task)
    transfer_task(store, manager, task.id, newcomer.person_id, "已补充审查人员")
    task = open_task(store, case.id)
    assert (task.role, task.fallback, task.drawn_role) == ("platform_reviewer", False, None)
    assert task.assignee_id == newcomer.person_id
    complete_task(store, acting(store, "zhengkai"), task.id, {"result": "pass"})


def test_it_is_handed_to_nobody_else(store, case):
    task, manager = managed(store, case), acting(store, "pengli")
    with pytest.raises(FormError):
        transfer_task(store, manager, task.id, acting(store, "zhengkai").person_id, "请办理")
    assert open_task(store, case.id).fallback


def receivers(store, actor, task):
    return {each.value for each in get_task(store, actor, task.id).transfer_to}
