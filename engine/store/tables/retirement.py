"""Taking a resource out of use (Art. 18): the plan, and who was told of it when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Json, Table
from engine.store.types import new_id


class Retirement(Table):
    """A 停用下线计划: the old resource, the new one, and the transition between them.

    `mapping`: code of each old item -> code of the new one, null where none follows it. It runs
    from `registered_at` until `cancelled_at` or `offline_at`.
    """

    __tablename__ = "retirement"
    __table_args__ = (Index(None, "resource_id", "offline_at", "cancelled_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), unique=True)
    resource_id: Mapped[str] = mapped_column(ForeignKey("resource.id"))
    successor_id: Mapped[str] = mapped_column(ForeignKey("resource.id"), index=True)
    mapping: Mapped[Json]
    planned_on: Mapped[date | None]
    #: When the new resource could be used, as it stood when the plan was registered.
    usable_at: Mapped[datetime]
    registered_at: Mapped[datetime]
    #: The last day of the transition, where it was made longer than the law's least.
    extended_until: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]
    offline_at: Mapped[datetime | None]


class HolderNotice(Table):
    """That a unit which may use the old resource was told, once per round of notices.

    `placed_at` is null until it has reached somebody; `way` says how: system, or other where the
    managing department delivered it.
    """

    __tablename__ = "holder_notice"
    __table_args__ = (Index(None, "retirement_id", "unit_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    retirement_id: Mapped[str] = mapped_column(ForeignKey("retirement.id"))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    round: Mapped[int] = mapped_column(default=1)
    way: Mapped[str] = mapped_column(String(10), default="system")
    placed_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
