"""A case that the engine cannot move: the administrators are told, once until they have settled it.

The transaction of whoever found it is rolled back, so this is written in one of its own.
"""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from engine.core.incident_words import CASE_STUCK
from engine.errors import GongxiangError
from engine.sentence import say
from engine.store.database import Store
from engine.store.tables import Case, Incident, Task


def note_stuck(session: Session, case_id: str | None, error: Exception, now: datetime) -> None:
    """Open an incident that says why the case could not be moved; `now` is aware."""
    reason = error.message if isinstance(error, GongxiangError) else say("系统内部错误")
    session.add(
        Incident(
            case_id=case_id,
            kind="case_stuck",
            message=say(CASE_STUCK, reason=reason),
            detail=repr(error),
            created_at=now,
        )
    )


def report_fault(store: Store, object_id: str, fault: Exception) -> None:
    """Tell the administrators that a person's act on `object_id` (a task, a case, a process that
    should have begun) met `fault`."""
    with store.transaction() as session:
        case_id = session.scalar(
            select(Case.id).where(
                or_(
                    Case.id == object_id,
                    Case.id.in_(select(Task.case_id).where(Task.id == object_id)),
                )
            )
        )
        if case_id is None or not _is_known(session, case_id):
            note_stuck(session, case_id, fault, store.clock.now())


def _is_known(session: Session, case_id: str) -> bool:
    unsettled = exists(
        select(1).where(
            Incident.case_id == case_id,
            Incident.kind == "case_stuck",
            Incident.resolved_at.is_(None),
        )
    )
    return bool(session.scalar(select(unsettled)))
