"""The bureau that a story plays in: its people with their posts, units, resources and ways in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.access import ROLE_NAMES
from engine.sentence import listed, say
from engine.simulate.stepping import Rehearsal
from engine.store.packs import current_version_id, pack_of
from engine.store.posts import held_on
from engine.store.tables import Person, Post, Resource, Unit


@dataclass(frozen=True)
class Somebody:
    """A person with the posts that are held that day: pairs of role and unit (name)."""

    id: str
    username: str
    name: str
    posts: tuple[tuple[str, str], ...]

    @property
    def roles(self) -> frozenset[str]:
        """The roles of the posts."""
        return frozenset(role for role, _unit in self.posts)

    @property
    def words(self) -> str:
        """Who that is: 张伟，登记注册科经办人."""
        posts = listed(
            (listed((unit, say(ROLE_NAMES.get(role, role))), "") for role, unit in self.posts), "、"
        )
        return say("%(name)s，%(posts)s", name=self.name, posts=posts) if posts else self.name

    @property
    def brief(self) -> str:
        """The same with one post, as a scenario's file says it."""
        one = replace(self, posts=self.posts[:1]).words
        return say("%(who)s等", who=one) if len(self.posts) > 1 else one


@dataclass(frozen=True)
class Named:
    """A code and what it is called."""

    code: str
    name: str


@dataclass(frozen=True)
class WayIn:
    """A way to start a process. `role`: who may; `needs`: resource, grant or nothing."""

    process: str
    key: str
    title: str
    role: str
    needs: str
    successor: bool


@dataclass(frozen=True)
class Bureau:
    """What may be chosen in a story."""

    people: tuple[Somebody, ...]
    units: tuple[Named, ...]
    resources: tuple[Named, ...]
    ways: tuple[WayIn, ...]
    titles: Mapping[str, str]
    articles: Mapping[str, str]


def bureau_of(played: Rehearsal) -> Bureau:
    """Return the people, units, resources and ways in of a story that is on its stage."""
    store = played.store
    with store.reading() as session:
        pack = pack_of(session, store, current_version_id(session))
        today = played.begins.date()
        ways = (
            WayIn(process.key, entry.key, entry.title, entry.role, entry.needs, entry.successor)
            for process in pack.processes.values()
            for entry in process.entries
            if not entry.automatic
        )
        return Bureau(
            people=people_of(session, today),
            units=_named(session, Unit.code, Unit.name, Unit.position),
            resources=_named(session, Resource.code, Resource.name, Resource.code),
            ways=tuple(ways),
            titles={key: process.title for key, process in pack.processes.items()},
            articles={key: process.article for key, process in pack.processes.items()},
        )


def people_of(session: Session, today: date) -> tuple[Somebody, ...]:
    """Return everybody who holds a post on `today`, by unit and name."""
    rows = session.execute(
        select(Person.id, Person.username, Person.name, Post.role, Unit.name)
        .join(Post, Post.person_id == Person.id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Person.active, held_on(today))
        .order_by(Unit.position, Person.username, Post.role)
    ).all()
    people: dict[str, Somebody] = {}
    for key, username, name, role, unit in rows:
        known = people.get(key) or Somebody(key, username, name, ())
        people[key] = replace(known, posts=(*known.posts, (role, unit)))
    return tuple(people.values())


def _named(session: Session, code: object, name: object, order: object) -> tuple[Named, ...]:
    rows = session.execute(select(code, name).order_by(order)).all()  # type: ignore[call-overload]
    return tuple(Named(*row) for row in rows)
