"""The end of a post that somebody holds or was to hold."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.commands.change_password import may_manage_accounts
from engine.commands.give_post import person_named, unit_coded
from engine.core.access import Actor
from engine.errors import Conflict, FormError, NotFound
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.posts import held_on
from engine.store.tables import Person, Post


def end_post(
    store: Store,
    actor: Actor,
    username: str,
    unit: str,
    role: str,
    *,
    last_day: date | None = None,
) -> None:
    """End the post `role` of `username` in the unit with the code `unit`: at once, or after
    `last_day` (a local day, today or later). What is in hand goes back to the post by itself.

    Raises Forbidden unless `actor` is the security administrator (or the program itself), NotFound
    for an unknown person and for a post they do not hold, FormError with the fields unit and until,
    Conflict when nobody could manage accounts any more.
    """
    may_manage_accounts(actor)
    now = store.clock.now()
    today = now.astimezone(SHANGHAI).date()
    if last_day is not None and last_day < today:
        raise FormError({"until": ["任期最后一日不能早于今天。"]})
    last = last_day or today - timedelta(days=1)
    with store.transaction() as session:
        person = person_named(session, username)
        ending = _ending(session, person.id, unit_coded(session, unit).id, role, last)
        if role == "security_admin":
            _keep_one(session, person, last + timedelta(days=1))
        for post in ending:
            _end(session, post, last)
        data = {"username": username, "post": f"{unit}:{role}", "until": last.isoformat()}
        note_account_event(session, now, "post_ended", actor, data)


def _ending(session: Session, person_id: str, unit_id: str, role: str, last: date) -> list[Post]:
    held = select(Post).filter_by(person_id=person_id, unit_id=unit_id, role=role)
    longer = held.where(or_(Post.valid_until.is_(None), Post.valid_until > last))
    posts = list(session.scalars(longer))
    if not posts:
        raise NotFound("该用户没有担任这一岗位，或者任期那时已经结束。")
    return posts


def _keep_one(session: Session, person: Person, day: date) -> None:
    # Locked, so that two who end each other's post at the same moment wait for one another.
    others = (
        select(Person)
        .join(Post, Post.person_id == Person.id)
        .where(Post.role == "security_admin", held_on(day), Person.id != person.id)
        .where(Person.active, Person.password_hash != "")
        .with_for_update()
    )
    if session.scalars(others).first() is None:
        raise Conflict("这是最后一位能登录的安全管理员，请先让他人担任。")


def _end(session: Session, post: Post, last: date) -> None:
    if post.valid_from > last:
        session.delete(post)  # it never began
    else:
        post.valid_until = last
