"""Sending what waits: claim one mail, send it outside any transaction, settle it.

A claim is a lease, so that a mail of a node that died is taken up by another. A mail goes out
twice only when a node dies between the server's yes and its own commit, and then with the same
Message-ID.
"""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from engine.core.incident_words import MAIL_DEAD
from engine.errors import Busy, MailNotSent
from engine.mail.compose import Mail
from engine.mail.failure_words import INTERRUPTED, NOT_MADE
from engine.sentence import say
from engine.store.database import LOCK_WAIT_SECONDS, Store
from engine.store.tables import Incident, Message

log = logging.getLogger(__name__)

#: Longer than one mail can take with every answer of the server as slow as we allow.
LEASE = timedelta(minutes=5)
#: How long to wait after the first, second, … failure; after one more the mail is dead. The eight
#: days outlast the longest public holiday with nobody there to mend the mail server.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    *(timedelta(hours=4),) * 48,
)
MAX_ATTEMPTS = len(BACK_OFF) + 1
#: Each try waits for the database as long as any writer does; together as long as the lease.
SETTLE_TRIES = int(LEASE.total_seconds() // LOCK_WAIT_SECONDS)


class Carrier(Protocol):
    """What sends: engine.mail.send.Sender."""

    def send(self, mail: Mail) -> None:
        """Return once the mail is taken; raise MailNotSent otherwise."""
        ...

    def close(self) -> None:
        """Give the connection back."""
        ...


def deliver_due(store: Store, sender: Carrier | None, limit: int = 50) -> int:
    """Send up to `limit` mails that are due and return how many the server took.

    Without a `sender` (no mail server is set up) all of them become kept, and 0 is returned. When
    the server cannot be reached the round ends with the first mail; the others lose no attempt.
    """
    if not _any_due(store):
        return 0
    if sender is None:
        _keep_all(store)
        return 0
    try:
        return _deliver(store, sender, limit)
    finally:
        sender.close()


def _deliver(store: Store, sender: Carrier, limit: int) -> int:
    sent = 0
    for _ in range(limit):
        claimed = _claim(store)
        if claimed is None:
            break
        mail, lease = claimed
        failure = _try(sender, mail)
        _settle_surely(store, mail, lease, failure)
        sent += failure is None
        if failure and failure.unreachable:
            break
    return sent


def _try(sender: Carrier, mail: Mail) -> MailNotSent | None:
    try:
        sender.send(mail)
    except MailNotSent as failure:
        log.warning("mail %s to %s not sent: %s", mail.id, mail.address, failure.message)
        return failure
    except Exception as unforeseen:
        # Whatever one mail does to us, the others must go out.
        log.exception("mail %s could not be made", mail.id)
        return MailNotSent(say(NOT_MADE, fault=unforeseen), permanent=True)
    return None


def _due(now: datetime) -> list[ColumnElement[bool]]:
    return [
        Message.mail_state == "waiting",
        Message.next_try_at <= now,
        or_(Message.lease_until.is_(None), Message.lease_until <= now),
    ]


def _any_due(store: Store) -> bool:
    with store.reading() as session:
        one = select(Message.id).where(*_due(store.clock.now())).limit(1)
        return session.scalar(one) is not None


def _keep_all(store: Store) -> None:
    now = store.clock.now()
    with store.transaction() as session:
        session.execute(update(Message).where(*_due(now)).values(mail_state="kept"))


def _claim(store: Store) -> tuple[Mail, datetime] | None:
    """Lease the mail that is due longest; give up on the way those that were tried too often."""
    now = store.clock.now()
    with store.transaction() as session:
        while row := _first_due(session, now):
            if row.attempts < MAX_ATTEMPTS:
                lease = now + LEASE
                row.attempts, row.lease_until = row.attempts + 1, lease
                return Mail(row.id, row.address, row.subject, row.text, row.created_at), lease
            _bury(session, row, now, say(INTERRUPTED))
    return None


def _first_due(session: Session, now: datetime) -> Message | None:
    return session.scalar(
        select(Message)
        .where(*_due(now))
        .order_by(Message.next_try_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _settle_surely(store: Store, mail: Mail, lease: datetime, failure: MailNotSent | None) -> None:
    """Settle, however busy the database is: the mail is out, and until that is written down it
    would go out again at the end of the lease."""
    for _ in range(SETTLE_TRIES):
        try:
            return _settle(store, mail, lease, failure)
        except Busy:
            log.warning("mail %s waits to be settled", mail.id)
    log.error("mail %s could not be settled and may go out twice", mail.id)
    return None


def _settle(store: Store, mail: Mail, lease: datetime, failure: MailNotSent | None) -> None:
    """Write down what became of `mail`, unless the lease has passed to another node meanwhile."""
    now = store.clock.now()
    with store.transaction() as session:
        row = session.scalar(select(Message).where(Message.id == mail.id).with_for_update())
        if row is None or row.lease_until != lease:
            log.warning("mail %s was taken over by another node", mail.id)
            return
        row.lease_until = None
        if failure is None:
            row.mail_state, row.sent_at, row.last_error = "sent", now, ""
        elif failure.permanent or row.attempts >= MAX_ATTEMPTS:
            _bury(session, row, now, failure.message)
        else:
            row.last_error = failure.message
            row.next_try_at = now + BACK_OFF[row.attempts - 1]


def _bury(session: Session, row: Message, now: datetime, reason: str) -> None:
    row.mail_state, row.lease_until, row.last_error = "dead", None, reason
    session.add(
        Incident(
            case_id=row.case_id,
            task_id=row.task_id,
            kind="mail_dead",
            message=say(MAIL_DEAD, address=row.address, subject=row.subject),
            detail=reason,
            created_at=now,
        )
    )
