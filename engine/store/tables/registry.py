"""Who there is: units, people, the posts they hold, and agents (Art. 4, Art. 15(1))."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import JsonList, Table
from engine.store.types import new_id


class Unit(Table):
    """A 单位 of the bureau, another 政务部门, or the city platform."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    short_name: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(30))
    rule_scope: Mapped[str] = mapped_column(String(20), default="applies")
    is_gov_department: Mapped[bool] = mapped_column(default=True)
    bureau: Mapped[bool] = mapped_column(default=False)
    works_here: Mapped[bool] = mapped_column(default=True)
    credit_code: Mapped[str] = mapped_column(String(18), default="")
    position: Mapped[int] = mapped_column(default=0)


class Person(Table):
    """Somebody who can sign in."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    on_establishment: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    password_set_at: Mapped[datetime | None]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    locked_until: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(10), default="zh")
    active: Mapped[bool] = mapped_column(default=True)


class Post(Table):
    """A 岗位: a person in a unit with a role, from a date until a date."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "role", "valid_from"),
        Index(None, "unit_id", "role"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(30))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class AgentAuthorization(Table):
    """A provider's designation of an 授权代理方 for conditional resources (Art. 15(1))."""

    __tablename__ = "agent_authorization"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    provider_unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    agent_unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    document_number: Mapped[str] = mapped_column(String(80))
    resource_codes: Mapped[JsonList]
    max_grade: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
