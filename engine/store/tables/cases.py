"""What is under way: cases, their tasks and clocks, drafts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Json, Table
from engine.store.types import new_id


class Case(Table):
    """A 办件: one running process. `document` is the engine's state; the rest is projected."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(None, "started_at", "id"),
        Index(None, "starter_id", "started_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    process: Mapped[str] = mapped_column(String(60), index=True)
    entry: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    pack_version_id: Mapped[str] = mapped_column(ForeignKey("pack_version.id"))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[int] = mapped_column(default=1)
    event_seq: Mapped[int] = mapped_column(default=0)
    event_hash: Mapped[str] = mapped_column(String(64), default="")
    grants_given: Mapped[int] = mapped_column(default=0)
    state_code: Mapped[str] = mapped_column(String(40), default="")
    state_label: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(30))
    legal: Mapped[bool]
    starter_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    #: The program opened it; the starter is the person for whose unit it did.
    automatic: Mapped[bool] = mapped_column(default=False, server_default=false())
    applicant_unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    provider_unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    resource_id: Mapped[str | None] = mapped_column(ForeignKey("resource.id"), index=True)
    #: The grant that the case is about, where it is about one; no key, since grants name cases.
    grant_id: Mapped[str | None] = mapped_column(String(36), index=True)
    provider_sees_at: Mapped[datetime | None]
    started_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)

    #: The backstop behind the lock: an update from an older state is refused.
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - read by SQLAlchemy alone


class Task(Table):
    """A 待办: one visit of one person's step. Open until it is done or cancelled."""

    __tablename__ = "task"
    __table_args__ = (
        Index(None, "state", "unit_id", "role"),
        Index(None, "state", "assignee_id"),
        Index(None, "completed_by_id", "completed_at"),
        Index(None, "case_id", "state"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    engine_id: Mapped[str] = mapped_column(String(36))
    process: Mapped[str] = mapped_column(String(60))
    element: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(String(60))
    approving: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="open")
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(30))
    for_unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    recorded: Mapped[bool] = mapped_column(default=False)
    fallback: Mapped[bool] = mapped_column(default=False)
    #: While the managing department has it as a fallback: the post that the diagram gives it to.
    drawn_unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    drawn_role: Mapped[str | None] = mapped_column(String(30))
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    clock_id: Mapped[str | None] = mapped_column(String(36))
    completed_at: Mapped[datetime | None]
    completed_recorded_at: Mapped[datetime | None]
    completed_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answers: Mapped[Json | None]


class ClockRow(Table):
    """A term being counted: a waiting timer of the diagram and the law behind it, in one row.

    `due_at` is the authority on when the timer fires: it is written into the run before the run.
    `next_at` is the next moment at which something is to be done for this clock (the ladder's
    reminder before, the due moment, the reminder after); null when nothing is left to do.
    """

    __tablename__ = "clock"
    __table_args__ = (
        Index(None, "next_at"),
        Index(None, "case_id", "state"),
        Index(None, "state", "calendar_seen"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    engine_id: Mapped[str] = mapped_column(String(36))
    host_id: Mapped[str] = mapped_column(String(36))
    process: Mapped[str] = mapped_column(String(60))
    element: Mapped[str] = mapped_column(String(80))
    host_element: Mapped[str] = mapped_column(String(80))
    term: Mapped[str] = mapped_column(Text)
    clause: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    interrupting: Mapped[bool] = mapped_column(default=False)
    #: Its end takes a right away, so an outage may move it (engine/core/outage.py).
    forfeits: Mapped[bool] = mapped_column(default=False)
    #: It only wakes: a reminder or a minimum, by whose end nothing has to be done.
    wakes: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(String(10), default="running")
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    provisional: Mapped[bool] = mapped_column(default=False)
    trace: Mapped[Json]
    #: The calendar that `due_at` and `trace` were counted with.
    calendar_revision: Mapped[str] = mapped_column(String(64), default="")
    #: The newest calendar that the clock was held against: the same one, or a later one that
    #: moves nothing of it.
    calendar_seen: Mapped[str] = mapped_column(String(64), default="", server_default="")
    next_at: Mapped[datetime | None]
    next_step: Mapped[str | None] = mapped_column(String(10))
    lapsed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)


class Draft(Table):
    """What somebody typed and has not handed in; `slot` names the task or the start form."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "slot"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    slot: Mapped[str] = mapped_column(String(200))
    answers: Mapped[Json]
    updated_at: Mapped[datetime]
