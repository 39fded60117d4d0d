"""Signing in: sessions, failed attempts, tokens for scripts. Only digests of secrets are kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Table
from engine.store.types import new_id


class SignInSession(Table):
    """A signed-in browser; `digest` is the sha256 of the secret in its cookie."""

    __tablename__ = "sign_in_session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    source: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInFailure(Table):
    """A failed attempt to sign in."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "username", "at"), Index(None, "source", "at"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[datetime]


class ApiToken(Table):
    """A bearer token for scripts; `digest` is the sha256 of the token."""

    __tablename__ = "api_token"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
