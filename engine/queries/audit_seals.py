"""The chain of seals, and what each of them knows of the events it covers."""

from collections.abc import Iterator

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from engine.queries.audit_cover import Cover, Sealed, read_content
from engine.queries.audit_overdue import overdue_problems
from engine.queries.audit_problem import Problem
from engine.sentence import say
from engine.store.seals import SEALS, seal_digest
from engine.store.tables import Counter, Event, Seal

#: Event ids looked up with one query.
CHUNK = 500


def seal_problems(session: Session) -> Iterator[Problem]:
    """Yield what is wrong with the seals, and with events that the seals know otherwise."""
    last: RowMapping | None = None
    cover = Cover(session)
    chain = select(*Seal.__table__.c).order_by(Seal.id).execution_options(yield_per=50)
    with session.execute(chain) as seals:
        for row in seals.mappings():
            sealed = read_content(row["content"])
            yield from _link_problems(row, last, sealed)
            if sealed is not None:
                yield from _content_problems(session, row, sealed)
                yield from cover.problems(row, sealed)
            last = row
    yield from cover.problems_left()
    yield from _end_problems(session, last)
    yield from overdue_problems(session, last)


def _link_problems(
    row: RowMapping, last: RowMapping | None, sealed: Sealed | None
) -> Iterator[Problem]:
    number, before, passed = (last["id"], last["hash"], last["last_event"]) if last else (0, "", 0)
    changed = sealed is None or row["hash"] != seal_digest(row)
    if changed:
        yield Problem(
            "seal_changed", say("封存记录 %(id)s 已被改动。", id=row["id"]), seal_id=row["id"]
        )
    if row["id"] != number + 1:
        what = say("封存记录 %(first)s 至 %(last)s 缺失。", first=number + 1, last=row["id"] - 1)
        yield Problem("seal_missing", what, seal_id=row["id"])
    elif row["prev_hash"] != before or (not changed and row["first_event"] != passed + 1):
        what = say("封存记录 %(id)s 与前一条不衔接。", id=row["id"])
        yield Problem("seal_broken", what, seal_id=row["id"])


def _content_problems(session: Session, row: RowMapping, sealed: Sealed) -> Iterator[Problem]:
    ids = sorted(sealed.known)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        rows = session.execute(
            select(Event.id, Event.hash, Event.case_id, Event.seq).where(Event.id.in_(chunk))
        )
        found = {event.id: (event.hash, event.case_id, event.seq) for event in rows}
        yield from (
            _differs(event_id, row["id"], event_id in found)
            for event_id in chunk
            if found.get(event_id) != sealed.known[event_id]
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


def _end_problems(session: Session, last: RowMapping | None) -> Iterator[Problem]:
    """The counter moves with every seal: it misses those that were cut off."""
    known = session.scalar(select(Counter.value).where(Counter.key == SEALS)) or 0
    end = last["id"] if last is not None else 0
    if known != end:
        what = say(
            "封存记录止于第 %(end)s 条，而系统登记的是第 %(known)s 条。", end=end, known=known
        )
        yield Problem("seal_missing" if known > end else "seal_unknown", what, seal_id=end)
