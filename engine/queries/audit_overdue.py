"""Events that should long be under a seal and are not."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.sentence import say
from engine.store.tables import Event, Heartbeat, OutageRow

#: Longer than a scheduler may be silent without an outage (engine/store/outages.py): what comes
#: just before a restart is no problem.
OVERDUE = timedelta(minutes=20)


def overdue_problems(session: Session, last: RowMapping | None) -> Iterator[Problem]:
    """Yield the first event after the last seal, where the scheduler served long enough since.

    Without any seal nothing is overdue: a new system has yet to begin, and the counter of the seals
    knows of those that were removed.
    """
    if last is None:
        return
    first = session.execute(
        select(Event.id, Event.recorded_at)
        .where(Event.id > last["last_event"])
        .order_by(Event.id)
        .limit(1)
    ).first()
    beat = session.scalar(select(func.max(Heartbeat.at)))
    if first is None or beat is None:
        return
    back = session.scalar(select(func.max(OutageRow.ended_at)))
    since = max(first.recorded_at, back) if back is not None else first.recorded_at
    if beat - since > OVERDUE:
        what = say("记录 %(event_id)s 及其后的记录长时间没有封存。", event_id=first.id)
        yield Problem("unsealed_long", what, event_id=first.id)
