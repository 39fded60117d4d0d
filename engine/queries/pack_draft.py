"""The draft of a pack: one for all who edit it, kept file by file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.pack_keepers import edits_packs, require_reader
from engine.errors import NotFound
from engine.sentence import say
from engine.store.database import Store
from engine.store.pack_edits import (
    COMMON,
    Base,
    drafted_files,
    edits_of,
    newest_base,
    part_of,
    process_folders,
)
from engine.store.packs import current_version_id, pack_of
from engine.store.tables import PackEdit, PackVersion, Person

__all__ = [
    "COMMON",
    "Edit",
    "PackDraft",
    "PackFile",
    "draft_file",
    "draft_files",
    "edits_packs",
    "get_draft",
    "the_pack",
]


@dataclass(frozen=True)
class PackFile:
    """A file as it stands in the draft. `state`: same (as in the newest version), added, changed.
    `sha256` is what `edit_pack` wants to hear as the base of a change."""

    path: str
    content: bytes
    sha256: str
    state: str


@dataclass(frozen=True)
class Edit:
    """A file that is not as in the newest version. `state`: added, changed, removed; `sha256` is
    None for a removed one. `part`: its process folder, or COMMON. `behind`: since the edit began,
    another content of the file was deployed, which deploying this one would undo."""

    path: str
    part: str
    state: str
    sha256: str | None
    behind: bool
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True)
class PackDraft:
    """What is edited of a pack; `version` is the newest deployed one."""

    pack: str
    version: int
    edits: tuple[Edit, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that something is edited of."""
        return tuple(dict.fromkeys(each.part for each in self.edits))


def the_pack(store: Store) -> str:
    """Return the key of the pack in force; NotFound when none has been deployed."""
    with store.reading() as session:
        version = session.get_one(PackVersion, current_version_id(session))
        return version.pack


def get_draft(store: Store, actor: Actor, pack: str) -> PackDraft:
    """Return what is edited of `pack`, in order of path.

    Raises Forbidden for who may not read drafts, NotFound when the pack was never deployed.
    """
    require_reader(actor)
    with store.reading() as session:
        base = newest_base(session, pack)
        rows = edits_of(session, pack)
        names = _names(session, rows)
    folders = process_folders([*base.digests, *(row.path for row in rows)])
    edits = tuple(_edit(row, base, part_of(row.path, folders), names) for row in rows)
    return PackDraft(pack, base.number, edits)


def _names(session: Session, rows: Collection[PackEdit]) -> Mapping[str, str]:
    wanted = select(Person.id, Person.name).where(Person.id.in_({row.edited_by_id for row in rows}))
    return {row.id: row.name for row in session.execute(wanted)}


def _edit(row: PackEdit, base: Base, part: str, names: Mapping[str, str]) -> Edit:
    now = base.digests.get(row.path, "")
    state = "removed" if row.content is None else "changed" if now else "added"
    return Edit(
        path=row.path,
        part=part,
        state=state,
        sha256=row.sha256 or None,
        behind=row.base_sha256 != now,
        edited_by=names.get(row.edited_by_id, ""),
        edited_at=row.edited_at,
    )


def draft_files(
    store: Store, actor: Actor, pack: str, taking: Collection[str] | None = None
) -> dict[str, bytes]:
    """Return the newest version's files with what is edited of them (path -> content).

    `taking`: the parts whose edits count (process folders, or COMMON for all the rest); the others
    stay as deployed. None: all. Raises Forbidden, NotFound.
    """
    require_reader(actor)
    with store.reading() as session:
        return drafted_files(session, store, pack, taking)


def draft_file(store: Store, actor: Actor, pack: str, path: str) -> PackFile:
    """Return one file of the draft. Raises Forbidden, NotFound (also for one taken away)."""
    require_reader(actor)
    with store.reading() as session:
        base = newest_base(session, pack)
        wanted = select(PackEdit).where(PackEdit.pack == pack, PackEdit.path == path)
        row = session.scalar(wanted)
        if row is None and path in base.digests:
            content = pack_of(session, store, base.id).files[path]
            return PackFile(path, content, base.digests[path], "same")
    if row is None or row.content is None:
        raise NotFound(say("流程包中没有文件“%(path)s”。", path=path))
    state = "changed" if path in base.digests else "added"
    return PackFile(path, row.content, row.sha256, state)
