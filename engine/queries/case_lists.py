"""Lists of cases: those I started, those of my units, all that I may open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from engine.core.access import Actor
from engine.errors import BadRequest
from engine.queries import page as paging
from engine.queries.inbox_rows import started_by
from engine.queries.page import Page
from engine.queries.scope import known
from engine.queries.starters import starter_words
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.tables import AccessGrant, Case, Person, Unit

SCOPES = ("mine", "unit", "all")


@dataclass(frozen=True)
class CaseLine:
    """A case in a list; `starter` and `automatic` as in CaseHead."""

    id: str
    number: str
    title: str
    process: str
    state_code: str
    state_label: str
    outcome: str | None
    legal: bool
    starter: str
    automatic: bool
    applicant_unit: str
    started_at: datetime
    ended_at: datetime | None


def list_cases(  # noqa: PLR0913 - the filters of one list
    store: Store,
    actor: Actor,
    scope: str = "mine",
    *,
    q: str | None = None,
    process: str | None = None,
    open_only: bool = False,
    after: str | None = None,
    limit: int = 20,
) -> Page[CaseLine]:
    """Return a page of cases, latest first: `mine` (I started them), `unit` (one of my units
    applies or provides) or `all` that I may open: for administrators, whose pages show a case's
    flow without answers, every case. Raises BadRequest for an unknown scope.
    """
    if scope not in SCOPES:
        raise BadRequest(
            say(
                "“%(value)s”不是可用的选项，可用的有：%(names)s。",
                value=scope,
                names=listed(SCOPES),
            )
        )
    limit = paging.limit_of(limit)
    chosen = _lines().where(known(actor), *_narrowed(actor, scope, q, process, open_only))
    if after:
        text, last_id = paging.read_key(after, 2)
        moment = paging.read_moment(text)
        same = and_(Case.started_at == moment, Case.id < last_id)
        chosen = chosen.where(or_(Case.started_at < moment, same))
    with store.reading() as session:
        newest_first = chosen.order_by(Case.started_at.desc(), Case.id.desc())
        rows = session.execute(newest_first.limit(limit + 1)).all()
    return paging.page_of(rows, limit, lambda row: [row.started_at.isoformat(), row.id], _line)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id, Case.number, Case.title, Case.process, Case.state_code, Case.state_label,
            Case.outcome, Case.legal, Person.name.label("starter"),
            Case.automatic, AccessGrant.end_reason, Unit.name.label("applicant_unit"),
            Case.started_at, Case.ended_at,
        )
        .join(Person, Person.id == Case.starter_id)
        .join(Unit, Unit.id == Case.applicant_unit_id)
        .outerjoin(AccessGrant, and_(Case.automatic, AccessGrant.id == Case.grant_id))
    )  # fmt: skip


def _line(row: Row[Any]) -> CaseLine:
    values = dict(row._mapping)
    reason = values.pop("end_reason")
    starter = starter_words(row.starter, row.automatic, reason)
    return CaseLine(**{**values, "starter": starter})


def _narrowed(
    actor: Actor, scope: str, q: str | None, process: str | None, open_only: bool
) -> list[Any]:
    units = [post.unit_id for post in actor.posts]
    found: list[Any] = {
        "mine": [started_by(actor)],
        "unit": [or_(Case.applicant_unit_id.in_(units), Case.provider_unit_id.in_(units))],
        "all": [],
    }[scope]
    if q and q.strip():
        like = paging.containing(q.strip()[:100])
        found.append(or_(Case.number.ilike(like, escape="\\"), Case.title.ilike(like, escape="\\")))
    if process:
        found.append(Case.process == process)
    return [*found, Case.ended_at.is_(None)] if open_only else found
