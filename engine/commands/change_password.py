"""Passwords after the first one: changed by their owner, set anew by the security administrator."""

import secrets
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from engine.commands.sign_in import SignedIn, check_again, open_session
from engine.core.access import Actor
from engine.core.password_rules import password_problems
from engine.core.sign_in_rules import SessionLimits
from engine.errors import Forbidden, FormError, NotFound
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.passwords import hash_password
from engine.store.tables import ApiToken, Person, SignInSession


def change_password(
    store: Store,
    actor: Actor,
    current: str,
    new: str,
    repeated: str,
    source: str = "",
    limits: SessionLimits | None = None,
) -> SignedIn:
    """Replace the password of `actor`, end all their sessions and open one fresh session.

    A wrong current password counts towards the lock of the account. Raises FormError with the
    fields current, new and repeated.
    """
    now = store.clock.now()
    _check(store, actor, current, new, repeated, source)
    with store.transaction() as session:
        person = session.get_one(Person, actor.person_id, with_for_update=True)
        set_password(session, person, new, now, must_change=False)
        opened = open_session(session, person, now, source[:60], limits or SessionLimits())
        note_account_event(session, now, "password_changed", actor, {"source": source})
        return opened


def reset_password(store: Store, actor: Actor, person_id: str) -> str:
    """Give somebody a password made by chance, which they must change at once, and return it.

    Ends their sessions, their tokens and any lock: whoever had the old password may have made
    tokens with it. Raises Forbidden unless `actor` is the security
    administrator, NotFound when there is no such person.
    """
    may_manage_accounts(actor)
    now = store.clock.now()
    with store.transaction() as session:
        person = session.get(Person, person_id, with_for_update=True)
        if person is None:
            raise NotFound("没有这个用户。")
        password = chance_password()
        set_password(session, person, password, now, must_change=True)
        person.locked_until = now
        session.execute(
            update(ApiToken)
            .where(ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        note_account_event(session, now, "password_reset", actor, {"username": person.username})
        return password


def set_password(
    session: Session, person: Person, password: str, now: datetime, must_change: bool
) -> None:
    """Write the hash of `password` and end every session that the old one had opened."""
    person.password_hash = hash_password(password)
    person.password_set_at = now
    person.must_change_password = must_change
    session.execute(delete(SignInSession).where(SignInSession.person_id == person.id))


def chance_password() -> str:
    """Return a password of 16 characters that satisfies the rules and can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
    return "-".join(groups).capitalize() + f"{secrets.randbelow(90) + 10}"


def may_manage_accounts(actor: Actor) -> None:
    """Raise Forbidden unless `actor` is the security administrator, or the program at set-up."""
    if not actor.has_role("security_admin") and actor.via != "system":
        raise Forbidden("只有安全管理员可以管理用户。")


def _check(store: Store, actor: Actor, current: str, new: str, repeated: str, source: str) -> None:
    problems = password_problems(new, actor.username)
    if not problems and new == current:
        problems = ["新密码不能与当前密码相同。"]
    found = {
        "current": _judged(store, actor, current, source),
        "new": problems,
        "repeated": [] if new == repeated else ["两次输入的新密码不一致。"],
    }
    errors = {field: messages for field, messages in found.items() if messages}
    if errors:
        raise FormError(errors)


def _judged(store: Store, actor: Actor, current: str, source: str) -> list[str]:
    try:
        right = check_again(store, actor, current, source)
    except FormError as locked:
        messages: list[str] = locked.errors["password"]
        return messages
    return [] if right else ["当前密码不正确。"]
