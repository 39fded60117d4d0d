"""Whether a second person agreed to changed settings of a pack."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.pack.settings import SETTINGS, settings_differ
from engine.store.database import Store
from engine.store.packs import pack_of
from engine.store.tables import PackConsent


def needs_consent(session: Session, store: Store, version_id: str, settings: bytes) -> bool:
    """Tell whether `settings` (a pack.toml) says other things than the one of a version."""
    return settings_differ(pack_of(session, store, version_id).files[SETTINGS], settings)


def agreed_consent(
    session: Session, pack: str, version_id: str, settings: bytes
) -> PackConsent | None:
    """Return the agreement to `settings` in place of those of a version, None without one."""
    digest = hashlib.sha256(settings).hexdigest()
    return session.scalar(
        select(PackConsent)
        .where(
            PackConsent.pack == pack,
            PackConsent.sha256 == digest,
            PackConsent.version_id == version_id,
            PackConsent.state == "agreed",
        )
        .order_by(PackConsent.decided_at.desc())
        .limit(1)
    )


def waiting_consents(session: Session, pack: str) -> list[PackConsent]:
    """Return what waits for a second person, the oldest first; nobody decides it meanwhile."""
    wanted = select(PackConsent).where(PackConsent.pack == pack, PackConsent.state == "waiting")
    return list(session.scalars(wanted.order_by(PackConsent.asked_at).with_for_update()))
