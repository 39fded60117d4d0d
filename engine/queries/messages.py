"""Notices to a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, literal, or_, select

from engine.core.access import Actor
from engine.errors import NotFound
from engine.queries import page as paging
from engine.queries.page import Page
from engine.store.database import Store
from engine.store.tables import Case, Message


@dataclass(frozen=True)
class Notice:
    """A notice: when it was written (UTC), about which case, and whether it has been read."""

    id: str
    subject: str
    text: str
    created_at: datetime
    read_at: datetime | None
    case_id: str | None
    case_number: str


def list_messages(
    store: Store,
    actor: Actor,
    *,
    unread_only: bool = False,
    after: str | None = None,
    limit: int = 20,
) -> Page[Notice]:
    """Return the notices to `actor`, unread ones first, newest first; pages by key."""
    limit = paging.limit_of(limit)
    mine = _notices().where(Message.person_id == actor.person_id)
    if unread_only:
        mine = mine.where(Message.read_at.is_(None))
    if after:
        mine = mine.where(_beyond(after))
    mine = mine.order_by(_SEEN, Message.created_at.desc(), Message.id.desc()).limit(limit + 1)
    with store.reading() as session:
        rows = session.execute(mine).all()
    return paging.page_of(rows, limit, _key, _notice)


def get_message(store: Store, actor: Actor, message_id: str) -> Notice:
    """Return one notice to `actor`; raises NotFound when it is none of theirs."""
    mine = _notices().where(Message.id == message_id, Message.person_id == actor.person_id)
    with store.reading() as session:
        row = session.execute(mine).first()
    if row is None:
        raise NotFound("没有这条消息。")
    return _notice(row)


#: 0 for unread, so that these come first.
_SEEN = case((Message.read_at.is_(None), 0), else_=1)


def _notices() -> Any:
    return select(Message, Case.number, _SEEN.label("seen")).outerjoin(
        Case, Case.id == Message.case_id
    )


def _beyond(after: str) -> ColumnElement[bool]:
    seen, created, last_id = paging.read_key(after, 3)
    moment = paging.read_moment(created)
    group = literal(1 if seen == "1" else 0)
    earlier = or_(
        Message.created_at < moment,
        and_(Message.created_at == moment, Message.id < last_id),
    )
    return or_(group < _SEEN, and_(group == _SEEN, earlier))


def _key(row: Row[Any]) -> list[str]:
    return [str(row.seen), row.Message.created_at.isoformat(), row.Message.id]


def _notice(row: Row[Any]) -> Notice:
    message: Message = row.Message
    return Notice(
        id=message.id,
        subject=message.subject,
        text=message.text,
        created_at=message.created_at,
        read_at=message.read_at,
        case_id=message.case_id,
        case_number=row.number or "",
    )
