"""A page of the inbox among 10,000 open tasks, on both databases."""

from functools import partial

from engine.queries.identity import actor_of
from engine.queries.inbox import counts, list_tasks
from engine.store.database import Store
from tests.benchmarks.requests import approved, begin, crowd
from tests.benchmarks.timing import tell, times


def test_inbox_page(office: Store) -> None:
    """All 10,000 wait for the one post of 信息中心; the leader has one of his own among them."""
    forwarding = approved(office).tasks[0].id
    begin(office)
    crowd(office, forwarding, 10_000)
    base = office.engine.dialect.name
    for username, words in (("yangfan", "all mine"), ("chenjianguo", "one mine")):
        who = actor_of(office, username=username)
        page = times([partial(list_tasks, office, who)] * 21)
        tell(f"inbox page, 10,000 tasks, {words}, {base}", page)
        tell(
            f"inbox numbers, 10,000 tasks, {words}, {base}",
            times([partial(counts, office, who)] * 21),
        )
