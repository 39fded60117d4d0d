"""Attachments: contents in chunks by digest, so that one backup and every node has them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Table
from engine.store.types import new_id


class StoredFile(Table):
    """A content, once; `digest` is its sha256."""

    __tablename__ = "stored_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class FileChunk(Table):
    """A piece of a content, in order."""

    __tablename__ = "file_chunk"

    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Table):
    """A person's upload of a content under a name; belongs to a case once answers name it."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "digest", "uploaded_by_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str] = mapped_column(String(255))
    uploaded_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    task_id: Mapped[str | None] = mapped_column(String(36))
