"""Moving cases under way to another version: who asked for it, and what came of each case."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Table
from engine.store.types import new_id


class CaseMove(Table):
    """An order to move some cases to the version `version_id`, worked off case by case."""

    __tablename__ = "case_move"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    pack: Mapped[str] = mapped_column(String(60))
    version_id: Mapped[str] = mapped_column(ForeignKey("pack_version.id"))
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(index=True)


class CaseMoveItem(Table):
    """One case of an order. `state`: waiting, moved, refused (`reason` says why), failed."""

    __tablename__ = "case_move_item"
    __table_args__ = (UniqueConstraint("move_id", "case_id"), Index(None, "state", "id"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    move_id: Mapped[str] = mapped_column(ForeignKey("case_move.id"))
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None]
