"""What happened and who was told: audit events, seals, messages, incidents, counters."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Json, JsonList, Serial, Table
from engine.store.types import new_id


class Event(Table):
    """An audit event, append-only; events of one case form a hash chain."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        Index(None, "recorded_at"),
        Index(None, "kind", "id"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[str | None] = mapped_column(String(36))
    actor_name: Mapped[str] = mapped_column(String(60), default="")
    actor_post: Mapped[str] = mapped_column(Text, default="")
    via: Mapped[str] = mapped_column(String(10))
    task_id: Mapped[str | None] = mapped_column(String(36))
    element: Mapped[str] = mapped_column(String(80), default="")
    effective_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    data: Mapped[Json]
    prev_hash: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")


class Seal(Table):
    """A link of the sealer's chain over case heads and over events without a case."""

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    sealed_at: Mapped[datetime]
    first_event: Mapped[int] = mapped_column(Serial)
    last_event: Mapped[int] = mapped_column(Serial)
    content: Mapped[Json]
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def _when_created(context: Any) -> datetime:
    """A mail is due at once."""
    created: datetime = context.get_current_parameters()["created_at"]
    return created


class Message(Table):
    """A notice to a person and the mail that carries it: one row, so neither exists alone.

    `mail_state`: none (the person has no address), waiting (for the next try at `next_try_at`),
    sent, kept (no mail server was set up when its turn came), dead (refused, or tried too often),
    dropped (an administrator gave it up). `lease_until` is set while a node is sending it.
    `dedupe` makes the same reminder impossible to write twice.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(None, "mail_state", "next_try_at"),
        Index(None, "person_id", "read_at"),
        Index(None, "created_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    dedupe: Mapped[str] = mapped_column(String(200), unique=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    task_id: Mapped[str | None] = mapped_column(String(36))
    clock_id: Mapped[str | None] = mapped_column(String(36))
    template: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    address: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    #: `text` with what people wrote left out: what the system administrator may read.
    outline: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mail_state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(default=_when_created)
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")


class Incident(Table):
    """Something the administrators must look at."""

    __tablename__ = "incident"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    task_id: Mapped[str | None] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str] = mapped_column(String(60), default="")
    #: What administrators noted about it, in order: {"at", "by", "text"}.
    notes: Mapped[JsonList] = mapped_column(default=list, server_default="[]")


class Counter(Table):
    """The last number given out in a series; gap-free because it moves with its transaction."""

    __tablename__ = "counter"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int]
