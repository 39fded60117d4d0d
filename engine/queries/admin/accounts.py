"""Who can sign in, and who tried to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.errors import NotFound
from engine.queries import page as paging
from engine.queries.admin.gate import AUDIT, SECURITY, require
from engine.queries.admin.keys import earlier, key
from engine.queries.page import Page
from engine.store.database import Store
from engine.store.posts import held_on
from engine.store.tables import Person, Post, SignInFailure, SignInSession, Unit


@dataclass(frozen=True)
class PostLine:
    """A post in two words; the role as its code."""

    unit: str
    role: str


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in; `sessions` are those open now, `locked_until` only while locked."""

    id: str
    username: str
    name: str
    posts: tuple[PostLine, ...]
    active: bool
    has_password: bool
    must_change_password: bool
    locked_until: datetime | None
    password_set_at: datetime | None
    sessions: int


@dataclass(frozen=True)
class Failure:
    """A failed attempt to sign in; `name` is empty when nobody has this user name."""

    at: datetime
    username: str
    name: str
    source: str


def list_accounts(
    store: Store,
    actor: Actor,
    *,
    q: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[Account]:
    """Return accounts by user name, in two statements; `q` looks in user name and name.

    Raises Forbidden unless `actor` is the security administrator.
    """
    require(actor, SECURITY)
    limit, now = paging.limit_of(limit), store.clock.now()
    wanted = select(Person, _open_sessions(now)).order_by(Person.username)
    if q and q.strip():
        like = paging.containing(q.strip()[:60])
        found = Person.username.ilike(like, escape="\\") | Person.name.ilike(like, escape="\\")
        wanted = wanted.where(found)
    if after:
        wanted = wanted.where(Person.username > paging.read_key(after, 1)[0])
    with store.reading() as session:
        rows = session.execute(wanted.limit(limit + 1)).all()
        posts = _posts(session, [row.Person.id for row in rows], now)
    return paging.page_of(
        rows,
        limit,
        lambda row: [row.Person.username],
        lambda row: _account(row, posts.get(row.Person.id, ()), now),
    )


def get_account(store: Store, actor: Actor, person_id: str) -> Account:
    """Return one account; Forbidden as above, NotFound when there is none."""
    require(actor, SECURITY)
    now = store.clock.now()
    with store.reading() as session:
        row = session.execute(
            select(Person, _open_sessions(now)).where(Person.id == person_id)
        ).first()
        posts = _posts(session, [person_id], now)
    if row is None:
        raise NotFound("没有这个用户。")
    return _account(row, posts.get(person_id, ()), now)


def list_failures(
    store: Store, actor: Actor, *, after: str | None = None, limit: int = 20
) -> Page[Failure]:
    """Return failed attempts to sign in, the latest first.

    Raises Forbidden unless `actor` is the security administrator or the auditor.
    """
    require(actor, SECURITY, AUDIT)
    limit = paging.limit_of(limit)
    wanted = select(SignInFailure, Person.name).outerjoin(
        Person, Person.username == SignInFailure.username
    )
    if after:
        wanted = wanted.where(earlier(SignInFailure.at, SignInFailure.id, after))
    wanted = wanted.order_by(SignInFailure.at.desc(), SignInFailure.id.desc()).limit(limit + 1)
    with store.reading() as session:
        rows = session.execute(wanted).all()
    return paging.page_of(
        rows,
        limit,
        lambda row: key(row.SignInFailure.at, row.SignInFailure.id),
        lambda row: Failure(
            row.SignInFailure.at,
            row.SignInFailure.username,
            row.name or "",
            row.SignInFailure.source,
        ),
    )


def list_units(store: Store, actor: Actor) -> list[tuple[str, str]]:
    """Return code and name of every unit, in their order; only for the security administrator."""
    require(actor, SECURITY)
    with store.reading() as session:
        found = session.execute(select(Unit.code, Unit.name).order_by(Unit.position, Unit.code))
        return list(found.all())


def _open_sessions(now: datetime) -> Any:
    return (
        select(func.count())
        .where(SignInSession.person_id == Person.id, SignInSession.expires_at > now)
        .correlate(Person)
        .scalar_subquery()
        .label("sessions")
    )


def _posts(
    session: Session, people: Sequence[str], now: datetime
) -> dict[str, tuple[PostLine, ...]]:
    today: date = now.astimezone(SHANGHAI).date()
    found: dict[str, tuple[PostLine, ...]] = {}
    rows = session.execute(
        select(Post.person_id, Unit.name, Post.role)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.person_id.in_(people), held_on(today))
        .order_by(Unit.position, Post.role)
    )
    for person_id, unit, role in rows:
        found[person_id] = (*found.get(person_id, ()), PostLine(unit, role))
    return found


def _account(row: Row[Any], posts: tuple[PostLine, ...], now: datetime) -> Account:
    person: Person = row.Person
    locked = person.locked_until is not None and person.locked_until > now
    return Account(
        id=person.id,
        username=person.username,
        name=person.name,
        posts=posts,
        active=person.active,
        has_password=bool(person.password_hash),
        must_change_password=person.must_change_password,
        locked_until=person.locked_until if locked else None,
        password_set_at=person.password_set_at,
        sessions=row.sessions,
    )
