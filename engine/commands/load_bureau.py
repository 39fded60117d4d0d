"""Load a bureau's units, people, catalogue and agents into an empty database, once."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.bureau import AgentRow, Bureau, PersonRow, ResourceRow, parse_bureau
from engine.errors import Conflict
from engine.store.audit import NewEvent, append
from engine.store.database import Store
from engine.store.passwords import hash_password
from engine.store.tables import (
    AgentAuthorization,
    DedicatedUnit,
    Person,
    Post,
    Resource,
    ResourceItem,
    Unit,
)
from engine.store.types import new_id

#: Codes or user names -> ids of the rows that stand for them.
Ids = Mapping[str, str]
#: Keys of a resource row that become rows of their own, or columns of another shape.
_OTHER_SHAPE = frozenset({"provider", "review", "items", "dedicated_units"})


@dataclass(frozen=True)
class BureauLoaded:
    """What was loaded; `loaded` is false when the database held units already."""

    loaded: bool
    units: int = 0
    people: int = 0
    resources: int = 0
    agents: int = 0


def load_bureau(store: Store, files: Mapping[str, bytes], *, password: str | None) -> BureauLoaded:
    """Load the bureau that `files` describe (see `engine.core.bureau`), all of it or nothing.

    `password` is everybody's, hashed once, or None when nobody may sign in with one yet. A database
    that holds any unit is left as it is, and the files are not looked at. Raises PackError that
    lists every fault of the files, Conflict when a user name is taken already. The audit trail
    keeps what was loaded, with the sha256 of each file.
    """
    if _has_units(store):
        return BureauLoaded(loaded=False)
    bureau = parse_bureau(files, store.clock.now().astimezone(SHANGHAI).date())
    hashed = hash_password(password) if password else ""
    try:
        return _load(store, bureau, hashed, files)
    except IntegrityError:
        # Two nodes that start together may both find the database empty; one of them wins.
        if not _has_units(store):
            raise
        return BureauLoaded(loaded=False)


def _has_units(store: Store) -> bool:
    with store.reading() as session:
        return session.scalar(select(Unit.id).limit(1)) is not None


def _load(store: Store, bureau: Bureau, hashed: str, files: Mapping[str, bytes]) -> BureauLoaded:
    now = store.clock.now()
    with store.transaction() as session:
        if session.scalar(select(Unit.id).limit(1)):
            return BureauLoaded(loaded=False)
        _refuse_taken_names(session, bureau)
        _add_bureau(session, bureau, hashed, now)
        done = BureauLoaded(
            loaded=True,
            units=len(bureau.units),
            people=len(bureau.people),
            resources=len(bureau.resources),
            agents=len(bureau.agents),
        )
        append(session, None, [_event(done, files, now)])
    return done


def _event(done: BureauLoaded, files: Mapping[str, bytes], now: datetime) -> NewEvent:
    digests = {path: sha256(content).hexdigest() for path, content in sorted(files.items())}
    data = {**asdict(done), "files": digests}
    return NewEvent(kind="bureau_loaded", effective_at=now, recorded_at=now, data=data)


def _refuse_taken_names(session: Session, bureau: Bureau) -> None:
    names = [person.username for person in bureau.people]
    taken = session.scalars(select(Person.username).where(Person.username.in_(names))).all()
    if taken:
        listed = "、".join(sorted(taken))
        raise Conflict(f"用户名 {listed} 已被使用，请在 people.toml 里换一个，没有载入任何数据。")


def _add_bureau(session: Session, bureau: Bureau, hashed: str, now: datetime) -> None:
    """Add level by level, each flushed before what refers to it: no relation joins these tables."""
    units = {row.code: new_id() for row in bureau.units}
    people = {row.username: new_id() for row in bureau.people}
    resources = {row.code: new_id() for row in bureau.resources}
    session.add_all(
        Unit(id=units[row.code], position=place, **vars(row))
        for place, row in enumerate(bureau.units, 1)
    )
    session.add_all(_person(people[row.username], row, hashed, now) for row in bureau.people)
    session.flush()
    session.add_all(post for row in bureau.people for post in _posts(people, units, row))
    session.add_all(_resource(resources[row.code], row, units) for row in bureau.resources)
    session.add_all(_agent(row, units) for row in bureau.agents)
    session.flush()
    session.add_all(
        DedicatedUnit(resource_id=resources[row.code], unit_id=units[code])
        for row in bureau.resources
        for code in row.dedicated_units
    )


def _person(person_id: str, row: PersonRow, hashed: str, now: datetime) -> Person:
    return Person(
        id=person_id,
        username=row.username,
        name=row.name,
        email=row.email,
        phone=row.phone,
        on_establishment=row.on_establishment,
        password_hash=hashed,
        password_set_at=now if hashed else None,
    )


def _posts(people: Ids, units: Ids, row: PersonRow) -> Iterator[Post]:
    for post in row.posts:
        yield Post(
            person_id=people[row.username],
            unit_id=units[post.unit],
            role=post.role,
            valid_from=post.valid_from,
            valid_until=post.valid_until,
        )


def _resource(resource_id: str, row: ResourceRow, units: Ids) -> Resource:
    columns = {key: value for key, value in vars(row).items() if key not in _OTHER_SHAPE}
    items = [ResourceItem(position=place, **vars(one)) for place, one in enumerate(row.items, 1)]
    return Resource(
        id=resource_id,
        provider_unit_id=units[row.provider],
        review=dict(row.review),
        items=items,
        **columns,
    )


def _agent(row: AgentRow, units: Ids) -> AgentAuthorization:
    return AgentAuthorization(
        provider_unit_id=units[row.provider],
        agent_unit_id=units[row.agent],
        document_number=row.document_number,
        resource_codes=list(row.resources),
        max_grade=row.max_grade,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
