"""Who sees which case: the rule for one case and the condition for lists say the same."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.core.access import FLOW, FULL, NOTHING, sight, task_verbs
from engine.queries.scope import known, mine, visible
from engine.store import tables as t
from engine.store.involvement import case_facts, involvement_of, task_facts
from engine.store.types import new_id
from tests.queries.world import PEOPLE, World

ALWAYS = {"zhang", "wang", "zhao", "info", "man"}


def seers(world: World, case: t.Case) -> set[str]:
    """Ask both ways for everybody; they must agree."""
    found = set()
    actors = {username: world.actor(username) for username in PEOPLE}
    with world.store.reading() as session:
        row = session.get_one(t.Case, case.id)
        for username, actor in actors.items():
            part = involvement_of(session, actor, case.id)
            one = sight(case_facts(row), actor, part)
            listed = session.scalar(select(t.Case.id).where(t.Case.id == case.id, visible(actor)))
            assert (one == FULL) == (listed is not None), username
            assert (one == FLOW) == actor.is_admin, username
            opens = session.scalar(select(t.Case.id).where(t.Case.id == case.id, known(actor)))
            assert (one != NOTHING) == (opens is not None), username
            assert one in (FULL, FLOW, NOTHING)
            if one == FULL:
                found.add(username)
    return found


def test_the_applicants_side_and_the_overseers(world: World) -> None:
    assert seers(world, world.case()) == ALWAYS


def test_the_providers_reviewers_from_the_transfer_on(world: World) -> None:
    case = world.case(provider_sees_at=world.now)
    assert seers(world, case) == ALWAYS | {"liu", "chen"}


def test_whoever_may_take_an_open_task(world: World) -> None:
    case = world.case()
    world.task(case, "compliance", "PT", "platform_reviewer")
    assert seers(world, case) == ALWAYS | {"plat"}


def test_whoever_held_a_task(world: World) -> None:
    case = world.case()
    world.task(case, "compliance", "PT", "platform_reviewer", done_by="plat")
    world.task(case, "x", "JGK", "handler", assignee="li", state="cancelled")
    world.event(case, "task_transferred", "chen")
    world.event(case, "commented", "liu")
    assert seers(world, case) == ALWAYS | {"plat", "li", "chen"}


def test_whom_the_diagram_wrote_to(world: World) -> None:
    case = world.case()
    for username in ("head", "sys"):
        world.add(
            t.Message(
                id=new_id(), dedupe=username, case_id=case.id, template="reply-overdue",
                person_id=world.people[username].id, address="", subject="", text="",
                created_at=world.now, effective_at=world.now,
            )
        )  # fmt: skip
    assert seers(world, case) == ALWAYS | {"head"}


def test_the_verbs_of_a_task_agree_with_the_list(world: World) -> None:
    for username in ("li", "zhang"):
        world.post(username, "JGK", "supervising_leader")
    world.post("wang", "SWJ", "provider_reviewer")
    case = world.case(provider_sees_at=world.now)
    world.task(case, approving=True, done_by="wang", created_at=world.now - timedelta(hours=1))
    open_tasks = [
        world.task(case, approving=True),
        world.task(case, approving=True, assignee="li"),
        world.task(case, "provider_review", "SWJ", "provider_reviewer", approving=True),
        world.task(case, "further_need", "JGK", "handler"),
    ]
    actors = {username: world.actor(username) for username in PEOPLE}
    with world.store.reading() as session:
        for username, actor in actors.items():
            listed = set(
                session.scalars(
                    select(t.Task.id).join(t.Case, t.Case.id == t.Task.case_id).where(mine(actor))
                )
            )
            for task in open_tasks:
                part = involvement_of(session, actor, case.id, task)
                verbs = task_verbs(task_facts(task), case_facts(case), actor, part)
                assert ("complete" in verbs) == (task.id in listed), (username, task.element)


@pytest.mark.parametrize(
    ("username", "assignee", "verbs"),
    [
        ("wang", None, ("complete", "save-draft", "transfer", "return", "claim", "comment")),
        ("wang", "wang", ("complete", "save-draft", "transfer", "return", "release", "comment")),
        ("zhang", None, ("comment",)),
        ("liu", None, ()),
        ("sys", None, ()),
    ],
)
def test_the_verbs(
    world: World, username: str, assignee: str | None, verbs: tuple[str, ...]
) -> None:
    case = world.case()
    given = {"assignee": assignee} if assignee else {}
    task = world.task(case, approving=True, **given)
    actor = world.actor(username)
    with world.store.reading() as session:
        part = involvement_of(session, actor, case.id, task)
    assert task_verbs(task_facts(task), case_facts(case), actor, part, can_return=True) == verbs
