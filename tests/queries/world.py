"""Builders of rows: units, people, resources, cases, tasks and clocks, with sane defaults."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.queries.identity import actor_of
from engine.store import tables as t
from engine.store.database import Store
from engine.store.types import new_id

UNITS = {
    "JGK": ("综合监管科", "bureau_office", True),
    "ZFD": ("综合执法队", "directly_affiliated", True),
    "XXZX": ("信息中心", "info_center", True),
    "LDXZ": ("领导小组办公室", "managing", True),
    "SWJ": ("市税务局", "gov_department", False),
    "PT": ("市级共享平台", "platform", False),
}
PEOPLE = {
    "zhang": ("张伟", "JGK", "handler"),
    "wang": ("王芳", "JGK", "supervising_leader"),
    "zhao": ("赵敏", "JGK", "responsible"),
    "li": ("李强", "ZFD", "handler"),
    "liu": ("刘洋", "SWJ", "provider_reviewer"),
    "chen": ("陈静", "SWJ", "provider_reviewer"),
    "head": ("马局", "SWJ", "principal_head"),
    "info": ("周信", "XXZX", "info_center"),
    "man": ("吴管", "LDXZ", "managing"),
    "plat": ("郑审", "PT", "platform_reviewer"),
    "sys": ("系管", "XXZX", "system_admin"),
    "audit": ("审计", "XXZX", "auditor"),
}


class World:
    """Rows of a bureau in `store`; every builder writes at once and returns the row."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.units = {
            code: t.Unit(id=new_id(), code=code, name=name, kind=kind, bureau=bureau, position=n)
            for n, (code, (name, kind, bureau)) in enumerate(UNITS.items())
        }
        self.people = {
            username: t.Person(
                id=new_id(), username=username, name=name, email=f"{username}@demo.invalid"
            )
            for username, (name, _unit, _role) in PEOPLE.items()
        }
        version = t.PackVersion(
            id=new_id(), pack="jz-2022", number=1, sha256="0" * 64, files={},
            deployed_at=self.now, deployed_by="测试", reason="测试",
        )  # fmt: skip
        self.version_id = version.id
        self.add(*self.units.values(), *self.people.values(), version)
        for username, (_name, unit, role) in PEOPLE.items():
            self.post(username, unit, role)
        self.numbers = 0

    @property
    def now(self) -> datetime:
        """The store's time."""
        return self.store.clock.now()

    def add(self, *rows: Any) -> None:
        """Write rows in one transaction."""
        with self.store.transaction() as session:
            session.add_all(rows)

    def post(self, username: str, unit: str, role: str) -> t.Post:
        """Give somebody a further post."""
        row = t.Post(
            id=new_id(), person_id=self.people[username].id, unit_id=self.units[unit].id,
            role=role, valid_from=date(2020, 1, 1),
        )  # fmt: skip
        self.add(row)
        return row

    def actor(self, username: str) -> Actor:
        """Return the actor behind a user name."""
        return actor_of(self.store, username=username)

    def resource(self, code: str = "JZ-01", provider: str = "SWJ", **more: Any) -> t.Resource:
        """A conditional resource with two items, unless said otherwise."""
        values = {
            "name": "纳税人登记信息", "share_type": "conditional", "provide_mode": "api",
            "share_condition": "限履行监管职责使用", "published_on": date(2026, 1, 5),
        } | more  # fmt: skip
        items = [
            t.ResourceItem(id=new_id(), code=f"{code}-{n}", name=name, share_type="conditional",
                           data_type="字符型", position=n)
            for n, name in enumerate(("纳税人名称", "登记状态"))
        ]  # fmt: skip
        row = t.Resource(
            id=new_id(), code=code, provider_unit_id=self.units[provider].id, items=items, **values
        )
        self.add(row)
        return row

    def case(self, starter: str = "zhang", unit: str = "JGK", **more: Any) -> t.Case:
        """A running conditional request of `unit` to 市税务局."""
        self.numbers += 1
        values = {
            "number": f"GXSQ-2026-{self.numbers:04d}", "title": "申请使用纳税人登记信息",
            "process": "data-request", "entry": "request", "state_code": "LEADER_REVIEW",
            "state_label": "待分管领导批准", "legal": True, "document": b"",
            "started_at": self.now, "recorded_at": self.now,
        } | more  # fmt: skip
        row = t.Case(
            id=new_id(), pack_version_id=self.version_id, starter_id=self.people[starter].id,
            applicant_unit_id=self.units[unit].id, provider_unit_id=self.units["SWJ"].id, **values,
        )  # fmt: skip
        self.add(row)
        return row

    def task(
        self, case: t.Case, element: str = "leader_approval", unit: str = "JGK",
        role: str = "supervising_leader", **more: Any,
    ) -> t.Task:  # fmt: skip
        """An open task for a post; `assignee` and `done_by` are user names."""
        for given, column in (("assignee", "assignee_id"), ("done_by", "completed_by_id")):
            if given in more:
                more[column] = self.people[more.pop(given)].id
        if "completed_by_id" in more:
            more = {"state": "done", "completed_at": self.now,
                    "completed_recorded_at": self.now} | more  # fmt: skip
        values = {
            "engine_id": new_id(), "process": case.process, "name": "分管领导批准",
            "form": "leader-approval", "created_at": self.now, "recorded_at": self.now,
        } | more  # fmt: skip
        row = t.Task(
            id=new_id(), case_id=case.id, element=element, unit_id=self.units[unit].id,
            role=role, **values,
        )  # fmt: skip
        self.add(row)
        return row

    def clock(self, case: t.Case, due_at: datetime, **more: Any) -> t.ClockRow:
        """A running statutory term of five working days."""
        values = {
            "process": case.process, "element": "reply_term", "host_element": "provider_review",
            "term": "5个工作日", "clause": "第十四条（二）", "kind": "statutory",
            "started_at": self.now, "trace": {},
        } | more  # fmt: skip
        row = t.ClockRow(
            id=new_id(), case_id=case.id, engine_id=new_id(), host_id=new_id(), due_at=due_at,
            next_at=due_at, **values,
        )  # fmt: skip
        self.add(row)
        return row

    def grant(
        self, number: str, case: t.Case | None = None, resource: t.Resource | None = None,
        unit: str = "JGK", **more: Any,
    ) -> t.AccessGrant:  # fmt: skip
        """A grant in use of the first item of a resource, to `unit`."""
        case, resource = case or self.case(), resource or self.resource()
        values = {
            "resource_version": 1, "kind": "request", "items": [resource.items[0].code],
            "state": "ACTIVE", "granted_at": self.now, "activated_at": self.now,
        } | more  # fmt: skip
        row = t.AccessGrant(
            id=new_id(), number=number, case_id=case.id, resource_id=resource.id,
            unit_id=self.units[unit].id, **values,
        )  # fmt: skip
        self.add(row)
        return row

    def event(self, case: t.Case, kind: str, by: str | None = None, **more: Any) -> t.Event:
        """An audit event without its chain."""
        person = self.people[by] if by else None
        values = {
            "effective_at": self.now, "recorded_at": self.now, "data": {}, "via": "web",
        } | more  # fmt: skip
        row = t.Event(
            case_id=case.id, kind=kind, actor_id=person.id if person else None,
            actor_name=person.name if person else "", **values,
        )  # fmt: skip
        self.add(row)
        return row

    def reload(self, kind: Any, key: Any) -> Any:
        """Read a row afresh."""
        with Session(self.store.engine) as session:
            return session.get(kind, key)


def at(text: str) -> datetime:
    """Return `2026-09-21 09:00` as an instant in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def day_end(text: str) -> datetime:
    """Return the exclusive end of a local day."""
    return at(f"{text} 00:00") + timedelta(days=1)
