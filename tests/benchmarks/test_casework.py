"""Starting, completing and lapsing on both databases. Times are printed, none is demanded."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from engine.commands.complete_task import complete_task
from engine.commands.lapse_due import lapse_due
from engine.commands.start_case import start_case
from engine.queries.identity import actor_of
from engine.store.database import Store
from tests.benchmarks.requests import FORWARD, REQUEST, RESOURCE, approved, set_aside
from tests.benchmarks.timing import tell, times


def test_start_a_case(office: Store) -> None:
    who = actor_of(office, username="zhangwei")
    act = partial(start_case, office, who, "data-request", REQUEST, resource=RESOURCE)
    tell(f"start a case, {office.engine.dialect.name}", times(_again_and_again(office, act)))


def _again_and_again(office: Store, act: Callable[[], object]) -> Iterator[Callable[[], object]]:
    for _ in range(51):
        set_aside(office)
        yield act


def test_complete_a_task(office: Store) -> None:
    who = actor_of(office, username="yangfan")
    tasks = [approved(office).tasks[0].id for _ in range(51)]
    acts = [partial(complete_task, office, who, task, FORWARD) for task in tasks]
    tell(f"complete a task, {office.engine.dialect.name}", times(acts))


def test_lapse_due_clocks(office: Store) -> None:
    for _ in range(110):
        approved(office)
    office.clock.advance(timedelta(days=1, hours=15))  # type: ignore[attr-defined]

    def lapse_ten() -> None:
        assert lapse_due(office, limit=10) == 10

    found = times([lapse_ten] * 11)
    tell(f"lapse a due clock (100 in tens), {office.engine.dialect.name}", found, each=10)
