"""Ask a second person to agree to changed settings of a pack: bounds, dates, ladder, limits."""

import hashlib
import tomllib

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.commands.casework.wording import worded
from engine.core.access import Actor
from engine.core.pack.settings import SETTINGS
from engine.core.pack_keepers import require_editor
from engine.errors import Conflict, FormError
from engine.sentence import say
from engine.store.account_events import note_account_event
from engine.store.consents import agreed_consent, needs_consent, waiting_consents
from engine.store.database import Store
from engine.store.pack_edits import newest_base
from engine.store.tables import PackConsent, PackEdit
from engine.store.types import new_id


def ask_consent(
    store: Store, actor: Actor, pack: str, reason: str, content: bytes | None = None
) -> str:
    """Ask for agreement to `content`, a pack.toml (None: as it stands in the draft).

    Returns the id of what was asked. A question of the same kind that still waits is replaced.
    Raises Forbidden for who does not change packs, NotFound when the pack was never deployed,
    FormError on `reason` or on `settings` (unreadable), Conflict when nothing needs agreement.
    """
    require_editor(actor)
    reason = worded(reason, "reason", ["请写明为什么修改规则包的设定，例如依据哪一份文件。"])
    with store.transaction() as session:
        waiting = waiting_consents(session, pack)
        base = newest_base(session, pack)
        settings = _drafted(session, pack) if content is None else content
        if settings is None or not needs_consent(session, store, base.id, settings):
            raise Conflict("规则包的设定没有改动，不需要第二人同意。")
        _refuse_unreadable(settings)
        if agreed_consent(session, pack, base.id, settings) is not None:
            raise Conflict("对这份设定的改动已经有第二人同意。")
        for row in waiting:
            session.delete(row)
        row = _row(store, actor, pack, base.id, settings, reason)
        session.add(row)
        data = {"consent": row.id, "pack": pack, "sha256": row.sha256, "reason": reason}
        note_account_event(session, row.asked_at, "consent_asked", actor, data)
        return row.id


def _drafted(session: Session, pack: str) -> bytes | None:
    wanted = select(PackEdit.content).where(PackEdit.pack == pack, PackEdit.path == SETTINGS)
    return session.scalar(wanted)


def _refuse_unreadable(settings: bytes) -> None:
    try:
        tomllib.loads(settings.decode("utf-8"))
    except ValueError as error:
        words = say("规则包的设定无法读取：%(error)s。", error=error)
        raise FormError({"settings": [words]}, words) from error


def _row(
    store: Store, actor: Actor, pack: str, version_id: str, settings: bytes, reason: str
) -> PackConsent:
    return PackConsent(
        id=new_id(),
        pack=pack,
        sha256=hashlib.sha256(settings).hexdigest(),
        content=settings,
        version_id=version_id,
        reason=reason,
        state="waiting",
        asked_by_id=actor.person_id,
        asked_at=store.clock.now(),
        decision="",
    )
