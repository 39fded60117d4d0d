"""A grant that a case is about: the rows that decide who may do what with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import Session, aliased

from engine.core.access import OVERSEEING_ROLES, Actor
from engine.core.case_facts import User
from engine.errors import NotFound
from engine.store.posts import held_on
from engine.store.tables import AccessGrant, Case, Person, Post, Resource, ResourceItem, Task, Unit

_User = aliased(Unit)


@dataclass(frozen=True)
class GrantRows:
    """A grant with its using unit and who asked for it there, where they still hold the post.

    `scene`: the 应用场景 that was asked for, as the request had it.
    """

    grant: AccessGrant
    unit: Unit
    resource: Resource
    asker: Person | None
    items: tuple[tuple[str, str], ...]
    scene: str = ""

    def user(self) -> User:
        """Return the using unit as a case knows it."""
        person = self.asker
        return User(
            self.unit.code,
            self.unit.name,
            self.unit.bureau,
            self.unit.works_here,
            person.id if person is not None else None,
            person.name if person is not None else "",
        )

    def facts(self) -> dict[str, Any]:
        """Return the grant as process data, frozen at the start of the case."""
        grant = self.grant
        return {
            "number": grant.number,
            "state": grant.state,
            "kind": grant.kind,
            "items": [{"code": code, "name": name} for code, name in self.items],
            "conditions": grant.conditions,
            "purpose": grant.purpose,
            "scene": self.scene,
            "period_start": grant.period_start.isoformat() if grant.period_start else None,
            "period_end": grant.period_end.isoformat() if grant.period_end else None,
            "end_reason": grant.end_reason,
        }


def grant_rows(session: Session, number: str, today: date, actor: Actor | None) -> GrantRows:
    """Read a grant by number. NotFound when `actor` may know of none such (None: the program)."""
    handler = and_(
        Post.person_id == Case.starter_id,
        Post.unit_id == AccessGrant.unit_id,
        Post.role == "handler",
        held_on(today),
    )
    row = session.execute(
        select(AccessGrant, _User, Resource, Person)
        .join(_User, _User.id == AccessGrant.unit_id)
        .join(Resource, Resource.id == AccessGrant.resource_id)
        .join(Case, Case.id == AccessGrant.case_id)
        .outerjoin(Post, handler)
        .outerjoin(Person, and_(Person.id == Post.person_id, Person.active))
        .where(AccessGrant.number == number, _known_to(actor))
    ).first()
    if row is None:
        raise NotFound("没有这项使用授权，或者您无权查看。")
    grant, unit, resource, person = row
    return GrantRows(
        grant, unit, resource, person, _items(session, grant), _scene(session, grant.case_id)
    )


def _known_to(actor: Actor | None) -> Any:
    if actor is None or (actor.has_role(*OVERSEEING_ROLES) and not actor.is_admin):
        return true()
    units = [] if actor.is_admin else [post.unit_id for post in actor.posts]
    return or_(AccessGrant.unit_id.in_(units), Resource.provider_unit_id.in_(units))


def _items(session: Session, grant: AccessGrant) -> tuple[tuple[str, str], ...]:
    rows = session.execute(
        select(ResourceItem.code, ResourceItem.name)
        .where(ResourceItem.resource_id == grant.resource_id)
        .order_by(ResourceItem.position)
    ).all()
    return tuple((code, name) for code, name in rows if code in grant.items)


def _scene(session: Session, case_id: str) -> str:
    rows = session.scalars(
        select(Task.answers).where(Task.case_id == case_id, Task.state == "done").order_by(Task.id)
    )
    return next((each["scene"] for each in rows if each and each.get("scene")), "")


def is_renewable(grant: AccessGrant, today: date, days: int) -> bool:
    """Whether the grant ends within `days` natural days of `today`: it may be asked for anew."""
    return grant.period_end is not None and grant.period_end - today <= timedelta(days=days)
