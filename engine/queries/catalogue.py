"""The catalogue of resources: search, and one resource with what its applicants may know.

Art. 11 publishes the review information with the resource, so everybody who is signed in reads it.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.access import Actor
from engine.core.bureau.words import OPEN_TYPES, REVIEW_LABELS
from engine.errors import NotFound
from engine.queries import page as paging
from engine.queries.affairs import RunningTransition, UnderWay, running_transition, under_way
from engine.queries.applicants import Applicant, applicants_of
from engine.queries.holders import Holders, holders_of
from engine.queries.page import Page
from engine.sentence import listed, say
from engine.store.catalogue_sight import known_to, listed_to
from engine.store.database import Store
from engine.store.tables import DedicatedUnit, Resource, ResourceItem, Unit


@dataclass(frozen=True)
class ResourceLine:
    """A resource in a list."""

    code: str
    name: str
    provider: str
    provider_code: str
    theme: str
    share_type: str
    provide_mode: str
    dedicated: bool
    grade: int
    update_cycle: str
    state: str
    items: int


@dataclass(frozen=True)
class ItemLine:
    """An information item of a resource."""

    code: str
    name: str
    data_type: str
    share_type: str
    sensitive: bool


@dataclass(frozen=True)
class ResourceView:
    """A resource with everything its page shows.

    `holders`: who may use it, None when the reader may not know. `transition`: where it is being
    replaced. `under_way`: open cases of which everybody is told.
    """

    line: ResourceLine
    version: int
    summary: str
    data_kind: str
    share_condition: str
    not_share_basis: str
    api_param_controlled: bool
    data_format: str
    published_on: date | None
    review: tuple[tuple[str, str], ...]
    item_lines: tuple[ItemLine, ...]
    dedicated_units: tuple[str, ...]
    applicants: tuple[Applicant, ...]
    holders: Holders | None
    transition: RunningTransition | None
    under_way: tuple[UnderWay, ...]


@dataclass(frozen=True)
class Facets:
    """What the catalogue can be narrowed by: units (code, name) and themes that occur."""

    units: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]


def search(  # noqa: PLR0913 - the filters of one list
    store: Store,
    actor: Actor,
    q: str | None = None,
    *,
    unit: str | None = None,
    share_type: str | None = None,
    theme: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[ResourceLine]:
    """Return a page of resources by code.

    `q` looks in name, code, summary and the names of information items; `unit` is the provider's
    code. Raises BadRequest for a broken `after`.
    """
    limit = paging.limit_of(limit)
    chosen = _lines().where(listed_to(actor), *_narrowed(q, unit, share_type, theme))
    if after:
        chosen = chosen.where(Resource.code > paging.read_key(after, 1)[0])
    with store.reading() as session:
        rows = session.execute(chosen.order_by(Resource.code).limit(limit + 1)).all()
    return paging.page_of(rows, limit, lambda row: [row.code], _line)


def facets(store: Store, actor: Actor) -> Facets:
    """Return the providers and themes that occur in the catalogue, in one statement."""
    chosen = (
        select(Unit.code, Unit.name, Unit.position, Resource.theme)
        .join(Resource, Resource.provider_unit_id == Unit.id)
        .where(listed_to(actor))
        .group_by(Unit.code, Unit.name, Unit.position, Resource.theme)
        .order_by(Unit.position, Unit.code)
    )
    with store.reading() as session:
        rows = session.execute(chosen).all()
    units = dict.fromkeys((row.code, row.name) for row in rows)
    themes = sorted({row.theme for row in rows if row.theme})
    return Facets(tuple(units), tuple(themes))


def get(store: Store, actor: Actor, code: str) -> ResourceView:
    """Return one resource; raises NotFound when there is none that `actor` may know of."""
    with store.reading() as session:
        found = session.execute(
            select(Resource, Unit)
            .join(Unit, Unit.id == Resource.provider_unit_id)
            .where(Resource.code == code, known_to(actor))
        ).one_or_none()
        if found is None:
            raise NotFound("目录中没有这项资源，或者它尚未发布。")
        resource, provider = found
        listed = _listed(session, resource)
        applicants = applicants_of(
            session, actor, resource, frozenset(listed), local_date(store.clock.now())
        )
        return replace(
            _view(resource, provider, tuple(listed.values()), applicants),
            holders=holders_of(session, actor, resource),
            transition=running_transition(store, session, resource),
            under_way=under_way(store, session, resource.id),
        )


def _lines() -> Select[*tuple[Any, ...]]:
    items = (
        select(func.count())
        .where(ResourceItem.resource_id == Resource.id)
        .correlate(Resource)
        .scalar_subquery()
    )
    return select(
        Resource.code, Resource.name, Unit.name.label("provider"),
        Unit.code.label("provider_code"), Resource.theme, Resource.share_type,
        Resource.provide_mode, Resource.dedicated, Resource.grade, Resource.update_cycle,
        Resource.state, items.label("items"),
    ).join(Unit, Unit.id == Resource.provider_unit_id)  # fmt: skip


def _line(row: Row[Any]) -> ResourceLine:
    return ResourceLine(**row._mapping)


def _narrowed(
    q: str | None, unit: str | None, share_type: str | None, theme: str | None
) -> list[ColumnElement[bool]]:
    wanted = ((Unit.code, unit), (Resource.share_type, share_type), (Resource.theme, theme))
    found = [column == value for column, value in wanted if value]
    words = (q or "").split()[:8]
    return found + [_mentions(word[:60]) for word in words]


def _mentions(word: str) -> ColumnElement[bool]:
    like = paging.containing(word)
    item = select(1).where(
        ResourceItem.resource_id == Resource.id, ResourceItem.name.ilike(like, escape="\\")
    )
    columns = (Resource.name, Resource.code, Resource.summary, Unit.name)
    return or_(*(column.ilike(like, escape="\\") for column in columns), item.exists())


def _listed(session: Session, resource: Resource) -> dict[str, str]:
    if not resource.dedicated:
        return {}
    rows = session.execute(
        select(Unit.id, Unit.name)
        .join(DedicatedUnit, DedicatedUnit.unit_id == Unit.id)
        .where(DedicatedUnit.resource_id == resource.id)
        .order_by(Unit.position)
    )
    return {row.id: row.name for row in rows}


def _view(
    resource: Resource, provider: Unit, listed: tuple[str, ...], applicants: tuple[Applicant, ...]
) -> ResourceView:
    items = tuple(
        ItemLine(item.code, item.name, item.data_type, item.share_type, item.sensitive)
        for item in resource.items
    )
    line = ResourceLine(
        code=resource.code, name=resource.name, provider=provider.name,
        provider_code=provider.code, theme=resource.theme, share_type=resource.share_type,
        provide_mode=resource.provide_mode, dedicated=resource.dedicated, grade=resource.grade,
        update_cycle=resource.update_cycle, state=resource.state, items=len(items),
    )  # fmt: skip
    return ResourceView(
        line=line, version=resource.version, summary=resource.summary,
        data_kind=resource.data_kind, share_condition=resource.share_condition,
        not_share_basis=resource.not_share_basis,
        api_param_controlled=resource.api_param_controlled, data_format=resource.data_format,
        published_on=resource.published_on, review=_review(resource.review), item_lines=items,
        dedicated_units=listed, applicants=applicants, holders=None, transition=None,
        under_way=(),
    )  # fmt: skip


def _review(review: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    shown = ((label, review.get(key)) for key, label in REVIEW_LABELS.items())
    return tuple((label, _words(value)) for label, value in shown if value not in (None, "", []))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return say("是") if value else say("否")
    if isinstance(value, list):
        return listed(value)
    return say(value) if value in OPEN_TYPES else str(value)
