"""Give up edits of a pack's draft, or keep those that a deployment has overtaken."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.pack_keepers import require_editor
from engine.errors import EditConflict
from engine.sentence import say
from engine.store.database import Store
from engine.store.pack_edits import edits_of, newest_base
from engine.store.tables import PackEdit, Person

WRITTEN_SINCE = (
    "“%(path)s”在您打开页面之后由%(name)s修改过，没有放弃任何修改；请看过现在的内容再决定。"
)


def discard_edits(
    store: Store,
    actor: Actor,
    pack: str,
    paths: Collection[str],
    seen: Mapping[str, str | None] | None = None,
) -> int:
    """Let the files `paths` of the draft be as deployed again; return how many were edited.

    `seen`: path -> sha256 of the edit that is to be given up, None where the file is taken away.
    Raises Forbidden, and EditConflict when somebody has written one of them since.
    """
    require_editor(actor)
    with store.transaction() as session:
        rows = [row for row in edits_of(session, pack, locked=True) if row.path in paths]
        for row in rows:
            if seen is not None and row.path in seen and row.sha256 != (seen[row.path] or ""):
                raise _written_since(session, row)
            session.delete(row)
        return len(rows)


def _written_since(session: Session, row: PackEdit) -> EditConflict:
    name = session.get_one(Person, row.edited_by_id).name
    words = say(WRITTEN_SINCE, path=row.path, name=name)
    return EditConflict(words, path=row.path, sha256=row.sha256 or None, edited_by=name)


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
