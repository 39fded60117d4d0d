"""Ending the lock of an account before its time."""

from engine.commands.change_password import may_manage_accounts
from engine.core.access import Actor
from engine.errors import NotFound
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.tables import Person


def unlock_account(store: Store, actor: Actor, person_id: str) -> None:
    """Let somebody try again at once; earlier failures no longer count.

    Raises Forbidden unless `actor` is the security administrator, NotFound for an unknown person.
    """
    may_manage_accounts(actor)
    now = store.clock.now()
    with store.transaction() as session:
        person = session.get(Person, person_id, with_for_update=True)
        if person is None:
            raise NotFound("没有这个用户。")
        person.locked_until = now
        note_account_event(session, now, "account_unlocked", actor, {"username": person.username})
