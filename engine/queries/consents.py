"""Changed settings of a pack that need, or have, a second person's agreement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.comparing import FileComparison, Naming, compare_file
from engine.core.pack.settings import SETTINGS
from engine.core.pack_keepers import CONSENTERS, require_reader
from engine.store.consents import agreed_consent, needs_consent
from engine.store.database import Store
from engine.store.pack_edits import newest_base
from engine.store.packs import pack_of
from engine.store.tables import PackConsent, PackEdit, Person

#: How many are shown, the latest first.
SHOWN = 20


@dataclass(frozen=True)
class ConsentRow:
    """A question to a second person. `state`: waiting, agreed, refused.

    `old` and `new` are the contents of pack.toml that it is about, `compared` says in words what
    differs. `current`: the draft still says this, and the version it was asked against is still
    the newest. `mine`: who asks, so another has to decide.
    """

    id: str
    state: str
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision: str
    old: bytes
    new: bytes
    compared: FileComparison
    current: bool
    mine: bool


def consents(store: Store, actor: Actor, pack: str) -> tuple[ConsentRow, ...]:
    """Return what was asked about the settings of `pack`, the latest first.

    Raises Forbidden for who may not read drafts, NotFound when the pack was never deployed.
    """
    require_reader(actor)
    wanted = select(PackConsent).where(PackConsent.pack == pack)
    with store.reading() as session:
        base = newest_base(session, pack)
        rows = session.scalars(wanted.order_by(PackConsent.asked_at.desc()).limit(SHOWN)).all()
        drafted = _drafted(session, pack)
        names = _names(session, rows)
        packs = {row.version_id: pack_of(session, store, row.version_id).files for row in rows}
    return tuple(
        ConsentRow(
            id=row.id,
            state=row.state,
            reason=row.reason,
            asked_by=names.get(row.asked_by_id, ""),
            asked_at=row.asked_at,
            decided_by=names.get(row.decided_by_id or "", ""),
            decided_at=row.decided_at,
            decision=row.decision,
            old=packs[row.version_id][SETTINGS],
            new=row.content,
            compared=_compared(packs[row.version_id], row.content),
            current=row.content == drafted and row.version_id == base.id,
            mine=row.asked_by_id == actor.person_id,
        )
        for row in rows
    )


def consent_needed(store: Store, actor: Actor, pack: str) -> bool:
    """Tell whether the draft changes settings that nobody else has agreed to yet.

    Raises Forbidden, NotFound.
    """
    require_reader(actor)
    with store.reading() as session:
        base = newest_base(session, pack)
        drafted = _drafted(session, pack)
        if drafted is None or not needs_consent(session, store, base.id, drafted):
            return False
        return agreed_consent(session, pack, base.id, drafted) is None


def drafted_settings(store: Store, actor: Actor, pack: str) -> FileComparison | None:
    """Return what the draft changes of the settings in force, None when nothing.

    Raises Forbidden, NotFound.
    """
    require_reader(actor)
    with store.reading() as session:
        base = newest_base(session, pack)
        drafted = _drafted(session, pack)
        files = pack_of(session, store, base.id).files
    return None if drafted is None else _compared(files, drafted)


def _compared(files: Mapping[str, bytes], new: bytes) -> FileComparison:
    """What `new` settings say otherwise than those in the pack's `files`."""
    return compare_file(SETTINGS, files[SETTINGS], new, Naming(files))


def consents_for(store: Store, actor: Actor) -> int:
    """Return how many questions wait for `actor` as the second person; 0 for who is none."""
    if not actor.has_role(*CONSENTERS):
        return 0
    wanted = select(func.count()).where(
        PackConsent.state == "waiting", PackConsent.asked_by_id != actor.person_id
    )
    with store.reading() as session:
        return session.scalar(wanted) or 0


def _drafted(session: Session, pack: str) -> bytes | None:
    wanted = select(PackEdit.content).where(PackEdit.pack == pack, PackEdit.path == SETTINGS)
    return session.scalar(wanted)


def _names(session: Session, rows: Collection[PackConsent]) -> Mapping[str, str]:
    ids = {row.asked_by_id for row in rows} | {row.decided_by_id for row in rows}
    wanted = select(Person.id, Person.name).where(Person.id.in_(ids - {None}))
    return {row.id: row.name for row in session.execute(wanted)}
