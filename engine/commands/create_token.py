"""Tokens with which a script acts as a person; shown once, kept as digests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from engine.core.access import Actor
from engine.errors import FormError, NotFound
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.secrets import digest_of, new_secret
from engine.store.tables import ApiToken

#: Makes a leaked token easy to recognise in files and logs.
PREFIX = "gxt_"
MAX_DAYS = 366


@dataclass(frozen=True)
class TokenCreated:
    """`token` is shown now and never again; `expires_at` is UTC."""

    token: str
    label: str
    expires_at: datetime


def create_token(store: Store, actor: Actor, label: str, days: int = 90) -> TokenCreated:
    """Create a token of `actor`, named `label`, valid for `days` (1 to 366).

    Raises FormError with the fields label and days.
    """
    label = label.strip()
    errors: dict[str, list[str]] = {}
    if not (1 <= len(label) <= 80 and label.isprintable()):
        errors["label"] = ["请写明令牌的用途，不超过 80 字，不含不可见的字符。"]
    if not 1 <= days <= MAX_DAYS:
        errors["days"] = ["有效天数应为 1 至 366 之间的整数。"]
    if errors:
        raise FormError(errors)
    return _created(store, actor, label, timedelta(days=days))


def revoke_token(store: Store, actor: Actor, digest: str) -> None:
    """Make a token of `actor` worthless; raises NotFound when it is none of theirs."""
    now = store.clock.now()
    alive = (
        update(ApiToken)
        .where(ApiToken.digest == digest, ApiToken.person_id == actor.person_id)
        .where(ApiToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiToken.label)
    )
    with store.transaction() as session:
        label = session.scalar(alive)
        if label is None:
            raise NotFound("没有这个令牌，或已停用。")
        note_account_event(session, now, "token_revoked", actor, {"label": label})


def _created(store: Store, actor: Actor, label: str, lasts: timedelta) -> TokenCreated:
    now, token = store.clock.now(), new_secret(PREFIX)
    with store.transaction() as session:
        session.add(
            ApiToken(
                digest=digest_of(token),
                person_id=actor.person_id,
                label=label,
                created_at=now,
                expires_at=now + lasts,
            )
        )
        note_account_event(session, now, "token_created", actor, {"label": label})
    return TokenCreated(token, label, now + lasts)
