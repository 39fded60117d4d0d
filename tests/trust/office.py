"""A case of the shipped pack, moved along; and the rows of a case, to see that nothing changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from engine.commands.complete_task import complete_task
from engine.commands.results import CaseMoved
from engine.commands.start_case import start_case
from engine.store.database import Store
from engine.store.tables import AccessGrant, Attachment, Case, ClockRow, Event, Message, Task
from tests.bureau.fixtures import PASSWORD, acting

# Resources of the demo bureau.
CONDITIONAL = "307003/000001"  # special-equipment
WITH_AGENT = "307003/000002"  # special-equipment, answered by test-center
CONTROLLED = "307002/000002"  # credit: unconditional, parameters of the interface controlled
OPEN = "307002/000001"  # credit: unconditional
NOT_SHARED = "307017/000002"  # enforcement-guidance
DEDICATED = "307004/000002"  # food-catering: for enforcement and police
OFFLINE = "307004/000003"  # food-catering
DEPRECATED = "307002/000007"  # credit
OF_TAX = "307101/000001"  # tax, conditional

#: Where a page asks for it.
REQUEST_PAGE = f"/start/data-request/request?resource={CONDITIONAL}"

Answers = dict[str, Any]

REQUEST: Answers = {
    "items": ["SYDJZBH"],
    "purpose": "核验经营许可申请人的登记情况",
    "scene": "许可窗口受理申请时在业务系统中查询比对",
    "commitment": True,
}
APPROVE: Answers = {"decision": "approve"}
FORWARD: Answers = {
    "decision": "forward",
    "checks": ["approval", "complete", "secrecy", "catalogue"],
}
PASS: Answers = {
    "result": "pass",
    "checks": ["materials", "eligible", "resource", "duty", "fields"],
}
RETURN: Answers = {
    "result": "return",
    "checks": ["materials"],
    "missing": [{"what": "使用依据的条款", "how": "补充引用的条款"}],
    "complete_list": True,
}
AGREE: Answers = {"result": "agree"}
REFUSE: Answers = {
    "result": "refuse",
    "category": "conditions",
    "basis_kind": "standard",
    "citation_document": "特种设备检验结果发布审查说明",
    "citation_number": "市监特设函〔2022〕9号",
    "citation_article": "共享条件第二项",
    "explanation": "共享条件限于履行安全监管职责，本次申请的用途不属于公布的共享条件",
    "acceptable": "改为只返回核验结果的，可以提供",
}
NEGOTIATE: Answers = {"decision": "negotiate", "reason": "不核验检验结果就不能作出许可决定"}
NEED: Answers = {
    "duty": "食品经营许可审查，食品安全法第三十五条",
    "necessity": "不核验检验结果就不能判断设备能否使用",
    "alternatives": "已查询公开数据，只有汇总没有明细",
}
FAILED: Answers = {
    "held_on": "2026-09-21",
    "attendees": "双方经办人、审核人",
    "minutes": "双方就所需信息项的必要性和保护措施交换了意见",
    "conclusion": "failed",
    "position": "法律没有授权，不能提供",
}
COORDINATED: Answers = {
    "held_on": "2026-09-21",
    "attendees": "双方经办人、审核人",
    "minutes": "双方就所需信息项的必要性和保护措施交换了意见",
    "opinion_result": "provide",
    "opinion": "使用部门履行职责确需使用，建议限定范围后提供核验结果，并签订安全协议",
}
OPENED: Answers = {"channel": "api", "opened_on": "2026-09-21"}


@contextmanager
def room(store: Store) -> Iterator[None]:
    """Let a unit ask again for what it is asking for, as the rules do not allow: for tests that
    need several cases at once."""
    open_cases = select(Case.id, Case.resource_id).where(Case.ended_at.is_(None))
    with store.transaction() as session:
        kept = session.execute(open_cases).all()
        session.execute(update(Case).values(resource_id=None).where(Case.ended_at.is_(None)))
    yield
    with store.transaction() as session:
        for case_id, resource_id in kept:
            session.execute(update(Case).values(resource_id=resource_id).where(Case.id == case_id))


def begin(
    store: Store, who: str = "caiying", resource: str = CONDITIONAL, **more: Any
) -> CaseMoved:
    """A request, handed in, whatever else the unit is asking for."""
    answers = REQUEST | more
    if resource != CONDITIONAL:
        answers = {"items": first_items(store, resource)} | more | {
            key: REQUEST[key] for key in REQUEST if key not in more and key != "items"
        }  # fmt: skip
    with room(store):
        return start_case(
            store, acting(store, who), "data-request", answers, entry="request", resource=resource
        )


def first_items(store: Store, resource: str) -> list[str]:
    """The code of the first information item of a resource."""
    from engine.store.tables import Resource, ResourceItem

    with store.reading() as session:
        found = session.scalars(
            select(ResourceItem.code)
            .join(Resource, Resource.id == ResourceItem.resource_id)
            .where(Resource.code == resource)
            .order_by(ResourceItem.position)
        )
        return [found.first() or ""]


def open_task(store: Store, case_id: str) -> Task:
    """The only open task of a case."""
    with store.reading() as session:
        return session.scalars(
            select(Task).where(Task.case_id == case_id, Task.state == "open")
        ).one()


def act(store: Store, case_id: str, who: str, answers: Mapping[str, Any]) -> CaseMoved:
    """`who` completes the open task; a leader's approval is confirmed with the password."""
    task = open_task(store, case_id)
    password = PASSWORD if task.element == "approve_request" else None
    return complete_task(store, acting(store, who), task.id, answers, password=password)


#: Who does what at each step of caiying's conditional request, up to a failed negotiation.
STEPS: dict[str, tuple[str, Answers]] = {
    "approve_request": ("lushan", APPROVE),
    "forward_request": ("yangfan", FORWARD),
    "check_compliance": ("panyue", PASS),
    "review_as_agent": ("fengxue", REFUSE),
    "review_as_provider": ("zhoujun", REFUSE),
    "decide_further_need": ("caiying", NEGOTIATE),
    "state_need": ("caiying", NEED),
    "respond_to_need": ("zhoujun", FAILED),
    "coordinate": ("pengli", COORDINATED),
    "renew_reply": ("wuting", AGREE),
    "open_access": ("liangchen", OPENED),
}


def walk(store: Store, case_id: str, until: str) -> None:
    """Do one step after the other until the step `until` is open."""
    for _ in STEPS:
        element = open_task(store, case_id).element
        if element == until:
            return
        act(store, case_id, *STEPS[element])
    raise AssertionError(f"{until} is not on the way")


def at_provider(store: Store, resource: str = CONDITIONAL, **more: Any) -> str:
    """The id of a case of caiying's that waits for the provider's answer."""
    case = begin(store, resource=resource, **more)
    for element in ("approve_request", "forward_request", "check_compliance"):
        act(store, case.id, *STEPS[element])
    return case.id


def rows_of(store: Store, case_id: str) -> list[dict[str, Any]]:
    """Everything the database holds about one case."""
    tables: tuple[Any, ...] = (Case, Task, ClockRow, Event, AccessGrant, Attachment, Message)
    with store.reading() as session:
        return [
            {key: _plain(value) for key, value in row._mapping.items()}
            for table in tables
            for row in session.execute(
                select(table.__table__)
                .where((table.id if table is Case else table.case_id) == case_id)
                .order_by(*table.__table__.primary_key.columns)
            )
        ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def count_of(store: Store, table: Any) -> int:
    """How many rows a table has."""
    with store.reading() as session:
        return len(session.execute(select(table.__table__.primary_key.columns[0])).all())
