"""Sealing: every minute, what was added to the audit trail becomes a link of the seals' chain."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.store.database import Store
from engine.store.numbers import set_counter
from engine.store.seals import SEALS, EventHead, Gap, content_of, gaps_of, open_gaps, seal_digest
from engine.store.tables import Event, Seal

#: Events per seal, so that a long backlog neither fills the memory nor holds a lock for long.
BATCH = 2000


def seal_events(store: Store) -> int:
    """Seal all events that no seal covers yet and return how many seals that took.

    Any number of nodes may do so at once: a number is given to one seal only, and who comes second
    leaves the rest to the first.
    """
    sealed = 0
    while _anything_new(store) and _seal_batch(store):
        sealed += 1
    return sealed


def _anything_new(store: Store) -> bool:
    with store.reading() as session:
        last = _last(session)
        return session.scalar(select(Event.id).where(_uncovered(last)).limit(1)) is not None


def _seal_batch(store: Store) -> bool:
    now = store.clock.now()
    try:
        with store.transaction() as session:
            last = _last(session)
            events = _events(session, last)
            if events:
                passed = last.last_event if last else 0
                gaps = open_gaps(_gaps(last), passed, [event.id for event in events], now)
                number = last.id + 1 if last else 1
                row = {
                    "id": number,
                    "sealed_at": now,
                    "first_event": passed + 1,
                    "last_event": max(passed, events[-1].id),
                    "content": content_of(events, gaps),
                    "prev_hash": last.hash if last else "",
                }
                session.add(Seal(**row, hash=seal_digest(row)))
                session.flush()
                set_counter(session, SEALS, number)
    except IntegrityError:
        return False
    return bool(events)


def _last(session: Session) -> Seal | None:
    return session.scalar(select(Seal).order_by(Seal.id.desc()).limit(1))


def _gaps(last: Seal | None) -> list[Gap]:
    return gaps_of(last.content) if last else []


def _uncovered(last: Seal | None) -> ColumnElement[bool]:
    late = [and_(Event.id >= gap.first, Event.id <= gap.last) for gap in _gaps(last)]
    return or_(Event.id > (last.last_event if last else 0), *late)


def _events(session: Session, last: Seal | None) -> list[EventHead]:
    rows = session.execute(
        select(Event.id, Event.case_id, Event.seq, Event.hash)
        .where(_uncovered(last))
        .order_by(Event.id)
        .limit(BATCH)
    )
    return [EventHead(*row) for row in rows]
