"""The law as deployed: versions of packs and the files they hold."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Json, Table
from engine.store.types import new_id


class PackVersion(Table):
    """One deployed version of a pack: who, when, why, and the digest of every file."""

    __tablename__ = "pack_version"
    __table_args__ = (UniqueConstraint("pack", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    pack: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    files: Mapped[Json]
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)


class PackBlob(Table):
    """The content of a pack file, stored once by digest."""

    __tablename__ = "pack_blob"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
