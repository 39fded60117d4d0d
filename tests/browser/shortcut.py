"""The first steps of a request without pages, for tests that begin where they end."""

from engine.commands.complete_task import complete_task
from engine.commands.start_case import start_case
from engine.core.access import Actor
from engine.queries.identity import actor_of
from engine.simulate.stage import PASSWORD
from engine.store.database import Store
from tests.browser.papers import FORWARD, PASS, REQUEST, Answers

SPECIAL = "307003/000001"  # 特种设备使用登记信息, conditional, answered by zhoujun or wuting
STEPS: tuple[tuple[str, Answers], ...] = (
    ("lushan", {"decision": "approve"}),
    ("yangfan", FORWARD),
    ("panyue", PASS),
)


def begun(store: Store, steps: int = 3, who: str = "caiying", resource: str = SPECIAL) -> str:
    """Start a request for one item of a conditional resource and take `steps` of: approved,
    forwarded, found in order. Returns the number of the case."""
    answers = {**REQUEST, "items": ["SYDJZBH"]}
    moved = start_case(
        store, _acting(store, who), "data-request", answers, entry="request", resource=resource,
        password=PASSWORD,
    )  # fmt: skip
    number = moved.number
    for person, written in STEPS[:steps]:
        moved = complete_task(
            store, _acting(store, person), moved.tasks[0].id, written, password=PASSWORD
        )
    return number


def _acting(store: Store, username: str) -> Actor:
    return actor_of(store, username=username, via="web")
