"""使用授权: what my units may use, and what of ours others may use."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select, true
from sqlalchemy.orm import aliased

from engine.core.access import OVERSEEING_ROLES, Actor
from engine.errors import BadRequest, NotFound
from engine.queries import page as paging
from engine.queries.page import Page
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.tables import AccessGrant, Case, Resource, ResourceItem, Unit

SIDES = ("all", "using", "providing")

_User = aliased(Unit)
_Provider = aliased(Unit)


@dataclass(frozen=True)
class Grant:
    """A grant: who may use which items of what, for what and how long.

    `items`: names of the information items. `kind`: request or dedicated. `mine`: my unit uses it.
    """

    number: str
    case_id: str
    case_number: str
    resource_code: str
    resource: str
    resource_version: int
    unit: str
    provider: str
    kind: str
    items: tuple[str, ...]
    conditions: str
    purpose: str
    period_start: date | None
    period_end: date | None
    state: str
    supply: dict[str, Any]
    granted_at: datetime
    activated_at: datetime | None
    mine: bool


def list_grants(
    store: Store,
    actor: Actor,
    side: str = "all",
    *,
    q: str | None = None,
    state: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[Grant]:
    """Return a page of the grants that `actor` may see, newest first.

    `side`: using (my units use), providing (my units provide) or all; 管理部门 and 信息中心 see
    every grant under all. `q` looks in number and resource. Raises BadRequest for an unknown side.
    """
    if side not in SIDES:
        raise BadRequest(
            say("“%(value)s”不是可用的选项，可用的有：%(names)s。", value=side, names=listed(SIDES))
        )
    limit = paging.limit_of(limit)
    chosen = _grants().where(_side(actor, side), *_narrowed(q, state))
    if after:
        chosen = chosen.where(AccessGrant.id < paging.read_key(after, 1)[0])
    with store.reading() as session:
        rows = session.execute(chosen.order_by(AccessGrant.id.desc()).limit(limit + 1)).all()
        names = _item_names(session, [row.resource_id for row in rows])
    return paging.page_of(
        rows, limit, lambda row: [row.grant_id], lambda row: _grant(actor, row, names)
    )


def get(store: Store, actor: Actor, number: str) -> Grant:
    """Return one grant by its number; raises NotFound when `actor` may not know of it."""
    with store.reading() as session:
        chosen = _grants().where(AccessGrant.number == number, _side(actor, "all"))
        row = session.execute(chosen).one_or_none()
        if row is None:
            raise NotFound()
        return _grant(actor, row, _item_names(session, [row.resource_id]))


def of_case(session: Any, actor: Actor, case_id: str) -> tuple[Grant, ...]:
    """Return the grants that a case led to, for whoever may see the case."""
    chosen = _grants().where(AccessGrant.case_id == case_id).order_by(AccessGrant.id)
    rows = session.execute(chosen).all()
    names = _item_names(session, [row.resource_id for row in rows])
    return tuple(_grant(actor, row, names) for row in rows)


def _grants() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AccessGrant.id.label("grant_id"), AccessGrant.number, AccessGrant.case_id,
            Case.number.label("case_number"), AccessGrant.resource_id, AccessGrant.unit_id,
            Resource.code.label("resource_code"), Resource.name.label("resource"),
            AccessGrant.resource_version, _User.name.label("unit"),
            _Provider.name.label("provider"), AccessGrant.kind, AccessGrant.items,
            AccessGrant.conditions, AccessGrant.purpose, AccessGrant.period_start,
            AccessGrant.period_end, AccessGrant.state, AccessGrant.supply,
            AccessGrant.granted_at, AccessGrant.activated_at,
        )
        .join(Case, Case.id == AccessGrant.case_id)
        .join(Resource, Resource.id == AccessGrant.resource_id)
        .join(_User, _User.id == AccessGrant.unit_id)
        .join(_Provider, _Provider.id == Resource.provider_unit_id)
    )  # fmt: skip


def _side(actor: Actor, side: str) -> ColumnElement[bool]:
    units = [] if actor.is_admin else [post.unit_id for post in actor.posts]
    using, providing = AccessGrant.unit_id.in_(units), Resource.provider_unit_id.in_(units)
    if side == "all" and actor.has_role(*OVERSEEING_ROLES) and not actor.is_admin:
        return true()
    return {"using": using, "providing": providing, "all": or_(using, providing)}[side]


def _narrowed(q: str | None, state: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [AccessGrant.state == state] if state else []
    if q and q.strip():
        like = paging.containing(q.strip()[:100])
        columns = (AccessGrant.number, Resource.name, Resource.code, _User.name)
        found.append(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return found


def _item_names(session: Any, resources: list[str]) -> dict[tuple[str, str], str]:
    if not resources:
        return {}
    rows = session.execute(
        select(ResourceItem.resource_id, ResourceItem.code, ResourceItem.name).where(
            ResourceItem.resource_id.in_(set(resources))
        )
    )
    return {(row.resource_id, row.code): row.name for row in rows}


def _grant(actor: Actor, row: Row[Any], names: dict[tuple[str, str], str]) -> Grant:
    values = dict(row._mapping)
    values.pop("grant_id")
    resource_id, unit_id = values.pop("resource_id"), values.pop("unit_id")
    values["items"] = tuple(names.get((resource_id, code), code) for code in row.items)
    mine = any(post.unit_id == unit_id for post in actor.posts)
    return Grant(**values, mine=mine)
