"""Who is acting: a person with the posts that are valid today."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.access import Actor, PostRef
from engine.errors import NotFound
from engine.store.database import Store
from engine.store.posts import held_on
from engine.store.tables import Person, Post, Unit


def actor_of(
    store: Store, *, username: str | None = None, person_id: str | None = None, via: str = "web"
) -> Actor:
    """Return the actor behind a user name or a person id, in at most two statements.

    Raises NotFound when there is no such active person.
    """
    with store.reading() as session:
        person = _person(session, username, person_id)
        today = store.clock.now().astimezone(SHANGHAI).date()
        return actor_with(person, _posts(session, person.id, today), via)


def actor_with(person: Person, posts: Iterable[tuple[Post, Unit]], via: str) -> Actor:
    """Return the actor that `person` is with `posts`, through the door `via`."""
    return Actor(
        person_id=person.id,
        username=person.username,
        name=person.name,
        posts=tuple(
            PostRef(post.id, post.role, unit.id, unit.code, unit.name, unit.kind)
            for post, unit in posts
        ),
        via=via,
        phone=person.phone,
        language=person.language,
        must_change_password=person.must_change_password,
    )


def _person(session: Session, username: str | None, person_id: str | None) -> Person:
    wanted = Person.username == username if person_id is None else Person.id == person_id
    person = session.scalar(select(Person).where(wanted, Person.active))
    if person is None:
        raise NotFound("没有这个用户，或该用户已停用。")
    return person


def _posts(session: Session, person_id: str, today: date) -> list[tuple[Post, Unit]]:
    rows = session.execute(
        select(Post, Unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.person_id == person_id, held_on(today))
        .order_by(Unit.position, Post.role)
    )
    return [(post, unit) for post, unit in rows]
