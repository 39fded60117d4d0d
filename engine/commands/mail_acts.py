"""What retrying and dropping a mail have in common: who may, the row's lock, the audit event."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.mail_words import MAIL_STATES
from engine.errors import Conflict, Forbidden, NotFound
from engine.sentence import say
from engine.store.audit import NewEvent, append
from engine.store.database import Store
from engine.store.tables import Message


@contextmanager
def changing_mail(
    store: Store, actor: Actor, message_id: str, kind: str, allowed: Collection[str]
) -> Iterator[Message]:
    """Yield the locked message whose mail is in one of the states `allowed`, then note `kind`.

    Raises Forbidden, NotFound, Conflict. The event belongs to no case: an administrator's act on a
    mail does not touch the case.
    """
    if not actor.has_role("system_admin"):
        raise Forbidden("只有系统管理员可以处理邮件。")
    with store.transaction() as session:
        row = _locked(session, message_id)
        before = row.mail_state
        _refuse(row, allowed, sending=bool(row.lease_until and row.lease_until > store.clock.now()))
        yield row
        append(session, None, [_event(store, actor, kind, row, before)])


def _locked(session: Session, message_id: str) -> Message:
    row = session.scalar(select(Message).where(Message.id == message_id).with_for_update())
    if row is None:
        raise NotFound("没有找到这封邮件。")
    return row


def _refuse(row: Message, allowed: Collection[str], sending: bool) -> None:
    if sending:
        raise Conflict("这封邮件正在发送，请稍后再试。")
    if row.mail_state not in allowed:
        raise Conflict(
            say(
                "这封邮件的状态是“%(state)s”，不能进行这项操作。",
                state=say(MAIL_STATES[row.mail_state]),
            )
        )


def _event(store: Store, actor: Actor, kind: str, row: Message, before: str) -> NewEvent:
    now = store.clock.now()
    post = next((post.title for post in actor.posts if post.role == "system_admin"), "")
    data = {"message": row.id, "case": row.case_id, "address": row.address, "from": before}
    return NewEvent(kind=kind, effective_at=now, recorded_at=now, actor=actor, post=post, data=data)
