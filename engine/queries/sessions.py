"""Who a cookie or a token belongs to: the actor behind it, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, select

from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.core.sign_in_rules import SessionLimits
from engine.queries.identity import actor_with
from engine.store.database import Store
from engine.store.posts import held_on
from engine.store.secrets import digest_of
from engine.store.tables import ApiToken, Person, Post, SignInSession, Unit

__all__ = [
    "Actor",
    "LiveSession",
    "SessionLimits",
    "TokenRow",
    "actor_of_token",
    "list_tokens",
    "resume_session",
]

#: A session is marked as used at most this often, so that reading pages writes next to nothing.
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class LiveSession:
    """A session that is good now; `stale` asks the caller to touch it."""

    actor: Actor
    digest: str
    stale: bool


@dataclass(frozen=True)
class TokenRow:
    """A token for scripts as its owner sees it; the secret itself is kept nowhere."""

    digest: str
    label: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def alive(self, now: datetime) -> bool:
        """Tell whether the token opens anything at `now` (UTC)."""
        return self.revoked_at is None and now < self.expires_at


def resume_session(store: Store, secret: str, limits: SessionLimits) -> LiveSession | None:
    """Return the session that `secret` opens, or None when it is unknown, idle too long or over."""
    now = store.clock.now()
    found = _with_person(select(SignInSession), SignInSession.person_id, _today(now)).where(
        SignInSession.digest == digest_of(secret),
        SignInSession.expires_at > now,
        SignInSession.seen_at > now - limits.idle,
    )
    with store.reading() as session:
        rows = list(session.execute(found))
    if not rows:
        return None
    row: SignInSession = rows[0][0]
    return LiveSession(_actor(rows, "web"), row.digest, now - row.seen_at >= TOUCH_EVERY)


def actor_of_token(store: Store, token: str) -> Actor | None:
    """Return the actor whose API token this is, or None when it is unknown, revoked or over."""
    now = store.clock.now()
    found = _with_person(select(ApiToken), ApiToken.person_id, _today(now)).where(
        ApiToken.digest == digest_of(token),
        ApiToken.expires_at > now,
        ApiToken.revoked_at.is_(None),
    )
    with store.reading() as session:
        rows = list(session.execute(found))
    return _actor(rows, "api") if rows else None


def list_tokens(store: Store, actor: Actor) -> list[TokenRow]:
    """Return the tokens of `actor`, newest first."""
    mine = select(ApiToken).where(ApiToken.person_id == actor.person_id)
    with store.reading() as session:
        return [
            TokenRow(
                row.digest, row.label, row.created_at, row.expires_at, row.used_at, row.revoked_at
            )
            for row in session.scalars(mine.order_by(ApiToken.created_at.desc()))
        ]


def _today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def _with_person(start: Select[Any], person_id: Any, today: date) -> Select[Any]:
    """Join the person and the posts valid on `today` to a statement about sessions or tokens."""
    return (
        start.add_columns(Person, Post, Unit)
        .join(Person, and_(Person.id == person_id, Person.active))
        .outerjoin(Post, and_(Post.person_id == Person.id, held_on(today)))
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .order_by(Unit.position, Post.role)
    )


def _actor(rows: list[Row[Any]], via: str) -> Actor:
    posts = ((row.Post, row.Unit) for row in rows if row.Post is not None)
    return actor_with(rows[0].Person, posts, via)
