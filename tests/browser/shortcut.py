"""The first steps of a request without pages, for tests that begin where they end."""

from engine.commands.complete_task import complete_task
from engine.commands.start_case import start_case
from engine.core.access import Actor
from engine.queries.identity import actor_of
from engine.simulate.stage import PASSWORD
from engine.store.database import Store
from tests.browser.papers import FORWARD, PASS, REQUEST, Answers

SPECIAL = "307003/000001"  # 特种设备使用登记信息, conditional, answered by zhoujun or wuting
INSPECTION = "307003/000002"  # 特种设备检验结果, conditional, answered by fengxue as agent
CHECKS = "307002/000002"  # 双随机一公开检查结论, unconditional, its parameters controlled by lina
STEPS: tuple[tuple[str, Answers], ...] = (
    ("lushan", {"decision": "approve"}),
    ("yangfan", FORWARD),
    ("panyue", PASS),
)


def begun(store: Store, steps: int = 3, resource: str = SPECIAL, item: str = "SYDJZBH") -> str:
    """Start caiying's request for one item of a resource and take `steps` of: approved, forwarded,
    found in order. Returns the number of the case."""
    moved = start_case(
        store, _acting(store, "caiying"), "data-request", {**REQUEST, "items": [item]},
        entry="request", resource=resource, password=PASSWORD,
    )  # fmt: skip
    number = moved.number
    for person, written in STEPS[:steps]:
        moved = complete_task(
            store, _acting(store, person), moved.tasks[0].id, written, password=PASSWORD
        )
    return number


def _acting(store: Store, username: str) -> Actor:
    return actor_of(store, username=username, via="web")
