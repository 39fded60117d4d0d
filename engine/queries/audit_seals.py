"""The chain of seals, and what each of them knows of the events it covers."""

from collections.abc import Iterator

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.sentence import say
from engine.store.seals import gaps_of, seal_digest
from engine.store.tables import Event, Seal

#: Event ids looked up with one query.
CHUNK = 500


def seal_problems(session: Session) -> Iterator[Problem]:
    """Yield what is wrong with the seals, and with events that the seals know otherwise."""
    last: RowMapping | None = None
    sealed: set[int] = set()
    chain = select(*Seal.__table__.c).order_by(Seal.id).execution_options(yield_per=50)
    with session.execute(chain) as seals:
        for row in seals.mappings():
            yield from _link_problems(row, last)
            yield from _content_problems(session, row)
            sealed.update(event_id for event_id, _ in row["content"]["events"])
            last = row
    if last is not None:
        yield from _unsealed(session, last, sealed)


def _link_problems(row: RowMapping, last: RowMapping | None) -> Iterator[Problem]:
    number, before = (last["id"], last["hash"]) if last else (0, "")
    if row["hash"] != seal_digest(row):
        yield Problem(
            "seal_changed", say("封存记录 %(id)s 已被改动。", id=row["id"]), seal_id=row["id"]
        )
    if row["id"] != number + 1:
        what = say("封存记录 %(first)s 至 %(last)s 缺失。", first=number + 1, last=row["id"] - 1)
        yield Problem("seal_missing", what, seal_id=row["id"])
    elif row["prev_hash"] != before:
        what = say("封存记录 %(id)s 与前一条不衔接。", id=row["id"])
        yield Problem("seal_broken", what, seal_id=row["id"])


def _content_problems(session: Session, row: RowMapping) -> Iterator[Problem]:
    content = row["content"]
    known = {event_id: hashed for event_id, _, _, hashed in content["heads"]}
    known |= dict(content["events"])
    ids = sorted(known)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        rows = session.execute(select(Event.id, Event.hash).where(Event.id.in_(chunk)))
        found = {event.id: event.hash for event in rows}
        yield from (
            _differs(event_id, row["id"], event_id in found)
            for event_id in chunk
            if found.get(event_id) != known[event_id]
        )


def _differs(event_id: int, seal_id: int, present: bool) -> Problem:
    kind = "sealed_changed" if present else "sealed_missing"
    what = say("不一致") if present else say("缺失")
    message = say(
        "封存记录 %(seal)s 所载的记录 %(event)s %(what)s。",
        seal=seal_id,
        event=event_id,
        what=what,
    )
    return Problem(kind, message, event_id=event_id, seal_id=seal_id)


def _unsealed(session: Session, last: RowMapping, sealed: set[int]) -> Iterator[Problem]:
    """Yield events without a case that stand among the sealed ones without being sealed."""
    gaps = gaps_of(last["content"])
    ids = session.scalars(
        select(Event.id).where(Event.case_id.is_(None), Event.id <= last["last_event"])
    )
    for event_id in ids:
        pending = any(gap.first <= event_id <= gap.last for gap in gaps)
        if event_id not in sealed and not pending:
            message = say("记录 %(event_id)s 不在封存范围内，可能是事后加入的。", event_id=event_id)
            yield Problem("unsealed", message, event_id=event_id)
