"""Marking notices as read."""

from sqlalchemy import ColumnElement, update

from engine.core.access import Actor
from engine.errors import NotFound
from engine.store.database import Store
from engine.store.tables import Message


def read_message(store: Store, actor: Actor, message_id: str) -> None:
    """Note that `actor` has read a notice to them; the first reading counts.

    Raises NotFound when there is no such notice to this person.
    """
    with store.transaction() as session:
        message = session.get(Message, message_id)
        if message is None or message.person_id != actor.person_id:
            raise NotFound("没有这条消息。")
        message.read_at = message.read_at or store.clock.now()


def read_all_messages(store: Store, actor: Actor) -> int:
    """Note that `actor` has read every notice to them; returns how many were unread."""
    return _mark(store, Message.person_id == actor.person_id)


def _mark(store: Store, which: ColumnElement[bool]) -> int:
    now = store.clock.now()
    unread = update(Message).where(which, Message.read_at.is_(None)).values(read_at=now)
    with store.transaction() as session:
        marked = session.execute(unread.returning(Message.id))
        return len(marked.all())
