"""Give up edits of a pack's draft, or keep those that a deployment has overtaken."""

from collections.abc import Collection

from sqlalchemy import delete

from engine.core.access import Actor
from engine.core.pack_keepers import require_editor
from engine.store.database import Store
from engine.store.pack_edits import edits_of, newest_base
from engine.store.tables import PackEdit


def discard_edits(store: Store, actor: Actor, pack: str, paths: Collection[str]) -> int:
    """Let the files `paths` of the draft be as deployed again; return how many were edited.

    Raises Forbidden.
    """
    require_editor(actor)
    with store.transaction() as session:
        chosen = delete(PackEdit).where(PackEdit.pack == pack, PackEdit.path.in_(set(paths)))
        return session.execute(chosen).rowcount  # type: ignore[attr-defined,no-any-return]


def keep_edits(store: Store, actor: Actor, pack: str, paths: Collection[str]) -> int:
    """Say that edits which are behind the newest version shall replace what it holds.

    Returns how many were behind. Raises Forbidden, NotFound when the pack was never deployed.
    """
    require_editor(actor)
    with store.transaction() as session:
        edits = edits_of(session, pack, locked=True)
        base = newest_base(session, pack)
        behind = [
            row
            for row in edits
            if row.path in paths and row.base_sha256 != base.digests.get(row.path, "")
        ]
        for row in behind:
            row.base_sha256 = base.digests.get(row.path, "")
        return len(behind)
