"""What people do with grants and resources of the shipped pack, in few words."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlalchemy import select

from engine.clock import SHANGHAI
from engine.commands.complete_task import complete_task
from engine.commands.results import CaseMoved
from engine.commands.start_case import start_case
from engine.commands.store_file import store_file
from engine.core.access import Actor
from engine.queries.identity import actor_of
from engine.simulate.acting import PAPER
from engine.simulate.giving import give
from engine.simulate.scenario import GivenGrant
from engine.simulate.stage import PASSWORD
from engine.store.database import Store
from engine.store.tables import AccessGrant, Case, Resource, Task

#: 登记注册科's register of cooperatives, which the register of enterprises takes the place of.
OLD, NEW = "307001/000003", "307001/000001"
MAPPING = [
    {"code": "TYSHXYDM", "new_item": "TYSHXYDM"},
    {"code": "HZSMC", "new_item": "QYMC", "difference": "合作社名称并入企业名称，内容相同"},
    {"code": "FDDBR", "new_item": "FDDBR"},
    {"code": "CZZE", "new_item": "ZCZB", "difference": "成员出资总额并入注册资本"},
    {"code": "CLRQ", "new_item": "CLRQ"},
    {"code": "ZS", "new_item": "ZS"},
    {"code": "YWFW", "new_item": "JYFW", "difference": "业务范围并入经营范围"},
]


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def acting(store: Store, who: str, via: str = "web") -> Actor:
    """The person as an actor, with the posts of today."""
    return actor_of(store, username=who, via=via)


def upload(store: Store, who: str, name: str = "新资源测试记录.pdf") -> dict[str, Any]:
    """A document that `who` uploads, as answers name it."""
    return store_file(store, acting(store, who), name, BytesIO(PAPER)).as_answer()


def hold(store: Store, unit: str = "credit", who: str = "lina", **more: Any) -> str:
    """Give `unit` a grant on the old resource; return its number."""
    taken = len(grants(store))
    given = GivenGrant(unit=unit, who=who, **{"resource": OLD, "start": date(2022, 7, 1), **more})
    return give(store, [given], first=taken + 1)[0]


def grants(store: Store) -> list[AccessGrant]:
    """Every grant, the oldest first."""
    with store.reading() as session:
        return list(session.scalars(select(AccessGrant).order_by(AccessGrant.id)))


def state_of(store: Store, number: str) -> str:
    """The state of a grant."""
    return next(each.state for each in grants(store) if each.number == number)


def resource_state(store: Store, code: str = OLD) -> str:
    """The state of a resource."""
    with store.reading() as session:
        return session.scalars(select(Resource.state).where(Resource.code == code)).one()


def task_of(store: Store, case_id: str, element: str) -> Task:
    """The first open task of a case at `element`."""
    with store.reading() as session:
        found = session.scalars(
            select(Task)
            .where(Task.case_id == case_id, Task.element == element, Task.state == "open")
            .order_by(Task.id)
        ).first()
    assert found is not None, element
    return found


def do(
    store: Store, case_id: str, element: str, who: str, answers: dict[str, Any], **more: Any
) -> CaseMoved:
    """`who` completes the open task at `element`."""
    task = task_of(store, case_id, element)
    return complete_task(store, acting(store, who), task.id, answers, **more)


def file_plan(store: Store, who: str = "wangfang", **more: Any) -> CaseMoved:
    """登记注册科 registers the plan to retire the old resource."""
    answers = {
        "reason": "合作社登记已并入企业登记系统，由新资源统一提供，旧库不再更新",
        "planned_on": "2022-12-30",
        "guide": "新资源无条件共享，使用单位另行申请授权；新旧资源在过渡期内并行",
        "contact": "登记注册科王芳",
        "phone": "0354-2660003",
        "mapping": MAPPING,
        "test_record": upload(store, who),
    }
    return start_case(
        store, acting(store, who), "retirement", answers,
        entry="plan", **{"resource": OLD, "successor": NEW, **more},
    )  # fmt: skip


def pass_plan(store: Store, case_id: str, who: str = "yangfan") -> CaseMoved:
    """信息中心 finds the plan in order: the transition begins."""
    answers = {
        "decision": "pass",
        "checks": ["mapping", "differences", "usable", "guide"],
        "tested_how": "在共享平台调用新资源三次均返回数据，与原资源抽样比对一致",
    }
    return do(store, case_id, "check_plan", who, answers)


def ask(store: Store, resource: str = OLD, who: str = "lina") -> CaseMoved:
    """信用监管科 asks for a resource."""
    answers = {
        "purpose": "核对监管对象中农民专业合作社的登记情况",
        "scene": "开展双随机检查时逐户核对登记住所和经营状态",
        "commitment": True,
    }
    return start_case(store, acting(store, who), "data-request", answers, resource=resource)


def case_of(store: Store, case_id: str) -> Case:
    """The row of a case."""
    with store.reading() as session:
        return session.get_one(Case, case_id)


__all__ = ["PASSWORD"]
