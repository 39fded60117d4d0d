"""Trying again now what stopped a case, instead of waiting for the scheduler's next try."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from engine.commands.incident_acts import (
    add_note,
    changing_incident,
    open_incident,
    require_keeper,
)
from engine.commands.lapse_due import bring_to_now
from engine.core.access import Actor
from engine.core.incident_words import NOTHING_DUE, RETRIED, RETRY_FAILED
from engine.errors import Busy, Conflict, GongxiangError
from engine.sentence import say
from engine.store.database import Store
from engine.store.tables import ClockRow, Incident

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Retried:
    """What came of it: `moved` when what was due has been done, which settles the incident;
    `message` says so, or why not."""

    moved: bool
    message: str


def retry_incident(store: Store, actor: Actor, incident_id: str) -> Retried:
    """Let what is due in the case of an incident happen now, in a transaction of its own.

    What comes of it is noted. Raises Forbidden unless the actor is the system administrator,
    NotFound, Busy when somebody works on the case just now, Conflict when the incident has been
    dealt with or is of a kind that nothing can be tried again for.
    """
    require_keeper(actor)
    with store.reading() as session:
        case_id = _case_of(open_incident(session, incident_id))
        due = _something_due(session, case_id, store.clock.now())
    result = _tried(store, case_id, due)
    now = store.clock.now()
    with changing_incident(store, actor, incident_id, "incident_retried") as incident:
        add_note(incident, now, actor.name, result.message)
        if result.moved:
            incident.resolved_at, incident.resolved_by = now, actor.name
    return result


def _case_of(incident: Incident) -> str:
    if incident.kind != "case_stuck" or incident.case_id is None:
        raise Conflict("这类异常不能重试，请按提示处理后标记为已处理。")
    return incident.case_id


def _something_due(session: Session, case_id: str, now: datetime) -> bool:
    due = select(1).where(ClockRow.case_id == case_id, ClockRow.next_at <= now)
    return bool(session.scalar(select(exists(due))))


def _tried(store: Store, case_id: str, due: bool) -> Retried:
    try:
        bring_to_now(store, case_id)
    except Busy:
        raise
    except Exception as error:  # whatever stops it is what the administrator asks about
        log.exception("case %s could not be moved on", case_id)
        reason = error.message if isinstance(error, GongxiangError) else say("系统内部错误")
        return Retried(False, say(RETRY_FAILED, reason=reason))
    return Retried(due, say(RETRIED) if due else say(NOTHING_DUE))
