"""The law as deployed: versions of packs and the files they hold."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
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


class PackEdit(Table):
    """A file of a pack's draft that is not as in the newest version.

    `sha256` and `content` are those of the edit; "" and null where the file is taken away.
    `base_sha256` is the digest the file had in the version that the edit began from, "" where
    there was none: somebody may have deployed another content of it since.
    """

    __tablename__ = "pack_edit"
    __table_args__ = (UniqueConstraint("pack", "path"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    pack: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    base_sha256: Mapped[str] = mapped_column(String(64), default="")
    edited_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    edited_at: Mapped[datetime]


class PackConsent(Table):
    """A second person's word on the settings of a pack: its bounds, dates, ladder and limits.

    It is about one content of pack.toml, by digest. `state`: waiting, agreed, refused.
    """

    __tablename__ = "pack_consent"
    __table_args__ = (Index(None, "pack", "sha256"), Index(None, "state", "asked_at"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    pack: Mapped[str] = mapped_column(String(60))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    #: The version whose settings it changes.
    version_id: Mapped[str] = mapped_column(ForeignKey("pack_version.id"))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    asked_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(Text, default="")
