"""The draft of a pack: the newest version, and what is edited of it, file by file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import NotFound
from engine.sentence import say
from engine.store.database import Store
from engine.store.packs import pack_of
from engine.store.tables import PackEdit, PackVersion

#: The part of a draft that belongs to no process: pack.toml, shared mails, the demo bureau.
COMMON = "pack"


@dataclass(frozen=True)
class Base:
    """What a draft begins from: the newest version, with the digests of its files."""

    id: str
    number: int
    digests: Mapping[str, str]


def newest_base(session: Session, pack: str) -> Base:
    """Return what the draft of `pack` begins from; NotFound when it was never deployed."""
    wanted = select(PackVersion.id, PackVersion.number, PackVersion.files)
    newest = wanted.where(PackVersion.pack == pack).order_by(PackVersion.number.desc()).limit(1)
    row = session.execute(newest).first()
    if row is None:
        raise NotFound(say("没有部署过流程包 %(pack)s。", pack=pack))
    return Base(row.id, row.number, row.files)


def edits_of(session: Session, pack: str, *, locked: bool = False) -> list[PackEdit]:
    """Return what is edited of `pack`, in order of path.

    `locked`: nobody else changes them until the transaction ends. To be asked for before the newest
    version is read: what was waited for may have been a deployment.
    """
    wanted = select(PackEdit).where(PackEdit.pack == pack).order_by(PackEdit.path)
    return list(session.scalars(wanted.with_for_update() if locked else wanted))


def drafted_files(
    session: Session, store: Store, pack: str, taking: Collection[str] | None = None
) -> dict[str, bytes]:
    """Return the newest version's files with what is edited of them (path -> content).

    `taking`: the parts whose edits count (process folders, or COMMON for all the rest); None: all.
    Raises NotFound when the pack was never deployed.
    """
    base = newest_base(session, pack)
    files = dict(pack_of(session, store, base.id).files)
    rows = edits_of(session, pack)
    folders = process_folders([*files, *(row.path for row in rows)])
    for row in rows:
        if taking is None or part_of(row.path, folders) in taking:
            _apply(files, row)
    return files


def _apply(files: dict[str, bytes], row: PackEdit) -> None:
    if row.content is None:
        files.pop(row.path, None)
    else:
        files[row.path] = row.content


def part_of(path: str, processes: Collection[str]) -> str:
    """Return the part that a file belongs to: the folder of a process, or `COMMON`."""
    folder = path.partition("/")[0]
    return folder if folder in processes else COMMON


def process_folders(paths: Iterable[str]) -> frozenset[str]:
    """Return the folders that hold a process.toml."""
    return frozenset(
        path.removesuffix("/process.toml") for path in paths if path.endswith("/process.toml")
    )


def settle_edits(
    session: Session, pack: str, deployed: Mapping[str, str], taken: Mapping[str, str]
) -> None:
    """After a deployment: forget the edits that are now in force.

    `deployed`: digests of the new version's files. `taken`: path -> digest of the edits that it
    was made of; one that was edited further in the meantime goes on from what was deployed.
    """
    for row in edits_of(session, pack, locked=True):
        if row.sha256 == deployed.get(row.path, ""):
            session.delete(row)
        elif row.path in taken:
            row.base_sha256 = taken[row.path]
