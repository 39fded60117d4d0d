"""The audit trail, to be read by the auditor."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select

from calendars import midnight
from engine.core.access import Actor
from engine.errors import BadRequest
from engine.queries import page as paging
from engine.queries.admin.gate import AUDIT, require
from engine.queries.audit import Report, verify
from engine.queries.page import Page
from engine.queries.words import EVENTS
from engine.store.database import Store
from engine.store.tables import Case, Event

#: Keys of an event's data that say what it was done to, and nothing of what was filled in.
SHOWN = (
    "username", "name", "pack", "target", "to", "term", "number", "label", "subject", "address",
    "source", "post",
)  # fmt: skip


@dataclass(frozen=True)
class EventRow:
    """An event: what (`kind`), who, through which door, when it counts from and when it was noted.

    `detail` says to what it was done, by names and numbers; what was filled in is not part of it.
    """

    id: int
    kind: str
    actor: str
    post: str
    via: str
    case_number: str
    seq: int | None
    detail: str
    effective_at: datetime
    recorded_at: datetime
    hash: str


@dataclass(frozen=True)
class AuditWish:
    """What to look for; empty: everything. Days are local and included."""

    kind: str = ""
    who: str = ""
    number: str = ""
    first_day: date | None = None
    last_day: date | None = None


def list_events(
    store: Store,
    actor: Actor,
    wish: AuditWish | None = None,
    *,
    after: str | None = None,
    limit: int = 50,
) -> Page[EventRow]:
    """Return events, the latest first. Raises Forbidden unless `actor` is the auditor."""
    require(actor, AUDIT)
    limit = paging.limit_of(limit)
    wanted = _filtered(_events(), wish or AuditWish())
    if after:
        wanted = wanted.where(Event.id < _number(after))
    with store.reading() as session:
        rows = session.execute(wanted.order_by(Event.id.desc()).limit(limit + 1)).all()
    return paging.page_of(rows, limit, lambda row: [str(row.Event.id)], _row)


def list_kinds(store: Store, actor: Actor) -> list[str]:
    """Return the kinds of events there are, as they are named; Forbidden as above."""
    require(actor, AUDIT)
    return list(EVENTS)  # not those that occur: that would read the whole trail


def check_trail(store: Store, actor: Actor) -> Report:
    """Recompute every chain of the audit trail; Forbidden as above."""
    require(actor, AUDIT)
    return verify(store)


def _events() -> Any:
    return select(Event, Case.number).outerjoin(Case, Case.id == Event.case_id)


def _filtered(wanted: Select[Any], wish: AuditWish) -> Select[Any]:
    if wish.kind:
        wanted = wanted.where(Event.kind == wish.kind)
    if wish.who.strip():
        like = paging.containing(wish.who.strip()[:60])
        wanted = wanted.where(Event.actor_name.ilike(like, escape="\\"))
    if wish.number.strip():
        like = paging.containing(wish.number.strip()[:40])
        wanted = wanted.where(Case.number.ilike(like, escape="\\"))
    if wish.first_day:
        wanted = wanted.where(Event.recorded_at >= _start(wish.first_day))
    if wish.last_day:
        wanted = wanted.where(Event.recorded_at < _start(wish.last_day, days=1))
    return wanted


def _start(day: date, days: int = 0) -> datetime:
    """The moment at which the day so many `days` after `day` begins."""
    try:
        return midnight(day + timedelta(days))
    except OverflowError:
        raise BadRequest("日期应形如 2026-09-21。") from None


def _number(after: str) -> int:
    text = paging.read_key(after, 1)[0]
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _row(row: Row[Any]) -> EventRow:
    event: Event = row.Event
    return EventRow(
        id=event.id,
        kind=event.kind,
        actor=event.actor_name,
        post=event.actor_post,
        via=event.via,
        case_number=row.number or "",
        seq=event.seq,
        detail=_detail(event.data),
        effective_at=event.effective_at,
        recorded_at=event.recorded_at,
        hash=event.hash,
    )


def _detail(data: dict[str, Any]) -> str:
    found = (data.get(key) for key in SHOWN)
    return "　".join(str(each) for each in found if each and isinstance(each, str | int))
