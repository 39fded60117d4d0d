"""Giving up a mail that should not go out any more; the notice in the system stays."""

from engine.commands.mail_acts import changing_mail
from engine.core.access import Actor
from engine.store.database import Store


def drop_mail(store: Store, actor: Actor, message_id: str) -> None:
    """Give up the mail of the message.

    For the system administrator. Raises Forbidden, NotFound, and Conflict for a mail that was sent,
    is being sent, or was given up before.
    """
    allowed = ("waiting", "kept", "dead")
    with changing_mail(store, actor, message_id, "mail_dropped", allowed) as row:
        row.mail_state = "dropped"
