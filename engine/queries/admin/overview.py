"""The numbers on an administrator's first page, one statement for each kind of administrator."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from engine.core.access import Actor
from engine.queries.admin.gate import AUDIT, SECURITY, SYSTEM
from engine.store.database import Store
from engine.store.tables import (
    Case,
    ClockRow,
    Event,
    Incident,
    Message,
    Person,
    Seal,
    SignInFailure,
    SignInSession,
    Task,
)

DAY = timedelta(days=1)


def overview(store: Store, actor: Actor) -> dict[str, int]:
    """Return the numbers that concern `actor` by name; empty for who is no administrator.

    system_admin: open_cases, overdue_tasks, failing_timers, waiting_mails, dead_mails, incidents;
    security_admin: people, locked, failures (of the last 24 hours), sessions; auditor: events (of
    the last 24 hours), seals.
    """
    now = store.clock.now()
    wanted: dict[str, Any] = {}
    for role, numbers in ((SYSTEM, _flow), (SECURITY, _accounts), (AUDIT, _trail)):
        if actor.has_role(role):
            wanted |= numbers(now)
    if not wanted:
        return {}
    with store.reading() as session:
        row = session.execute(select(*(each.label(name) for name, each in wanted.items()))).one()
    return dict(row._mapping)


def _flow(now: datetime) -> dict[str, Any]:
    return {
        "open_cases": _number(Case.ended_at.is_(None)),
        "overdue_tasks": _number(Task.state == "open", Task.due_at <= now),
        "failing_timers": _number(ClockRow.failures > 0, ClockRow.next_at.is_not(None)),
        "waiting_mails": _number(Message.mail_state == "waiting"),
        "dead_mails": _number(Message.mail_state == "dead"),
        "incidents": _number(Incident.resolved_at.is_(None)),
    }


def _accounts(now: datetime) -> dict[str, Any]:
    return {
        "people": _number(Person.active.is_(True)),
        "locked": _number(Person.locked_until > now),
        "failures": _number(SignInFailure.at > now - DAY),
        "sessions": _number(SignInSession.expires_at > now),
    }


def _trail(now: datetime) -> dict[str, Any]:
    return {"events": _number(Event.recorded_at > now - DAY), "seals": _number(Seal.id > 0)}


def _number(*where: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*where).scalar_subquery()
