"""The working-day calendar: notices entered in the program, and its revisions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Table
from engine.store.types import new_id


class NoticeRow(Table):
    """A notice of the State Council that somebody entered, or the withdrawal of such an entry.

    `kind`: year, change, or withdrawal (of the confirmed entry `withdraws_id`). `state`: proposed,
    then confirmed by a second person, or rejected. `content` is the notice file (TOML) that is
    counted with; `text` what was pasted, with its digest; both empty for a withdrawal.
    """

    __tablename__ = "notice"
    __table_args__ = (Index(None, "state", "entered_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(12))
    year: Mapped[int]
    number: Mapped[str] = mapped_column(String(80))
    signed: Mapped[date]
    published: Mapped[date]
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="")
    text_sha256: Mapped[str] = mapped_column(String(64), default="")
    content: Mapped[str] = mapped_column(Text, default="")
    withdraws_id: Mapped[str | None] = mapped_column(ForeignKey("notice.id"))
    #: Why an entry is withdrawn, or what the enterer wants the second person to know.
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    entered_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    decided_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(Text, default="")


class CalendarRevision(Table):
    """A state of the calendar; the one with the highest number is in force.

    `digest` names what the notices order (ChinaCalendar.revision); clocks carry it. `shipped` is
    the digest of the notices that came with the release that wrote the row. `notice_id` is the
    entry whose confirmation made it, null where a release brought its own notices.
    """

    __tablename__ = "calendar_revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    shipped: Mapped[str] = mapped_column(String(64))
    notice_id: Mapped[str | None] = mapped_column(ForeignKey("notice.id"), index=True)
    made_at: Mapped[datetime]
