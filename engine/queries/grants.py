"""使用授权: what my units may use, and what of ours others may use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select, true
from sqlalchemy.orm import Session, aliased

from calendars import local_date
from engine.core.access import OVERSEEING_ROLES, Actor
from engine.core.grant_words import GRANT_STATES, HELD_STATES
from engine.errors import BadRequest, NotFound
from engine.queries import page as paging
from engine.queries.page import Page
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.tables import AccessGrant, Case, Resource, ResourceItem, Unit

SIDES = ("all", "using", "providing")
#: A wish for every state in which the right to use has not ended.
HELD = "held"
STATES = (HELD, *GRANT_STATES)

_User = aliased(Unit)
_Provider = aliased(Unit)
_Renewed = aliased(AccessGrant)


@dataclass(frozen=True)
class GrantFilter:
    """Which grants of a list.

    `side`: using (my units use), providing (my units provide) or all; 管理部门, 协调人 and 信息中心
    see every grant under all. `q`: words, each in number, resource or units. `state`: one of
    STATES; `resource`: its code; `unit`: the code of the using unit. Empty: any.
    """

    side: str = "all"
    q: str = ""
    state: str = ""
    resource: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Grant:
    """A grant: who may use which items of what, for what and how long.

    `items`: names of the information items. `kind`: request or dedicated. `mine`: my unit uses it.
    `renews`: number of the grant it goes on from. `days_left`: natural days until the last day of
    the period (0 on that day), None without an end or after the right has ended.
    """

    number: str
    case_id: str
    case_number: str
    resource_code: str
    resource: str
    resource_version: int
    unit_code: str
    unit: str
    provider_code: str
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
    suspended_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    renews: str | None
    days_left: int | None
    mine: bool

    @property
    def held(self) -> bool:
        """Whether the right to use has not ended, though it may rest."""
        return self.state in HELD_STATES


@dataclass(frozen=True)
class Facets:
    """What the list can be narrowed by: using units and resources that occur (code, name)."""

    units: tuple[tuple[str, str], ...]
    resources: tuple[tuple[str, str], ...]


def list_grants(
    store: Store,
    actor: Actor,
    wanted: GrantFilter | None = None,
    *,
    after: str | None = None,
    limit: int = 20,
) -> Page[Grant]:
    """Return a page of the grants that `actor` may see, newest first.

    Raises BadRequest for an unknown side or state and for a broken `after`.
    """
    limit = paging.limit_of(limit)
    chosen = chosen_by(actor, wanted or GrantFilter())
    if after:
        chosen = chosen.where(AccessGrant.id < paging.read_key(after, 1)[0])
    with store.reading() as session:
        rows = session.execute(chosen.limit(limit + 1)).all()
        make = maker(session, actor, rows, local_date(store.clock.now()))
    return paging.page_of(rows, limit, lambda row: [row.grant_id], make)


def facets(store: Store, actor: Actor, side: str = "all") -> Facets:
    """Return the using units and resources of the grants on `side`, in one statement."""
    chosen = (
        select(_User.code, _User.name, _User.position, Resource.code, Resource.name)
        .select_from(AccessGrant)
        .join(_User, _User.id == AccessGrant.unit_id)
        .join(Resource, Resource.id == AccessGrant.resource_id)
        .where(seen_by(actor, side))
        .distinct()
        .order_by(_User.position, _User.code, Resource.code)
    )
    with store.reading() as session:
        rows = session.execute(chosen).all()
    units = dict.fromkeys((row[0], row[1]) for row in rows)
    return Facets(tuple(units), tuple(sorted({(row[3], row[4]) for row in rows})))


def get(store: Store, actor: Actor, number: str) -> Grant:
    """Return one grant by its number; raises NotFound when `actor` may not know of it."""
    with store.reading() as session:
        row = row_of(session, actor, number)
        return maker(session, actor, [row], local_date(store.clock.now()))(row)


def of_case(session: Session, actor: Actor, case_id: str, today: date) -> tuple[Grant, ...]:
    """Return the grants that a case led to, for whoever may see the case."""
    chosen = _grants().where(AccessGrant.case_id == case_id).order_by(AccessGrant.id)
    rows = session.execute(chosen).all()
    return tuple(map(maker(session, actor, rows, today), rows))


def chosen_by(actor: Actor, wanted: GrantFilter) -> Select[*tuple[Any, ...]]:
    """Return the statement of the grants that `actor` sees and wants, newest first."""
    conditions = (seen_by(actor, wanted.side), *_narrowed(wanted))
    return _grants().where(*conditions).order_by(AccessGrant.id.desc())


def row_of(session: Session, actor: Actor, number: str) -> Row[Any]:
    """Return the row of a grant with its id and its closing papers; NotFound as `get`."""
    chosen = _grants().add_columns(AccessGrant.closing, AccessGrant.renews_id)
    row = session.execute(
        chosen.where(AccessGrant.number == number, seen_by(actor, "all"))
    ).one_or_none()
    if row is None:
        raise NotFound("没有这项使用授权，或者您无权查看。")
    return row


def _grants() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AccessGrant.id.label("grant_id"), AccessGrant.number, AccessGrant.case_id,
            Case.number.label("case_number"), AccessGrant.resource_id, AccessGrant.unit_id,
            Resource.code.label("resource_code"), Resource.name.label("resource"),
            AccessGrant.resource_version, _User.code.label("unit_code"), _User.name.label("unit"),
            _Provider.code.label("provider_code"), _Provider.name.label("provider"),
            AccessGrant.kind, AccessGrant.items, AccessGrant.conditions, AccessGrant.purpose,
            AccessGrant.period_start, AccessGrant.period_end, AccessGrant.state,
            AccessGrant.supply, AccessGrant.granted_at, AccessGrant.activated_at,
            AccessGrant.suspended_at, AccessGrant.ended_at, AccessGrant.end_reason,
            _Renewed.number.label("renews"),
        )
        .join(Case, Case.id == AccessGrant.case_id)
        .join(Resource, Resource.id == AccessGrant.resource_id)
        .join(_User, _User.id == AccessGrant.unit_id)
        .join(_Provider, _Provider.id == Resource.provider_unit_id)
        .outerjoin(_Renewed, _Renewed.id == AccessGrant.renews_id)
    )  # fmt: skip


def seen_by(actor: Actor, side: str) -> ColumnElement[bool]:
    """Condition on AccessGrant with Resource: `actor` sees it on this side.

    Raises BadRequest for a side that is none.
    """
    _require(side, SIDES)
    units = [] if actor.is_admin else [post.unit_id for post in actor.posts]
    using, providing = AccessGrant.unit_id.in_(units), Resource.provider_unit_id.in_(units)
    if side == "all" and actor.has_role(*OVERSEEING_ROLES) and not actor.is_admin:
        return true()
    return {"using": using, "providing": providing, "all": or_(using, providing)}[side]


def _narrowed(wanted: GrantFilter) -> list[ColumnElement[bool]]:
    pairs = ((Resource.code, wanted.resource), (_User.code, wanted.unit))
    found = [column == value for column, value in pairs if value]
    words = wanted.q.split()[:8]
    return [*found, *_in_state(wanted.state), *(_mentions(word[:60]) for word in words)]


def _in_state(state: str) -> list[ColumnElement[bool]]:
    if not state:
        return []
    _require(state, STATES)
    return [AccessGrant.state.in_(HELD_STATES if state == HELD else (state,))]


def _require(value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise BadRequest(
            say(
                "“%(value)s”不是可用的选项，可用的有：%(names)s。", value=value, names=listed(known)
            )
        )


def _mentions(word: str) -> ColumnElement[bool]:
    like = paging.containing(word)
    columns = (AccessGrant.number, Resource.name, Resource.code, _User.name, _Provider.name)
    return or_(*(column.ilike(like, escape="\\") for column in columns))


def maker(
    session: Session, actor: Actor, rows: Sequence[Row[Any]], today: date
) -> Callable[[Row[Any]], Grant]:
    """Return what makes a Grant of each of `rows`; item names are read once, in one statement."""
    return partial(_grant, actor, _item_names(session, {row.resource_id for row in rows}), today)


def _item_names(session: Session, resources: set[str]) -> dict[tuple[str, str], str]:
    if not resources:
        return {}
    rows = session.execute(
        select(ResourceItem.resource_id, ResourceItem.code, ResourceItem.name).where(
            ResourceItem.resource_id.in_(resources)
        )
    )
    return {(row.resource_id, row.code): row.name for row in rows}


def _grant(actor: Actor, names: Mapping[tuple[str, str], str], today: date, row: Row[Any]) -> Grant:
    values = {each: value for each, value in row._mapping.items() if each in _COLUMNS}
    values["items"] = tuple(names.get((row.resource_id, code), code) for code in row.items)
    mine = any(post.unit_id == row.unit_id for post in actor.posts)
    runs = row.state in HELD_STATES and row.period_end is not None
    left = (row.period_end - today).days if runs else None
    return Grant(**values, days_left=left, mine=mine)


_COLUMNS = frozenset(Grant.__dataclass_fields__) - {"days_left", "mine"}
