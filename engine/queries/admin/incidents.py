"""What somebody must look at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from engine.core.access import Actor
from engine.core.incident_words import INCIDENT_SENTENCES
from engine.errors import NotFound
from engine.queries import page as paging
from engine.queries.admin.gate import SYSTEM, require
from engine.queries.admin.keys import earlier, key
from engine.queries.page import Page
from engine.sentence import Sentence, recalled, say
from engine.store.database import Store
from engine.store.tables import Case, Incident


@dataclass(frozen=True)
class NoteLine:
    """What an administrator noted about an incident, or what came of trying again."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class IncidentRow:
    """An incident; `detail` is for whoever repairs it. `process`: key, empty without a case."""

    id: str
    kind: str
    message: str
    detail: str
    case_id: str | None
    case_number: str
    process: str
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str
    notes: tuple[NoteLine, ...]

    @property
    def retryable(self) -> bool:
        """Whether it can be tried again."""
        return self.kind == "case_stuck" and self.case_id is not None and self.resolved_at is None


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
    kind: str | None = None,
    process: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page[IncidentRow]:
    """Return open (or `resolved`) incidents, the latest first; of a `kind`, of a `process`.

    Raises Forbidden unless `actor` is the system administrator.
    """
    require(actor, SYSTEM)
    limit = paging.limit_of(limit)
    state = Incident.resolved_at.is_not(None) if resolved else Incident.resolved_at.is_(None)
    wanted = _incidents().where(state)
    if kind:
        wanted = wanted.where(Incident.kind == kind)
    if process:
        wanted = wanted.where(Case.process == process)
    if after:
        wanted = wanted.where(earlier(Incident.created_at, Incident.id, after))
    wanted = wanted.order_by(Incident.created_at.desc(), Incident.id.desc()).limit(limit + 1)
    with store.reading() as session:
        rows: Any = session.execute(wanted).all()
    return paging.page_of(
        rows, limit, lambda row: key(row.Incident.created_at, row.Incident.id), _row
    )


def get_incident(store: Store, actor: Actor, incident_id: str) -> IncidentRow:
    """Return one incident; raises NotFound, Forbidden as the list does."""
    require(actor, SYSTEM)
    with store.reading() as session:
        row = session.execute(_incidents().where(Incident.id == incident_id)).one_or_none()
    if row is None:
        raise NotFound("没有这条异常。")
    return _row(row)


def _incidents() -> Any:
    wanted = select(Incident, Case.number, Case.process)
    return wanted.outerjoin(Case, Case.id == Incident.case_id)


def incident_processes(store: Store, actor: Actor) -> tuple[str, ...]:
    """Return the keys of the processes whose cases have incidents, for a filter.

    Raises Forbidden unless `actor` is the system administrator.
    """
    require(actor, SYSTEM)
    found = select(Case.process).join(Incident, Incident.case_id == Case.id).distinct()
    with store.reading() as session:
        return tuple(session.scalars(found.order_by(Case.process)))


def _sentence(stored: str) -> str:
    """The sentence of an incident or a note; what stopped a case is in the program's words too."""
    found = recalled(stored, INCIDENT_SENTENCES)
    if isinstance(found, Sentence) and "reason" in found.values:
        return say(found.template, reason=say(str(found.values["reason"])))
    return found


def _note(stored: dict[str, str]) -> NoteLine:
    return NoteLine(datetime.fromisoformat(stored["at"]), stored["by"], _sentence(stored["text"]))


def _row(row: Row[Any]) -> IncidentRow:
    incident: Incident = row.Incident
    return IncidentRow(
        id=incident.id,
        kind=incident.kind,
        message=_sentence(incident.message),
        detail=incident.detail,
        case_id=incident.case_id,
        case_number=row.number or "",
        process=row.process or "",
        created_at=incident.created_at,
        resolved_at=incident.resolved_at,
        resolved_by=incident.resolved_by,
        notes=tuple(map(_note, incident.notes)),
    )
