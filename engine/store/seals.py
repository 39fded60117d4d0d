"""Seals: a chain over the heads of all cases and over the events without a case.

A seal lists what was added since the one before: `heads` as [event id, case id, seq, hash], the
newest event of each case that moved; `events` as [event id, hash], all without a case; and `gaps`
as [first id, last id, since], ids that were passed over. A transaction may commit after another
that began later, so a passed-over id is looked for again for a day; most gaps are transactions that
were rolled back. Seals are numbered without a gap, and the hash of each covers that of the one
before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from engine.store.audit import digest_json, plain
from engine.store.tables import Json

GAP_KEPT = timedelta(days=1)
#: The counter that knows the number of the newest seal, so that a missing one is missed.
SEALS = "seal"
HASHED = ("id", "sealed_at", "first_event", "last_event", "content", "prev_hash")


@dataclass(frozen=True)
class EventHead:
    """What a seal needs to know of an event."""

    id: int
    case_id: str | None
    seq: int | None
    hash: str


@dataclass(frozen=True)
class Gap:
    """Ids from `first` to `last` that had no event when they were passed over, at `since`."""

    first: int
    last: int
    since: datetime


def seal_digest(row: Mapping[Any, Any]) -> str:
    """Return the hash of a seal given as a mapping with at least the fields in `HASHED`."""
    return digest_json({name: plain(row[name]) for name in HASHED})


def content_of(events: Sequence[EventHead], gaps: Iterable[Gap]) -> Json:
    """Return the content of the seal over `events`, ascending by id."""
    heads = {event.case_id: event for event in events if event.case_id}
    return {
        "heads": [[e.id, e.case_id, e.seq, e.hash] for e in heads.values()],
        "events": [[e.id, e.hash] for e in events if not e.case_id],
        "gaps": [[gap.first, gap.last, plain(gap.since)] for gap in gaps],
    }


def gaps_of(content: Json) -> list[Gap]:
    """Return the gaps that a seal's content names."""
    gaps = content.get("gaps", [])
    return [Gap(first, last, datetime.fromisoformat(since)) for first, last, since in gaps]


def open_gaps(before: Iterable[Gap], passed: int, found: Sequence[int], now: datetime) -> list[Gap]:
    """Return the gaps still to be looked into after a seal.

    `before` are those of the last seal, which ended at id `passed`; `found` are the ids now sealed,
    ascending.
    """
    late = [number for number in found if number <= passed]
    new = [number for number in found if number > passed]
    old = (gap for gap in before if gap.since > now - GAP_KEPT)
    left = [rest for gap in old for rest in _without(gap, late)]
    beyond = Gap(passed + 1, new[-1], now) if new else None
    return left + (_without(beyond, new) if beyond else [])


def _without(gap: Gap, found: Sequence[int]) -> list[Gap]:
    """Cut the ids `found` out of `gap`."""
    edges = [gap.first - 1, *(n for n in found if gap.first <= n <= gap.last), gap.last + 1]
    return [Gap(low + 1, high - 1, gap.since) for low, high in pairwise(edges) if high - low > 1]
