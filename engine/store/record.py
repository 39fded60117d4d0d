"""Rows of record: what the audit trail vouches for besides its own events.

The last event that a transaction adds to a case names every row of record that the transaction
wrote, in its data: `rows` is kind -> id -> [digest before, digest after], the one before "" for a
new row. A digest is the sha256 of canonical JSON (engine/store/audit.py) of the fields in
`RECORDED` (those in `LATER` once they say something), days as ISO text, contents as the sha256 of
their bytes. What is left out changes without anything having happened: leases, tries, readings.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from engine.store.audit import digest_json, plain
from engine.store.tables import (
    AccessGrant,
    CallVoucher,
    Case,
    ClockRow,
    HolderNotice,
    Json,
    Message,
    NoticeRow,
    Retirement,
    Table,
    Task,
)

#: Name in an event's data -> table.
KINDS: Mapping[str, type[Table]] = {
    "case": Case,
    "task": Task,
    "clock": ClockRow,
    "grant": AccessGrant,
    "message": Message,
    "voucher": CallVoucher,
    "retirement": Retirement,
    "holder_notice": HolderNotice,
}
RECORDED: Mapping[str, tuple[str, ...]] = {
    "case": (
        "number", "process", "entry", "title", "pack_version_id", "document", "grants_given",
        "state_code", "state_label", "outcome", "legal", "starter_id", "automatic",
        "applicant_unit_id", "provider_unit_id", "resource_id", "grant_id", "provider_sees_at",
        "started_at", "recorded_at", "ended_at",
    ),
    "task": (
        "case_id", "engine_id", "process", "element", "name", "form", "approving", "state",
        "unit_id", "role", "for_unit_id", "recorded", "fallback", "assignee_id", "created_at",
        "recorded_at", "claimed_at", "due_at", "clock_id", "completed_at",
        "completed_recorded_at", "completed_by_id", "answers",
    ),
    "clock": (
        "case_id", "engine_id", "host_id", "process", "element", "host_element", "term", "clause",
        "kind", "interrupting", "forfeits", "wakes", "state", "started_at", "due_at", "provisional",
        "trace", "calendar_revision", "lapsed_at", "stopped_at",
    ),
    "grant": (
        "number", "case_id", "resource_id", "resource_version", "unit_id", "kind", "items",
        "conditions", "purpose", "period_start", "period_end", "state", "supply", "granted_at",
        "activated_at", "suspended_at", "ended_at", "end_reason", "renews_id", "closing",
    ),
    "message": (
        "case_id", "task_id", "clock_id", "template", "person_id", "address", "subject",
        "text", "outline", "created_at", "effective_at",
    ),
    "voucher": (
        "case_id", "grant_id", "number", "called_at", "digest", "note", "recorded_by_id",
        "recorded_at",
    ),
    "retirement": (
        "case_id", "resource_id", "successor_id", "mapping", "planned_on", "usable_at",
        "registered_at", "extended_until", "cancelled_at", "offline_at",
    ),
    "notice": (
        "kind", "year", "number", "signed", "published", "title", "url", "text", "text_sha256",
        "content", "withdraws_id", "reason", "state", "entered_by_id", "entered_at",
        "decided_by_id", "decided_at", "decision",
    ),
    "holder_notice": (
        "case_id", "retirement_id", "unit_id", "round", "way", "placed_at", "recorded_at",
    ),
}  # fmt: skip
#: Fields that came later, with what older rows have in them: left out of a digest while they hold
#: it, so that what was said of those rows before stays true.
LATER: Mapping[str, Mapping[str, Any]] = {
    "case": {"automatic": False, "grant_id": None},
    "clock": {"wakes": False},
    "grant": {
        "suspended_at": None, "ended_at": None, "end_reason": "", "renews_id": None, "closing": {},
    },
}  # fmt: skip
#: Rows of record that hang on no case: an event without a case vouches for them.
FREE_KINDS: Mapping[str, type[Table]] = {"notice": NoticeRow}
_KIND_OF = {table: kind for kind, table in (*KINDS.items(), *FREE_KINDS.items())}


def kind_of(row: Table) -> str | None:
    """Return the kind under which events name `row`; None when it is no row of record."""
    return _KIND_OF.get(type(row))


def row_digest(row: Table) -> str:
    """Return the digest of a row of record as it stands."""
    return _digest(row, {})


def changes(rows: Iterable[Table], known: Mapping[str, str] | None = None) -> Json:
    """Return what an event says of `rows`: those that changed, with their digests before and after.

    `known`: id -> digest of what was read from the database; of a row that is not in it, what was
    read is taken from the session, which knows it until it is flushed.
    """
    found: Json = {}
    for row in rows:
        kind = kind_of(row)
        before, after = _before(row, known or {}), row_digest(row)
        if kind is not None and before != after:
            found.setdefault(kind, {})[row.id] = [before, after]  # type: ignore[attr-defined]
    return found


def _before(row: Any, known: Mapping[str, str]) -> str:
    if row.id in known:
        return known[row.id]
    state = inspect(row)
    return _digest(row, state.committed_state) if state.persistent else ""


def _digest(row: Table, instead: Mapping[str, Any]) -> str:
    kind = _KIND_OF[type(row)]
    names, later = RECORDED[kind], LATER.get(kind, {})
    values = {name: instead[name] if name in instead else getattr(row, name) for name in names}
    said = {name: value for name, value in values.items() if not _is_as_before(later, name, value)}
    return digest_json({name: _text(value) for name, value in said.items()})


def _is_as_before(later: Mapping[str, Any], name: str, value: Any) -> bool:
    """Whether a field that came later says nothing: it is unset, or as older rows have it."""
    return name in later and (value is None or value == later[name])


def _text(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.loads(json.dumps(value))  # as a reader will see it: keys become text
    return plain(value)
