"""What somebody must look at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from engine.core.access import Actor
from engine.core.incident_words import CASE_STUCK, INCIDENT_SENTENCES
from engine.queries import page as paging
from engine.queries.admin.gate import SYSTEM, require
from engine.queries.admin.keys import earlier, key
from engine.queries.page import Page
from engine.sentence import Sentence, recalled, say
from engine.store.database import Store
from engine.store.tables import Case, Incident


@dataclass(frozen=True)
class IncidentRow:
    """An incident; `detail` is for whoever repairs it."""

    id: str
    kind: str
    message: str
    detail: str
    case_id: str | None
    case_number: str
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str


def open_incidents(store: Store) -> int:
    """Return how many incidents nobody has resolved."""
    unresolved = select(func.count()).where(Incident.resolved_at.is_(None))
    with store.reading() as session:
        return session.scalar(unresolved) or 0


def list_incidents(
    store: Store,
    actor: Actor,
    *,
    resolved: bool = False,
    after: str | None = None,
    limit: int = 20,
) -> Page[IncidentRow]:
    """Return open (or `resolved`) incidents, the latest first.

    Raises Forbidden unless `actor` is the system administrator.
    """
    require(actor, SYSTEM)
    limit = paging.limit_of(limit)
    state = Incident.resolved_at.is_not(None) if resolved else Incident.resolved_at.is_(None)
    wanted = select(Incident, Case.number).outerjoin(Case, Case.id == Incident.case_id).where(state)
    if after:
        wanted = wanted.where(earlier(Incident.created_at, Incident.id, after))
    wanted = wanted.order_by(Incident.created_at.desc(), Incident.id.desc()).limit(limit + 1)
    with store.reading() as session:
        rows: Any = session.execute(wanted).all()
    return paging.page_of(
        rows, limit, lambda row: key(row.Incident.created_at, row.Incident.id), _row
    )


def _sentence(stored: str) -> str:
    """The sentence of an incident; what stopped a case is in words of the program as well."""
    found = recalled(stored, INCIDENT_SENTENCES)
    if isinstance(found, Sentence) and found.template == CASE_STUCK:
        return say(CASE_STUCK, reason=say(str(found.values["reason"])))
    return found


def _row(row: Row[Any]) -> IncidentRow:
    incident: Incident = row.Incident
    return IncidentRow(
        id=incident.id,
        kind=incident.kind,
        message=_sentence(incident.message),
        detail=incident.detail,
        case_id=incident.case_id,
        case_number=row.number or "",
        created_at=incident.created_at,
        resolved_at=incident.resolved_at,
        resolved_by=incident.resolved_by,
    )
