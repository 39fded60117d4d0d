"""One thing that is wrong with the audit trail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`kind` is stable; `message` is for people; the rest says where, as far as it is known.

    Kinds: event_changed, event_broken, event_missing, event_reordered, head_differs, case_missing,
    trail_missing; record_changed, record_missing, record_unknown (rows that are not what the events
    say); file_changed, file_missing; seal_changed, seal_broken, seal_missing, seal_unknown,
    sealed_missing, sealed_changed, unsealed, unsealed_long.
    """

    kind: str
    message: str
    case_number: str = ""
    seq: int | None = None
    event_id: int | None = None
    seal_id: int | None = None
