"""Requests of the demo bureau, as far along as a measurement needs them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update

from engine.commands.complete_task import complete_task
from engine.commands.results import CaseMoved
from engine.commands.start_case import start_case
from engine.queries.identity import actor_of
from engine.simulate.stage import PASSWORD
from engine.store.database import Store
from engine.store.tables import Case, Task
from engine.store.types import new_id

RESOURCE = "307101/000001"
REQUEST: dict[str, Any] = {
    "items": ["NSRSBH", "PJND"],
    "purpose": "核验经营许可申请人的登记情况",
    "scene": "许可窗口受理申请时在业务系统中查询比对",
    "commitment": True,
    "basis_document": "中华人民共和国食品安全法",
    "basis_number": "主席令第二十一号",
    "basis_article": "第三十五条",
    "period": {"start": "2022-10-01", "end": "2024-09-30", "long_term": False},
}
FORWARD = {"decision": "forward", "checks": ["approval", "complete", "secrecy", "catalogue"]}


def set_aside(store: Store) -> None:
    """Let no case be about a resource: a unit asks for one once at a time, and here many times."""
    with store.transaction() as session:
        session.execute(update(Case).values(resource_id=None))


def begin(store: Store) -> CaseMoved:
    """zhangwei asks for a conditional resource of another department."""
    set_aside(store)
    who = actor_of(store, username="zhangwei")
    return start_case(store, who, "data-request", REQUEST, resource=RESOURCE)


def approved(store: Store) -> CaseMoved:
    """The same, approved by the leader: 信息中心 has one working day to forward it."""
    leader = actor_of(store, username="chenjianguo")
    task = begin(store).tasks[0]
    return complete_task(store, leader, task.id, {"decision": "approve"}, password=PASSWORD)


def crowd(store: Store, like: str, count: int) -> None:
    """Copy the open task `like` and its case `count` times, each due a minute after another."""
    with store.transaction() as session:
        task = session.get_one(Task, like)
        case = session.get_one(Case, task.case_id)
        cases = [_row(case) | {"number": f"{case.number}-{n}"} for n in range(count)]
        tasks = [_row(task) | {"case_id": row["id"], "engine_id": new_id()} for row in cases]
        for table, rows in ((Case, cases), (Task, tasks)):
            for start in range(0, count, 1000):
                session.execute(insert(table), rows[start : start + 1000])


def _row(kept: Case | Task) -> dict[str, Any]:
    columns: Sequence[str] = kept.__table__.columns.keys()
    return {name: getattr(kept, name) for name in columns} | {"id": new_id()}


def open_tasks(store: Store, element: str) -> list[str]:
    """The ids of the open tasks of an element."""
    with store.reading() as session:
        wanted = select(Task.id).where(Task.element == element, Task.state == "open")
        return list(session.scalars(wanted))
