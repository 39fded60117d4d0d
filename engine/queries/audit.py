"""Verifying the audit trail: every chain recomputed, every seal held against what it covers."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.queries.audit_cases import case_problems
from engine.queries.audit_files import file_problems
from engine.queries.audit_notices import notice_problems
from engine.queries.audit_problem import Problem
from engine.queries.audit_seals import seal_problems
from engine.store.database import Store
from engine.store.tables import Case, Event, Seal

__all__ = ["Problem", "Report", "verify"]


@dataclass(frozen=True)
class Report:
    """What was looked at and what is wrong with it.

    `last_seal` is the hash of the newest seal: written down elsewhere, it shows later that nothing
    before it was replaced as a whole.
    """

    events: int
    cases: int
    seals: int
    last_seal: str
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


def verify(store: Store) -> Report:
    """Recompute all chains of events and seals.

    Finds events that were changed, removed, added or put in another order in a case; events without
    a case likewise, once they are sealed; ends cut off, where the case or a seal knows better; rows
    of record, notices and revisions of the calendar that are not what the events say of them;
    attachments whose content is not what was uploaded; and changed, missing or overdue seals. Reads
    everything once, a batch at a time.
    """
    with store.reading() as session:
        _steady(session)
        problems = (
            *case_problems(session),
            *notice_problems(session),
            *file_problems(session),
            *seal_problems(session),
        )
        return Report(
            events=session.scalar(select(func.count()).select_from(Event)) or 0,
            cases=session.scalar(select(func.count()).select_from(Case)) or 0,
            seals=session.scalar(select(func.count()).select_from(Seal)) or 0,
            last_seal=session.scalar(select(Seal.hash).order_by(Seal.id.desc()).limit(1)) or "",
            problems=problems,
        )


def _steady(session: Session) -> None:
    # Work goes on meanwhile: all statements must see one and the same moment. SQLite always does.
    if session.get_bind().dialect.name != "sqlite":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
