"""Who holds which post today: one statement for all units and people that a command needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from engine.store.posts import held_on
from engine.store.tables import Person, Post, Unit


@dataclass(frozen=True)
class UnitInfo:
    """A unit, as far as routing needs it."""

    id: str
    code: str
    name: str
    kind: str
    works_here: bool


@dataclass(frozen=True)
class PersonInfo:
    """A person who can be given work or told something."""

    id: str
    name: str
    email: str


class Directory:
    """Units with the holders of their posts, and people by id, as of one day."""

    def __init__(self, session: Session, today: date) -> None:
        self._session = session
        self._today = today
        self._units: dict[str, UnitInfo] = {}
        #: Codes of the units of which every holder is known, not only one who was asked for.
        self._whole: set[str] = set()
        self._people: dict[str, PersonInfo] = {}
        self._holders: dict[tuple[str, str], dict[str, PersonInfo]] = {}

    def fetch(self, units: Iterable[str], people: Iterable[str] = ()) -> None:
        """Load the units (by code) and people (by id) that are not yet known."""
        codes = {code for code in units if code and code not in self._whole}
        ids = {each for each in people if each and each not in self._people}
        if codes or ids:
            for row in self._session.execute(self._query(codes, ids)):
                self._keep(row)
        for row in self._without_posts(codes - set(self._units)):
            self._keep_unit(row)
        self._whole |= codes & set(self._units)

    def unit(self, code: str) -> UnitInfo:
        """Return a unit by code; KeyError when there is none."""
        if code not in self._units:
            self.fetch([code])
        return self._units[code]

    def by_id(self, unit_id: str) -> list[UnitInfo]:
        """Return the unit with this id, in a list; an empty one when there is none."""
        code = self._session.scalar(select(Unit.code).where(Unit.id == unit_id))
        return [] if code is None else [self.unit(code)]

    def holders(self, code: str, role: str) -> tuple[PersonInfo, ...]:
        """Return the people who hold `role` in the unit with this code, in order of name."""
        if code not in self._whole:
            self.fetch([code])
        found = self._holders.get((code, role), {}).values()
        return tuple(sorted(found, key=lambda each: each.name))

    def person(self, person_id: str | None) -> PersonInfo | None:
        """Return a person by id, or None."""
        if person_id is not None and person_id not in self._people:
            self.fetch([], [person_id])
        return None if person_id is None else self._people.get(person_id)

    def _query(self, codes: set[str], ids: set[str]) -> Select[*tuple[Any, ...]]:
        # Columns, not rows of classes: this runs in every verb and touches whole units.
        found: Select[*tuple[Any, ...]] = (
            select(Person.id, Person.name, Person.email, Post.role, *_UNIT)
            .outerjoin(Post, and_(Post.person_id == Person.id, held_on(self._today)))
            .outerjoin(Unit, Unit.id == Post.unit_id)
            .where(Person.active, or_(Unit.code.in_(codes), Person.id.in_(ids)))
        )
        return found

    def _without_posts(self, codes: set[str]) -> Iterable[Any]:
        return self._session.execute(select(*_UNIT).where(Unit.code.in_(codes))) if codes else ()

    def _keep(self, row: Any) -> None:
        person = PersonInfo(row.id, row.name, row.email)
        self._people[person.id] = person
        if row.code is not None:
            self._keep_unit(row)
            self._holders.setdefault((row.code, row.role), {})[person.id] = person

    def _keep_unit(self, row: Any) -> None:
        self._units[row.code] = UnitInfo(
            row.unit_id, row.code, row.unit_name, row.kind, row.works_here
        )


_UNIT = (
    Unit.id.label("unit_id"),
    Unit.code,
    Unit.name.label("unit_name"),
    Unit.kind,
    Unit.works_here,
)
