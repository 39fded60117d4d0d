"""A case that the engine cannot move: the administrators are told."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.core.incident_words import CASE_STUCK
from engine.errors import GongxiangError
from engine.sentence import say
from engine.store.tables import Incident


def note_stuck(session: Session, case_id: str, error: Exception, now: datetime) -> None:
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
