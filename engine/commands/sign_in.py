"""Signing in: one attempt, counted before it is judged, so that parallel guessing gains nothing."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.core.sign_in_rules import LOCK, SessionLimits, lock_end, source_free_at
from engine.errors import FormError, SignInFailed
from engine.sentence import say
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.passwords import hash_password, needs_rehash, verify_password
from engine.store.secrets import digest_of, new_secret
from engine.store.tables import Person, SignInFailure, SignInSession


@dataclass(frozen=True)
class SignedIn:
    """`secret` goes into the cookie and is kept nowhere; `expires_at` is UTC."""

    secret: str
    person_id: str
    username: str
    expires_at: datetime
    must_change_password: bool


@dataclass(frozen=True)
class _Attempt:
    id: str
    username: str
    person_id: str | None
    password_hash: str


def sign_in(
    store: Store,
    username: str,
    password: str,
    source: str,
    limits: SessionLimits | None = None,
) -> SignedIn:
    """Open a session for `username`, coming from `source` (an address).

    Raises SignInFailed when name and password do not match, when the account is locked (five
    failures, fifteen minutes), or when the source has to wait. Every failure is a row and an audit
    event; an unknown name behaves exactly like a wrong password. What was changed while the
    password was compared counts: a new password, or the end of the account.
    """
    attempt = _judged(store, username, password, source)
    now = store.clock.now()
    with store.transaction() as session:
        person = _forgiven(session, attempt, password, now)
        if person is not None:
            if needs_rehash(person.password_hash):
                person.password_hash = hash_password(password)
            opened = open_session(session, person, now, source[:60], limits or SessionLimits())
            note_account_event(session, now, "signed_in", person, {"source": source})
            return opened
    _note_failure(store, attempt, source)
    raise SignInFailed()


def check_again(store: Store, actor: Actor, password: str, source: str = "") -> bool:
    """Tell whether `password` is the actor's, by the same rules as signing in.

    A wrong one counts towards the lock of the account. Raises FormError for the field `password`
    when the account is locked by now.
    """
    try:
        attempt = _judged(store, actor.username, password, source)
    except SignInFailed as failed:
        if failed.message == SignInFailed.default:
            return False
        raise FormError({"password": [failed.message]}) from failed
    with store.transaction() as session:
        forgiven = _forgiven(session, attempt, password, store.clock.now())
    if forgiven is None:
        _note_failure(store, attempt, source)
    return forgiven is not None


def open_session(
    session: Session, person: Person, now: datetime, source: str, limits: SessionLimits
) -> SignedIn:
    """Add a session row for `person` and return its secret."""
    secret = new_secret()
    row = SignInSession(
        digest=digest_of(secret),
        person_id=person.id,
        source=source,
        created_at=now,
        seen_at=now,
        expires_at=now + limits.total,
    )
    session.add(row)
    return SignedIn(secret, person.id, person.username, row.expires_at, person.must_change_password)


def failures_of(session: Session, since: datetime, **who: str) -> list[datetime]:
    """Return the moments of failed attempts after `since` with the given username or source."""
    found = select(SignInFailure.at).filter_by(**who).where(SignInFailure.at > since)
    return list(session.scalars(found.order_by(SignInFailure.at)))


def _count_attempt(store: Store, username: str, source: str) -> _Attempt:
    now = store.clock.now()
    with store.transaction() as session:
        # Locked, so that attempts on one account are counted one after the other.
        person = session.scalar(
            select(Person).where(Person.username == username, Person.active).with_for_update()
        )
        refused = _refusal(session, person, username, source, now)
        data = {"username": username, "source": source}
        if refused:
            note_account_event(session, now, "sign_in_refused", person, data)
        else:
            failure = SignInFailure(username=username, source=source, at=now)
            session.add(failure)
            session.flush()
            _lock_when_due(session, person, now)
    if refused:
        raise SignInFailed(refused)
    return _Attempt(
        failure.id, username, person.id if person else None, person.password_hash if person else ""
    )


def _refusal(
    session: Session, person: Person | None, username: str, source: str, now: datetime
) -> str:
    """Return why no attempt may be made now, in Chinese; empty when one may."""
    if person is not None:
        locked = person.locked_until
    else:
        locked = lock_end(failures_of(session, now - 2 * LOCK, username=username))
    if locked is not None and locked > now:
        until = locked.astimezone(SHANGHAI).strftime("%H:%M")
        return say(
            "连续输错密码次数过多，账号已暂时锁定，请于 %(until)s 之后再试，或联系安全管理员。",
            until=until,
        )
    # An act through no network address (the command line) has no neighbours to wait for.
    free = source_free_at(failures_of(session, now - LOCK, source=source)) if source else None
    return say("尝试次数过多，请稍候一分钟再登录。") if free is not None and free > now else ""


def _lock_when_due(session: Session, person: Person | None, now: datetime) -> None:
    if person is None:
        return
    since = max(now - LOCK, person.locked_until or now - LOCK)
    end = lock_end(failures_of(session, since, username=person.username))
    if end is not None:
        person.locked_until = end


def _note_failure(store: Store, attempt: _Attempt, source: str) -> None:
    with store.transaction() as session:
        person = session.get(Person, attempt.person_id) if attempt.person_id else None
        data = {"username": attempt.username, "source": source}
        note_account_event(session, store.clock.now(), "sign_in_failed", person, data)


def _judged(store: Store, username: str, password: str, source: str) -> _Attempt:
    attempt = _count_attempt(store, _plain(username), source[:60])
    if not verify_password(attempt.password_hash, password[:1000]):
        _note_failure(store, attempt, source)
        raise SignInFailed()
    return attempt


def _forgiven(session: Session, attempt: _Attempt, password: str, now: datetime) -> Person | None:
    """Take the attempt back: it was right, and earlier failures no longer count either.

    None when it is right no more: the comparison takes long, and was made without a lock.
    """
    person = session.get_one(Person, attempt.person_id, with_for_update=True)
    if not (person.active and _still_right(person, attempt, password)):
        return None
    session.execute(delete(SignInFailure).where(SignInFailure.id == attempt.id))
    person.locked_until = now
    return person


def _still_right(person: Person, attempt: _Attempt, password: str) -> bool:
    # Another sign-in may have remade the hash of the same password: then it is compared anew.
    same = person.password_hash == attempt.password_hash
    return same or verify_password(person.password_hash, password[:1000])


def _plain(username: str) -> str:
    text = unicodedata.normalize("NFKC", username).strip()[:60]
    return "".join(each for each in text if each.isprintable())
