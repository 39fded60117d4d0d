"""The outbox: what waits, what was sent, what was given up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from engine.core.access import Actor
from engine.errors import BadRequest, NotFound
from engine.mail.failure_words import FAILURE_SENTENCES
from engine.queries import page as paging
from engine.queries.admin.gate import SYSTEM, require
from engine.queries.admin.keys import earlier, key
from engine.queries.page import Page
from engine.sentence import recalled
from engine.store.database import Store
from engine.store.tables import Case, Message, Person

STATES = ("waiting", "sent", "kept", "dead", "dropped", "none")


@dataclass(frozen=True)
class MailRow:
    """A mail and how far it has come; moments in UTC. `outline`: its text without answers."""

    id: str
    state: str
    subject: str
    outline: str
    to_name: str
    address: str
    case_id: str | None
    case_number: str
    created_at: datetime
    attempts: int
    next_try_at: datetime | None
    sent_at: datetime | None
    last_error: str


def list_mails(
    store: Store,
    actor: Actor,
    *,
    state: str | None = None,
    q: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[MailRow]:
    """Return mails, the latest first; `q` looks in subject and address.

    Raises Forbidden unless `actor` is the system administrator, BadRequest for an unknown state.
    """
    require(actor, SYSTEM)
    if state and state not in STATES:
        raise BadRequest("没有这样的筛选条件。")
    limit, wanted = paging.limit_of(limit), _mails()
    if state:
        wanted = wanted.where(Message.mail_state == state)
    if q and q.strip():
        like = paging.containing(q.strip()[:100])
        found = Message.subject.ilike(like, escape="\\") | Message.address.ilike(like, escape="\\")
        wanted = wanted.where(found)
    if after:
        wanted = wanted.where(earlier(Message.created_at, Message.id, after))
    wanted = wanted.order_by(Message.created_at.desc(), Message.id.desc()).limit(limit + 1)
    with store.reading() as session:
        rows = session.execute(wanted).all()
    return paging.page_of(
        rows, limit, lambda row: key(row.Message.created_at, row.Message.id), _row
    )


def count_mails(store: Store, actor: Actor) -> dict[str, int]:
    """Return how many mails there are in each state; Forbidden as above."""
    require(actor, SYSTEM)
    counted = select(Message.mail_state, func.count()).group_by(Message.mail_state)
    with store.reading() as session:
        return dict(session.execute(counted).all())


def get_mail(store: Store, actor: Actor, message_id: str) -> MailRow:
    """Return one mail with its outline; Forbidden as above, NotFound when there is none."""
    require(actor, SYSTEM)
    with store.reading() as session:
        row = session.execute(_mails().where(Message.id == message_id)).first()
    if row is None:
        raise NotFound("没有找到这封邮件。")
    return _row(row)


def _mails() -> Any:
    return (
        select(Message, Person.name.label("person"), Case.number)
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(Case, Case.id == Message.case_id)
    )


def _row(row: Row[Any]) -> MailRow:
    message: Message = row.Message
    return MailRow(
        id=message.id,
        state=message.mail_state,
        subject=message.subject,
        outline=message.outline,
        to_name=row.person or "",
        address=message.address,
        case_id=message.case_id,
        case_number=row.number or "",
        created_at=message.created_at,
        attempts=message.attempts,
        next_try_at=message.next_try_at if message.mail_state == "waiting" else None,
        sent_at=message.sent_at,
        last_error=recalled(message.last_error, FAILURE_SENTENCES),
    )
