"""A new person who can sign in, with the posts they hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.commands.change_password import chance_password, may_manage_accounts
from engine.core.access import Actor
from engine.core.password_rules import password_problems
from engine.core.post_rules import misplaced, unlawful
from engine.errors import Conflict, FormError
from engine.sentence import listed, say
from engine.settings import is_address
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.passwords import hash_password
from engine.store.tables import Person, Post, Unit
from engine.store.upserts import inserting

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,59}")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class NewPost:
    """A post to give: the unit's code, a role, and until when (a local date, None: open)."""

    unit: str
    role: str
    until: date | None = None


@dataclass(frozen=True)
class UserCreated:
    """`password` is told to the person once; they must change it at the first sign-in."""

    id: str
    username: str
    password: str


def create_user(
    store: Store,
    actor: Actor,
    username: str,
    name: str,
    *,
    email: str = "",
    password: str | None = None,
    posts: Sequence[NewPost] = (),
) -> UserCreated:
    """Create somebody with `posts` valid from today; a missing `password` is made by chance.

    Raises Forbidden unless the actor is the security administrator (or the program itself),
    FormError with the fields username, name, email, password and posts, Conflict when the user
    name is taken.
    """
    may_manage_accounts(actor)
    username, name, email = username.strip(), name.strip(), email.strip()
    secret = password or chance_password()
    _check(username, name, email, secret, posts)
    with store.transaction() as session:
        person_id = _person(session, store, username, name, email, secret)
        if person_id is None:
            raise Conflict(say("用户名 %(username)s 已被使用，请换一个。", username=username))
        _add_posts(session, store, person_id, posts)
        data = {"username": username, "posts": [f"{post.unit}:{post.role}" for post in posts]}
        note_account_event(session, store.clock.now(), "user_created", actor, data)
    return UserCreated(person_id, username, secret)


def _check(username: str, name: str, email: str, password: str, posts: Sequence[NewPost]) -> None:
    found: Errors = {
        "username": []
        if USERNAME.fullmatch(username)
        else ["用户名以小写字母开头，由小写字母、数字、点、横线组成，2 至 60 个字符。"],
        "name": []
        if 1 <= len(name) <= 60 and name.isprintable()
        else ["请填写姓名，不超过 60 字，不含换行和不可见的字符。"],
        "email": [] if not email or is_address(email) else ["邮箱地址的格式不对。"],
        "password": password_problems(password, username) if username else [],
        "posts": _post_problems(posts),
    }
    errors = {field: messages for field, messages in found.items() if messages}
    if errors:
        raise FormError(errors)


def _post_problems(posts: Sequence[NewPost]) -> list[str]:
    if any(not post.unit or not post.role for post in posts):
        return ["请同时选择单位和岗位。"]
    return unlawful({post.role for post in posts})


def _person(
    session: Session, store: Store, username: str, name: str, email: str, password: str
) -> str | None:
    """Add the person and return the id; None when the user name is taken, even at this moment."""
    new = (
        inserting(session, Person)
        .values(
            username=username,
            name=name,
            email=email,
            password_hash=hash_password(password),
            password_set_at=store.clock.now(),
            must_change_password=True,
        )
        .on_conflict_do_nothing(index_elements=["username"])
        .returning(Person.id)
    )
    return session.execute(new).scalar_one_or_none()


def _add_posts(session: Session, store: Store, person_id: str, posts: Sequence[NewPost]) -> None:
    today = store.clock.now().astimezone(SHANGHAI).date()
    if any(post.until is not None and post.until < today for post in posts):
        raise FormError({"posts": ["任期最后一日不能早于今天。"]})
    codes = {post.unit for post in posts}
    units = {unit.code: unit for unit in session.scalars(select(Unit).where(Unit.code.in_(codes)))}
    missing = codes - units.keys()
    if missing:
        raise FormError(
            {"posts": [say("没有这样的单位：%(units)s。", units=listed(sorted(missing)))]}
        )
    _refuse_misplaced(posts, units)
    session.add_all(
        Post(
            person_id=person_id,
            unit_id=units[post.unit].id,
            role=post.role,
            valid_from=today,
            valid_until=post.until,
        )
        for post in posts
    )


def _refuse_misplaced(posts: Sequence[NewPost], units: Mapping[str, Unit]) -> None:
    # Whether somebody is on the establishment is not asked here: they count as such.
    wrong = [
        problem
        for post in posts
        for problem in misplaced(
            post.role, units[post.unit].kind, in_bureau=True, on_establishment=True
        )
    ]
    if wrong:
        raise FormError({"posts": wrong})
