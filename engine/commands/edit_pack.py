"""Write files of a pack's draft, refusing to overwrite what somebody else wrote meanwhile."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.lint import limits
from engine.core.pack.paths import refuse_bad_paths
from engine.core.pack_keepers import require_editor
from engine.errors import EditConflict, FormError, NotFound
from engine.sentence import say
from engine.store.database import Store
from engine.store.pack_edits import Base, edits_of, newest_base
from engine.store.tables import PackEdit, Person
from engine.store.types import new_id


@dataclass(frozen=True)
class Edited:
    """A file as it now stands in the draft; `sha256` is None for one that is taken away."""

    path: str
    sha256: str | None
    edited_by: str
    edited_at: datetime


def edit_pack(
    store: Store,
    actor: Actor,
    pack: str,
    changes: Mapping[str, bytes | None],
    base: Mapping[str, str | None],
) -> tuple[Edited, ...]:
    """Write `changes` (path -> content, None: take the file away) into the draft of `pack`.

    `base`: path -> sha256 of the content that the change was made from, None where there was no
    such file. All or nothing; a file that is again as deployed is no edit any more. Raises
    Forbidden, NotFound when the pack was never deployed, PackError for a path that no pack may
    have, FormError on `files` when one is too large or they are too many, and EditConflict when a
    file is not as `base` says: its details tell who wrote it and when.
    """
    require_editor(actor)
    _refuse_too_large(changes)
    try:
        return _edit(store, actor, pack, changes, base)
    except IntegrityError:
        # Two wrote the same new file at once: the second now sees the first.
        return _edit(store, actor, pack, changes, base)


def _edit(
    store: Store,
    actor: Actor,
    pack: str,
    changes: Mapping[str, bytes | None],
    base: Mapping[str, str | None],
) -> tuple[Edited, ...]:
    now = store.clock.now()
    with store.transaction() as session:
        known = {row.path: row for row in edits_of(session, pack, locked=True)}
        newest = newest_base(session, pack)
        refuse_bad_paths(_paths_after(newest, known, changes))
        for path in changes:
            _refuse_stale(session, newest, known.get(path), path, base.get(path))
        for path, content in changes.items():
            _write(session, newest, known.get(path), _Change(pack, path, content, actor, now))
    return tuple(
        Edited(path, _digest(content) or None, actor.name, now) for path, content in changes.items()
    )


@dataclass(frozen=True)
class _Change:
    pack: str
    path: str
    content: bytes | None
    actor: Actor
    at: datetime


def _refuse_too_large(changes: Mapping[str, bytes | None]) -> None:
    for path, content in changes.items():
        if content is not None and len(content) > limits.MAX_FILE:
            size = limits.MAX_FILE // 1000
            words = say("“%(path)s”过大，最多 %(size)s 千字节。", path=path, size=size)
            raise FormError({"files": [words]}, words)


def _paths_after(
    newest: Base, known: Mapping[str, PackEdit], changes: Mapping[str, bytes | None]
) -> set[str]:
    gone = {path for path, row in known.items() if row.content is None}
    paths = (set(newest.digests) | set(known)) - gone
    paths |= {path for path, content in changes.items() if content is not None}
    paths -= {path for path, content in changes.items() if content is None}
    if len(paths) > limits.MAX_FILES:
        words = say("流程包最多有 %(most)s 个文件。", most=limits.MAX_FILES)
        raise FormError({"files": [words]}, words)
    return paths


def _refuse_stale(
    session: Session, newest: Base, row: PackEdit | None, path: str, seen: str | None
) -> None:
    stands = row.sha256 if row is not None else newest.digests.get(path, "")
    if stands != (seen or ""):
        raise _conflict(session, newest, row, path)


def _conflict(session: Session, newest: Base, row: PackEdit | None, path: str) -> EditConflict:
    if row is None:
        words = say("“%(path)s”在您打开之后随新版本部署了别的内容，您的修改没有保存。", path=path)
        stands = newest.digests.get(path)
        return EditConflict(words, path=path, sha256=stands, edited_by="", edited_at=None)
    name = session.scalar(select(Person.name).where(Person.id == row.edited_by_id)) or ""
    words = say("“%(path)s”在您打开之后由%(name)s修改过，您的修改没有保存。", path=path, name=name)
    return EditConflict(
        words,
        path=path,
        sha256=row.sha256 or None,
        edited_by=name,
        edited_at=row.edited_at.isoformat(),
    )


def _write(session: Session, newest: Base, row: PackEdit | None, change: _Change) -> None:
    digest, deployed = _digest(change.content), newest.digests.get(change.path, "")
    if digest == deployed:
        if row is not None:
            session.delete(row)
        elif not deployed:
            raise NotFound(say("流程包中没有文件“%(path)s”。", path=change.path))
        return
    if row is None:
        row = PackEdit(id=new_id(), pack=change.pack, path=change.path, base_sha256=deployed)
        session.add(row)
    row.content, row.sha256 = change.content, digest
    row.edited_by_id, row.edited_at = change.actor.person_id, change.at


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()
