"""The three lists and the numbers of the inbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from engine.errors import BadRequest
from engine.queries.inbox import Counts, counts, list_tasks
from engine.store.database import Store
from tests.queries.world import World, at, day_end


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Collect the statements that run inside."""
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def steps(world: World, username: str, **wish: object) -> list[str]:
    page = list_tasks(world.store, world.actor(username), **wish)  # type: ignore[arg-type]
    return [item.task_id or item.case_id for item in page.items]


def test_a_task_waits_for_the_holders_of_the_post(world: World) -> None:
    task = world.task(world.case())
    assert steps(world, "wang") == [task.id]
    for other in ("zhang", "zhao", "li", "info", "man", "sys"):
        assert steps(world, other) == []


def test_a_claimed_task_is_only_its_owners(world: World) -> None:
    world.post("li", "JGK", "supervising_leader")
    task = world.task(world.case(), assignee="li")
    assert steps(world, "li") == [task.id]
    assert steps(world, "wang") == []


def test_nobody_approves_what_they_started(world: World) -> None:
    world.post("zhang", "JGK", "supervising_leader")
    world.task(world.case(), approving=True)
    assert steps(world, "zhang") == []
    assert len(steps(world, "wang")) == 1


def test_a_starter_keeps_steps_that_do_not_approve(world: World) -> None:
    task = world.task(world.case(), element="fill", role="handler")
    assert steps(world, "zhang") == [task.id]


def test_nobody_takes_two_different_approving_steps(world: World) -> None:
    world.post("wang", "SWJ", "provider_reviewer")
    case = world.case()
    world.task(case, approving=True, done_by="wang")
    review = world.task(case, "provider_review", "SWJ", "provider_reviewer", approving=True)
    again = world.task(case, approving=True)
    assert steps(world, "wang") == [again.id]
    assert steps(world, "liu") == [review.id]


def test_a_step_done_elsewhere_does_not_bar_other_cases(world: World) -> None:
    world.post("wang", "SWJ", "provider_reviewer")
    world.task(world.case(), approving=True, done_by="wang")
    review = world.task(world.case(), "provider_review", "SWJ", "provider_reviewer", approving=True)
    assert steps(world, "wang") == [review.id]


def test_the_earliest_term_comes_first_and_none_last(world: World) -> None:
    case = world.case()
    none = world.task(case)
    later = world.task(case, due_at=day_end("2026-09-28"))
    sooner = world.task(case, due_at=day_end("2026-09-22"))
    assert steps(world, "wang") == [sooner.id, later.id, none.id]
    assert steps(world, "wang", sort="arrival") == [sooner.id, later.id, none.id]


@pytest.mark.parametrize("sort", ["urgency", "arrival"])
@pytest.mark.parametrize("which", ["todo", "done", "started"])
def test_pages_meet_without_gap_or_repetition(world: World, which: str, sort: str) -> None:
    for n in range(7):
        case = world.case(started_at=world.now + timedelta(minutes=n % 3))
        due = day_end("2026-09-28") if n % 2 else None
        world.task(case, role="handler", due_at=due, created_at=world.now + timedelta(hours=n % 3))
        world.task(case, role="handler", done_by="zhang", name="填写申请")
    actor = world.actor("zhang")
    whole = [i.case_id + i.task_id for i in list_tasks(world.store, actor, which, sort=sort).items]
    seen, after = [], None
    for _ in range(3):
        page = list_tasks(world.store, actor, which, sort=sort, after=after, limit=3)
        seen += [item.case_id + item.task_id for item in page.items]
        after = page.next_after
    assert len(whole) == 7
    assert (seen, after) == (whole, None)


def test_due_states_in_words(world: World) -> None:
    case = world.case()
    for day in ("2026-09-18", "2026-09-21", "2026-09-22", "2026-09-23", "2026-10-08"):
        world.task(case, due_at=day_end(day))
    items = list_tasks(world.store, world.actor("wang")).items
    dues = [item.due for item in items if item.due]
    assert [(due.state, due.phrase) for due in dues] == [
        ("overdue", "超期 2 个工作日"),  # Sunday the 20th was worked
        ("today", "今天 24:00 截止"),
        ("soon", "剩 1 个工作日"),
        ("ok", "剩 2 个工作日"),
        ("ok", "剩 7 个工作日"),  # the 25th and 1-7 October are off
    ]


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("overdue", ["2026-09-18"]),
        ("today", ["2026-09-21"]),
        ("soon", ["2026-09-21", "2026-09-22"]),
    ],
)
def test_the_due_filter(world: World, due: str, days: list[str]) -> None:
    case = world.case()
    for day in ("2026-09-18", "2026-09-21", "2026-09-22", "2026-09-23"):
        world.task(case, due_at=day_end(day))
    items = list_tasks(world.store, world.actor("wang"), due=due).items
    assert [item.due.last_day.isoformat() for item in items if item.due] == days


def test_due_soon_reaches_over_a_holiday(world: World) -> None:
    world.store.clock.set(at("2026-09-30 10:00"))  # type: ignore[attr-defined]
    task = world.task(world.case(), due_at=day_end("2026-10-08"))
    assert steps(world, "wang", due="soon") == [task.id]


def test_search_takes_wildcards_as_plain_text(world: World) -> None:
    one = world.task(world.case(title="申请使用 100% 抽检数据"))
    world.task(world.case(title="申请使用 1000 条数据"))
    assert steps(world, "wang", q="100%") == [one.id]
    assert steps(world, "wang", q="gxsq-2026-0001") == [one.id]
    assert steps(world, "wang", process="negotiation") == []


def test_a_case_inside_the_bureau_has_only_internal_terms(world: World) -> None:
    case = world.case(legal=False)
    due = day_end("2026-09-28")
    clock = world.clock(case, due)
    world.task(case, due_at=due, clock_id=clock.id)
    (item,) = list_tasks(world.store, world.actor("wang")).items
    assert item.due is not None
    assert (item.due.kind, item.due.clause) == ("internal", "第十四条（二）")


def test_started_shows_the_step_whose_term_ends_first(world: World) -> None:
    case = world.case()
    world.task(case, name="稍后", due_at=day_end("2026-09-29"))
    world.task(case, name="先到", due_at=day_end("2026-09-25"))
    ended = world.case(ended_at=world.now, outcome="granted")
    items = list_tasks(world.store, world.actor("zhang"), "started").items
    assert [(item.case_id, item.step) for item in items] == [(case.id, "先到"), (ended.id, "")]


def test_done_says_whether_it_was_in_time(world: World) -> None:
    case = world.case()
    world.task(case, done_by="wang", due_at=world.now)
    (item,) = list_tasks(world.store, world.actor("wang"), "done").items
    assert item.due is not None
    assert (item.due.state, item.due.late) == ("done", True)


def test_numbers_agree_with_the_lists(world: World) -> None:
    case = world.case()
    for day in ("2026-09-18", "2026-09-21", "2026-09-28"):
        world.task(case, due_at=day_end(day))
    world.task(case, done_by="wang")
    assert counts(world.store, world.actor("wang")) == Counts(3, 1, 1, 1, 0, 0)
    assert counts(world.store, world.actor("zhang")) == Counts(0, 0, 0, 0, 1, 0)
    assert counts(world.store, world.actor("sys")) == Counts(0, 0, 0, 0, 0, 0)


def test_the_statements_do_not_grow_with_the_tasks(world: World) -> None:
    actor = world.actor("wang")
    for _ in range(30):
        case = world.case()
        world.task(case, due_at=day_end("2026-09-28"), clock_id=world.clock(case, world.now).id)
    with statements(world.store) as seen:
        counts(world.store, actor)
        assert len(list_tasks(world.store, actor, limit=25).items) == 25
    assert len(seen) == 3  # the numbers, which calendar is in force, the page


@pytest.mark.parametrize(
    "wish",
    [{"list": "all"}, {"due": "never"}, {"sort": "name"}, {"after": "x"}, {"after": "W10"}],
)
def test_unknown_wishes_are_refused(world: World, wish: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        list_tasks(world.store, world.actor("wang"), **wish)  # type: ignore[arg-type]
