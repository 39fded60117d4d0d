"""Moving a case of the mini pack along, in few words."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from engine.clock import SHANGHAI
from engine.commands.complete_task import complete_task
from engine.commands.results import CaseMoved
from engine.commands.start_case import start_case
from engine.store.database import Store
from engine.store.tables import Case, Task
from tests.bureau.fixtures import CONDITIONAL, PASSWORD, acting

PURPOSE = {"purpose": "核验食品经营许可申请人的主体资格"}


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def begin(
    store: Store, resource: str = CONDITIONAL, who: str = "zhangwei", **more: Any
) -> CaseMoved:
    """zhangwei of registration asks for a resource of special-equipment."""
    return start_case(store, acting(store, who), "mini", PURPOSE, resource=resource, **more)


def begin_many(store: Store, number: int) -> list[CaseMoved]:
    """That request several times over, which the rules do not allow: for long lists."""
    made = []
    for _ in range(number):
        made.append(begin(store))
        with store.transaction() as session:
            session.execute(update(Case).values(resource_id=None))
    return made


def open_task(store: Store, case_id: str) -> Task:
    """The only open task of a case."""
    with store.reading() as session:
        return session.scalars(
            select(Task).where(Task.case_id == case_id, Task.state == "open")
        ).one()


def act(store: Store, case_id: str, who: str, answers: dict[str, Any], **more: Any) -> CaseMoved:
    """`who` completes the open task of the case."""
    task = open_task(store, case_id)
    return complete_task(store, acting(store, who), task.id, answers, **more)


def approve(store: Store, case_id: str) -> CaseMoved:
    """The leader approves with the password."""
    return act(store, case_id, "chenjianguo", {"decision": "approve"}, password=PASSWORD)
