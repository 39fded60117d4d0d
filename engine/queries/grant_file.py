"""One grant with everything its page shows: its life, cases about it, vouchers, closing papers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.access import Actor
from engine.core.grant_rules import registering_post
from engine.core.grant_words import SETTLED_STATES
from engine.errors import NotFound
from engine.queries.affairs import RunningTransition, UnderWay, running_transition, under_way
from engine.queries.closing import Paper, papers_of
from engine.queries.grant_life import life_of
from engine.queries.grants import Grant, maker, row_of
from engine.queries.history import Happening
from engine.queries.page import Page
from engine.queries.scope import visible
from engine.queries.vouchers import Voucher, latest_of
from engine.store.database import Store
from engine.store.packs import pack_of
from engine.store.tables import AccessGrant, Case, Resource

#: Vouchers on the page of a grant; the others have a list of their own.
LATEST = 5


@dataclass(frozen=True)
class CaseAbout:
    """A case about a grant, which the reader may open."""

    id: str
    number: str
    title: str
    process: str
    state_label: str
    outcome: str | None
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class GrantFile:
    """A grant as one reader may see it.

    `case_seen`: the reader may open the case that gave it. `cases`: the others about it that they
    may open, the latest first. `renewed_by`: numbers of the grants that go on from it. `settled`:
    what became of the data is certified. `may_register`: the reader may register vouchers.
    `transition`, `under_way`: what whoever sees the resource should know of it.
    """

    grant: Grant
    life: tuple[Happening, ...]
    case_seen: bool
    cases: tuple[CaseAbout, ...]
    renewed_by: tuple[str, ...]
    papers: tuple[Paper, ...]
    vouchers: Page[Voucher]
    may_register: bool
    transition: RunningTransition | None
    under_way: tuple[UnderWay, ...]

    @property
    def settled(self) -> bool:
        """Whether the data was destroyed, or is kept by law, and a certificate says so."""
        return self.grant.state in SETTLED_STATES

    @property
    def settled_at(self) -> datetime | None:
        """When that was confirmed."""
        return next((line.at for line in self.life if line.kind == "grant_closed"), None)


def get_file(store: Store, actor: Actor, number: str) -> GrantFile:
    """Return the grant `number`; raises NotFound when `actor` may not know of it."""
    now = store.clock.now()
    with store.reading() as session:
        row = row_of(session, actor, number)
        grant = maker(session, actor, [row], local_date(now))(row)
        about = _cases(session, actor, row)
        resource = session.get_one(Resource, row.resource_id)
        return GrantFile(
            grant=grant,
            life=life_of(session, row),
            case_seen=any(each.id == row.case_id and each.seen for each in about),
            cases=tuple(_case(each) for each in about if each.id != row.case_id and each.seen),
            renewed_by=_renewed_by(session, row.grant_id),
            papers=_papers(session, store, row, about) if row.closing else (),
            vouchers=latest_of(session, row.grant_id, LATEST),
            may_register=registering_post(actor, row.unit_id) is not None
            and row.activated_at is not None,
            transition=running_transition(store, session, resource),
            under_way=under_way(store, session, resource.id),
        )


def get_certificate(store: Store, actor: Actor, number: str) -> GrantFile:
    """Return a grant of which a certificate may be printed; raises NotFound before it may."""
    file = get_file(store, actor, number)
    if not file.settled:
        raise NotFound("这项授权的数据还没有确认销毁或者依法留存，没有销毁证明。")
    return file


def _cases(session: Session, actor: Actor, row: Row[Any]) -> list[Row[Any]]:
    """Return the cases about the grant, the one that gave it included, and which may be opened."""
    chosen = (
        select(
            Case.id, Case.number, Case.title, Case.process, Case.state_label, Case.outcome,
            Case.started_at, Case.ended_at, Case.pack_version_id, visible(actor).label("seen"),
        )
        .where(or_(Case.id == row.case_id, Case.grant_id == row.grant_id))
        .order_by(Case.started_at.desc(), Case.id.desc())
    )  # fmt: skip
    return list(session.execute(chosen))


def _case(row: Row[Any]) -> CaseAbout:
    values = dict(row._mapping)
    return CaseAbout(**{name: values[name] for name in CaseAbout.__dataclass_fields__})


def _renewed_by(session: Session, grant_id: str) -> tuple[str, ...]:
    later = select(AccessGrant.number).where(AccessGrant.renews_id == grant_id)
    return tuple(session.scalars(later.order_by(AccessGrant.id)))


def _papers(
    session: Session, store: Store, row: Row[Any], about: list[Row[Any]]
) -> tuple[Paper, ...]:
    written = dict.fromkeys(
        (each.pack_version_id, each.process) for each in about if each.id != row.case_id
    )
    sources = [(pack_of(session, store, version), process) for version, process in written]
    return papers_of(sources, row.closing, store.clock.now())
