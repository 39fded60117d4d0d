"""The audit trail: events that are only ever added, chained by hash within each case.

The hash of an event is the sha256 of a JSON object: keys sorted, no blanks, UTF-8, of the fields in
`HASHED`; moments as ISO text in UTC with microseconds. `prev_hash` is the hash of the event before
it in the same case ("" for the first). An event without a case has no `seq` and an empty
`prev_hash`; the seals (engine/commands/seal_events.py) chain those.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.store.tables import Case, Event, Json

#: What the hash covers. The row's id is left out: the database gives it after the hash is known.
HASHED = (
    "case_id",
    "seq",
    "prev_hash",
    "kind",
    "actor_id",
    "actor_name",
    "actor_post",
    "via",
    "task_id",
    "element",
    "effective_at",
    "recorded_at",
    "data",
)


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """Something that happened: `effective_at` when it counts from, `recorded_at` when it was noted.

    `actor` is None for what the program does by itself; `post` is the title of the post acted in;
    `via` defaults to the door the actor came through. `data` must be JSON.
    """

    kind: str
    effective_at: datetime
    recorded_at: datetime
    actor: Actor | None = None
    post: str = ""
    via: str = ""
    task_id: str | None = None
    element: str = ""
    data: Json = field(default_factory=dict)


def append(
    session: Session, case: Case | None, events: Sequence[NewEvent], rows: Json | None = None
) -> None:
    """Add `events` to the trail of `case` (or to those without a case) with one INSERT.

    `rows` is what the last of them says of the rows of record that the transaction writes
    (engine/store/record.py). The caller holds the lock of the case. Moves `case.event_seq` and
    `case.event_hash` on and flushes the session, so that the case's own row is written before; call
    it last and once. Raises ValueError for a case without an id and for data that is not JSON.
    """
    if not events:
        return
    if rows:
        last = events[-1]
        events = [*events[:-1], replace(last, data={**last.data, "rows": rows})]
    added = _free_rows(events) if case is None else _chained_rows(case, events)
    session.flush()
    session.execute(insert(Event.__table__), added)  # type: ignore[arg-type]


def digest(row: Mapping[Any, Any]) -> str:
    """Return the hash of an event given as a mapping with at least the fields in `HASHED`."""
    return digest_json({name: plain(row[name]) for name in HASHED})


def digest_json(content: Any) -> str:
    """Return the sha256 of `content` as canonical JSON, in hexadecimal."""
    text = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _free_rows(events: Sequence[NewEvent]) -> list[Json]:
    rows = [_row(event, None, None, "") for event in events]
    return [row | {"hash": digest(row)} for row in rows]


def _chained_rows(case: Case, events: Sequence[NewEvent]) -> list[Json]:
    if case.id is None:
        raise ValueError("a case needs its id before its events")
    seq, previous = case.event_seq or 0, case.event_hash or ""
    rows = []
    for event in events:
        seq += 1
        row = _row(event, case.id, seq, previous)
        previous = row["hash"] = digest(row)
        rows.append(row)
    case.event_seq, case.event_hash = seq, previous
    return rows


def _row(event: NewEvent, case_id: str | None, seq: int | None, prev_hash: str) -> Json:
    actor = event.actor
    return {
        "case_id": case_id,
        "seq": seq,
        "prev_hash": prev_hash,
        "kind": event.kind,
        "actor_id": actor.person_id if actor else None,
        "actor_name": actor.name if actor else "",
        "actor_post": event.post,
        "via": event.via or (actor.via if actor else "system"),
        "task_id": event.task_id,
        "element": event.element,
        "effective_at": event.effective_at,
        "recorded_at": event.recorded_at,
        "data": _as_read(event.data),
    }


def _as_read(data: Json) -> Any:
    # Keys become text on the way through the database; the hash must see what a reader will see.
    return json.loads(_strict_json(data))


def _strict_json(data: Json) -> str:
    try:
        return json.dumps(data, allow_nan=False)
    except TypeError as wrong:
        raise ValueError(f"event data must be JSON: {wrong}") from wrong


def plain(value: Any) -> Any:
    """Return a moment as ISO text in UTC with microseconds, anything else as it is."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {value.isoformat()}")
    return value.astimezone(UTC).isoformat(timespec="microseconds")
