"""Sending a mail again that was given up, kept, or waits for a later try."""

from engine.commands.mail_acts import changing_mail
from engine.core.access import Actor
from engine.store.database import Store


def retry_mail(store: Store, actor: Actor, message_id: str) -> None:
    """Let the mail of the message be tried again now, as if it had never been tried.

    For the system administrator. Raises Forbidden, NotFound, and Conflict for a mail that was sent,
    is being sent, or has no address.
    """
    now = store.clock.now()
    allowed = ("waiting", "kept", "dead", "dropped")
    with changing_mail(store, actor, message_id, "mail_retried", allowed) as row:
        row.mail_state, row.attempts, row.next_try_at, row.last_error = "waiting", 0, now, ""
