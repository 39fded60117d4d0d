"""Versions of a pack and its draft: listed, read, and held against each other."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.core.access import Actor
from engine.core.comparing import Change, FileComparison, Line, compare
from engine.core.comparing.packs import kind_of
from engine.errors import NotFound
from engine.queries.admin.gate import require
from engine.queries.admin.packs import MAY_READ
from engine.queries.pack_draft import COMMON, draft_files
from engine.queries.pack_files import files_of
from engine.store.database import Store
from engine.store.pack_edits import part_of, process_folders
from engine.store.tables import Case, PackVersion

__all__ = [
    "COMMON",
    "Change",
    "FileComparison",
    "Line",
    "PartComparison",
    "VersionRow",
    "compared_parts",
    "files_at",
    "kind_of",
    "list_versions",
    "part_titles",
    "parts_of",
]


#: In which order files are shown: what a process does comes before what it says.
KINDS = ("settings", "diagram", "form", "mail", "scenario", "other")


@dataclass(frozen=True)
class VersionRow:
    """A deployed version; `open_cases` follow it and are not ended, `current`: new ones do."""

    number: int
    sha256: str
    deployed_at: datetime
    deployed_by: str
    reason: str
    files: int
    open_cases: int
    current: bool


@dataclass(frozen=True)
class PartComparison:
    """The files of one process, or of the whole pack (`part` is COMMON), that are not the same."""

    part: str
    title: str
    files: tuple[FileComparison, ...]


def list_versions(store: Store, actor: Actor, pack: str) -> tuple[VersionRow, ...]:
    """Return the versions of `pack`, the latest first; raises Forbidden."""
    require(actor, *MAY_READ)
    wanted = select(PackVersion).where(PackVersion.pack == pack)
    counted = (
        select(Case.pack_version_id, func.count())
        .where(Case.ended_at.is_(None))
        .group_by(Case.pack_version_id)
    )
    with store.reading() as session:
        rows = session.scalars(wanted.order_by(PackVersion.number.desc())).all()
        live = {row[0]: row[1] for row in session.execute(counted)}
    return tuple(
        VersionRow(row.number, row.sha256, row.deployed_at, row.deployed_by, row.reason,
                   len(row.files), live.get(row.id, 0), current=row is rows[0])
        for row in rows
    )  # fmt: skip


def files_at(store: Store, actor: Actor, pack: str, number: int | None) -> dict[str, bytes]:
    """Return the files of version `number`, or of the draft when None.

    Raises Forbidden for who may not read them, NotFound when there is no such version.
    """
    if number is None:
        return draft_files(store, actor, pack)
    require(actor, *MAY_READ)
    if number < 1:
        raise NotFound("没有这个流程包版本。")
    return files_of(store, pack, number)


def compared_parts(
    before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> tuple[PartComparison, ...]:
    """Return what is not the same in two sets of files, the whole pack first, then by process."""
    folders = process_folders([*before, *after])
    titles = part_titles(before) | part_titles(after)
    parts: dict[str, list[FileComparison]] = {}
    for found in compare(before, after):
        parts.setdefault(part_of(found.path, folders), []).append(found)
    order = sorted(parts, key=lambda part: (part != COMMON, part))
    return tuple(
        PartComparison(each, titles.get(each, each), tuple(sorted(parts[each], key=_place)))
        for each in order
    )


def parts_of(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return the paths of a pack by the part they belong to, each part in the order of KINDS."""
    folders = process_folders(files)
    parts: dict[str, list[str]] = {part: [] for part in (COMMON, *sorted(folders))}
    for path in sorted(files, key=lambda path: (KINDS.index(kind_of(path)), path)):
        parts[part_of(path, folders)].append(path)
    return parts


def _place(found: FileComparison) -> tuple[int, str]:
    return KINDS.index(found.kind), found.path


def part_titles(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the process folders are called; by their own names where nothing else is said."""
    return {folder: _title(files, folder) for folder in sorted(process_folders(files))}


def _title(files: Mapping[str, bytes], folder: str) -> str:
    try:
        found = tomllib.loads(files[f"{folder}/process.toml"].decode("utf-8")).get("title")
    except (ValueError, RecursionError):
        return folder
    return found if isinstance(found, str) and found.strip() else folder
