"""What can be shared and who may use it: resources, their items, and grants."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.store.tables.base import Json, JsonList, Table
from engine.store.types import new_id


class Resource(Table):
    """A 政务数据资源 of the catalogue (Art. 3, 7, 10, 11)."""

    __tablename__ = "resource"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    provider_unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    summary: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(String(60), default="")
    data_kind: Mapped[str] = mapped_column(String(20), default="base")
    share_type: Mapped[str] = mapped_column(String(20), index=True)
    share_condition: Mapped[str] = mapped_column(Text, default="")
    not_share_basis: Mapped[str] = mapped_column(Text, default="")
    provide_mode: Mapped[str] = mapped_column(String(20))
    api_param_controlled: Mapped[bool] = mapped_column(default=False)
    dedicated: Mapped[bool] = mapped_column(default=False)
    grade: Mapped[int] = mapped_column(default=1)
    data_format: Mapped[str] = mapped_column(String(60), default="")
    update_cycle: Mapped[str] = mapped_column(String(30), default="")
    state: Mapped[str] = mapped_column(String(20), default="published")
    version: Mapped[int] = mapped_column(default=1)
    published_on: Mapped[date | None]
    review: Mapped[Json] = mapped_column(default=dict)
    items: Mapped[list["ResourceItem"]] = relationship(
        order_by="ResourceItem.position", cascade="all, delete-orphan"
    )


class ResourceItem(Table):
    """A 信息项 of a resource; its sharing type can narrow the resource's."""

    __tablename__ = "resource_item"
    __table_args__ = (UniqueConstraint("resource_id", "code"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    resource_id: Mapped[str] = mapped_column(ForeignKey("resource.id"))
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    data_type: Mapped[str] = mapped_column(String(20), default="")
    share_type: Mapped[str] = mapped_column(String(20))
    sensitive: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class DedicatedUnit(Table):
    """A unit on a 专用 resource's list (Art. 15(4))."""

    __tablename__ = "dedicated_unit"

    resource_id: Mapped[str] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class AccessGrant(Table):
    """A 使用授权: which unit may use which items of a resource, for what and how long."""

    __tablename__ = "access_grant"
    __table_args__ = (Index(None, "unit_id", "resource_id", "state"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(60), unique=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    resource_id: Mapped[str] = mapped_column(ForeignKey("resource.id"), index=True)
    resource_version: Mapped[int]
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(20))
    items: Mapped[JsonList]
    conditions: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20), index=True)
    supply: Mapped[Json] = mapped_column(default=dict)
    granted_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    #: Why it gives no access any more: expired, revoked, offline, purpose_done; "" while it may.
    end_reason: Mapped[str] = mapped_column(String(20), default="", server_default="")
    #: When its unit was reminded for the last time that it ends.
    last_call_at: Mapped[datetime | None]
    #: The grant that this one goes on from.
    renews_id: Mapped[str | None] = mapped_column(ForeignKey("access_grant.id"))
    #: How it ended, as papers say it: proof of the cut, record of the destruction.
    closing: Mapped[Json] = mapped_column(default=dict, server_default="{}")


class CallVoucher(Table):
    """A 资源调用记录凭证 of the platform, registered against a grant (Art. 15(5)).

    Of the voucher's file only the digest is kept, never what it holds.
    """

    __tablename__ = "call_voucher"
    __table_args__ = (UniqueConstraint("grant_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("access_grant.id"))
    number: Mapped[str] = mapped_column(String(80))
    called_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
