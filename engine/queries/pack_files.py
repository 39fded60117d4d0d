"""The files of deployed packs, and what is wrong with files that are to be deployed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.core.access import Actor
from engine.core.lint import Problem, lint, lint_folder, lint_loose
from engine.core.pack import read_pack
from engine.errors import Forbidden, NotFound
from engine.sentence import Sentence, say
from engine.store.database import Store
from engine.store.packs import pack_of
from engine.store.tables import PackVersion

__all__ = [
    "Problem",
    "VersionLine",
    "changed",
    "files_of",
    "may_deploy",
    "problems_alone",
    "problems_in",
    "problems_of",
    "versions",
]


@dataclass(frozen=True)
class VersionLine:
    """A deployed version of a pack: who, when, why. `current`: new cases follow it."""

    pack: str
    number: int
    sha256: str
    deployed_at: datetime
    deployed_by: str
    reason: str
    current: bool


def versions(store: Store) -> tuple[VersionLine, ...]:
    """Return every deployed version, pack by pack, the latest first."""
    order = (PackVersion.pack, PackVersion.number.desc())
    with store.reading() as session:
        rows = session.scalars(select(PackVersion).order_by(*order)).all()
    newest = {row.pack: row.number for row in reversed(rows)}
    return tuple(
        VersionLine(row.pack, row.number, row.sha256, row.deployed_at, row.deployed_by,
                    row.reason, current=newest[row.pack] == row.number)
        for row in rows
    )  # fmt: skip


def files_of(store: Store, pack: str, number: int | None = None) -> dict[str, bytes]:
    """Return the files of a deployed version (the newest when None) by path; raises NotFound."""
    wanted = select(PackVersion.id).where(PackVersion.pack == pack)
    if number is not None:
        wanted = wanted.where(PackVersion.number == number)
    with store.reading() as session:
        version = session.scalar(wanted.order_by(PackVersion.number.desc()).limit(1))
        if version is None:
            raise NotFound(_never(pack, number))
        return dict(pack_of(session, store, version).files)


def _never(pack: str, number: int | None) -> Sentence:
    if number:
        return say("没有部署过流程包 %(pack)s 第 %(number)s 版。", pack=pack, number=number)
    return say("没有部署过流程包 %(pack)s。", pack=pack)


def changed(files: Mapping[str, bytes], changes: Mapping[str, str | None]) -> dict[str, bytes]:
    """Return `files` with `changes` (path -> text, None: taken away) made to them."""
    new = {path: text.encode() for path, text in changes.items() if text is not None}
    return {path: data for path, data in files.items() if path not in changes} | new


def problems_of(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return what is wrong with a pack; raises PackError when it cannot even be read."""
    read_pack(files)
    return tuple(lint(files))


def problems_in(files: Mapping[str, bytes], folder: str | None) -> tuple[Problem, ...]:
    """Return what is wrong with one process folder of a pack (or one diagram, by its path; None:
    the whole pack): a pack.toml that cannot be read is a problem too. Never raises."""
    return tuple(lint(files) if folder is None else lint_folder(files, folder))


def problems_alone(
    files: Mapping[str, bytes], folder: str, only: str | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with the files of a process folder that belongs to no pack, or with the
    one diagram `only` of it; see `lint_loose`. Never raises."""
    return tuple(lint_loose(files, folder, only))


def may_deploy(actor: Actor) -> None:
    """Raise Forbidden unless `actor` is the system administrator."""
    if not actor.has_role("system_admin"):
        raise Forbidden("只有系统管理员可以检查、试运行和部署流程包。")
