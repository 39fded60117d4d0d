"""The life of a grant as a timeline: what its row says, and what the trail of its case tells of it.

Everything that happens to a grant is noted in the trail of the case that gave it, whichever case
brought it about (engine/store/grant_book.py).
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from engine.core.grant_words import GRANT_ENDS, GRANT_STATES
from engine.queries.history import AT_ONCE, Happening
from engine.sentence import say
from engine.store.tables import Event

#: Kind of event -> (sentence, state on the timeline).
SENTENCES: Mapping[str, tuple[str, str]] = {
    "grant_opened": ("作出使用授权", "done"),
    "grant_activated": ("数据开通，可以使用", "done"),
    "grant_suspended": ("暂停使用", "lapsed"),
    "grant_restored": ("恢复使用", "done"),
    "grant_restricted": ("缩小使用范围后恢复使用", "done"),
    "grant_revoked": ("收回使用权", "lapsed"),
    "grant_expiring": ("使用时限将满，已提醒使用部门", "done"),
    "grant_expired": ("使用时限届满，授权终止", "done"),
    "grant_ended": ("授权终止：%(reason)s", "done"),
    "grant_cut": ("共享通道已切断", "done"),
    "destruction_opened": ("转入数据销毁", "done"),
    "grant_closed": ("了结：%(state)s", "done"),
}
#: Column of the row -> kinds of event that say the same; the first lends the sentence.
MOMENTS = {
    "granted_at": ("grant_opened",),
    "activated_at": ("grant_activated",),
    "suspended_at": ("grant_suspended",),
    "ended_at": ("grant_ended", "grant_expired", "grant_revoked"),
}
#: Codes in events -> their words.
_WORDS = {**GRANT_ENDS, **GRANT_STATES}
#: Of these the reason is what somebody wrote, not a code.
_WRITTEN = ("grant_suspended", "grant_restored", "grant_restricted", "grant_revoked")


def life_of(session: Session, row: Row[Any]) -> tuple[Happening, ...]:
    """Return what happened to the grant of `row`, oldest first."""
    told = [_line(event) for event in _events(session, row)]
    known = {(line.kind, line.at) for line in told}
    lines = [*told, *_of_row(row, known)]
    order = list(SENTENCES)
    return tuple(sorted(lines, key=lambda each: (each.at, order.index(each.kind))))


def _events(session: Session, row: Row[Any]) -> Iterator[Event]:
    chosen: Sequence[Event] = session.scalars(
        select(Event)
        .where(Event.case_id == row.case_id, Event.kind.in_(SENTENCES))
        .order_by(Event.seq)
    ).all()
    yield from (event for event in chosen if _names(event.data or {}, row))


def _names(data: Mapping[str, Any], row: Row[Any]) -> bool:
    """Whether an event speaks of this grant; a case may give several."""
    return data.get("grant") == row.grant_id or row.number in (data.get("grants") or ())


def _line(event: Event) -> Happening:
    words, state = SENTENCES[event.kind]
    data = event.data or {}
    values = {key: say(_WORDS.get(str(data.get(key)), "")) for key in ("reason", "state")}
    written = str(data.get("reason") or "") if event.kind in _WRITTEN else ""
    late = event.recorded_at - event.effective_at > AT_ONCE
    return Happening(
        kind=event.kind,
        words=words,
        values={key: value for key, value in values.items() if f"%({key})s" in words},
        state=state,
        at=event.effective_at,
        who=event.actor_name,
        post=event.actor_post,
        via=event.via,
        recorded_at=event.recorded_at if late else None,
        note=(("", written),) if written else (),
    )


def _of_row(row: Row[Any], known: Set[tuple[str, datetime]]) -> Iterator[Happening]:
    """Yield the moments of the row that no event tells of, as of what was taken over from paper."""
    for column, kinds in MOMENTS.items():
        at, kind = getattr(row, column), kinds[0]
        if at is not None and known.isdisjoint((each, at) for each in kinds):
            words, state = SENTENCES[kind]
            reason = say(GRANT_ENDS.get(row.end_reason, ""))
            values = {"reason": reason} if kind == "grant_ended" else {}
            yield Happening(kind, words, values, state, at)
