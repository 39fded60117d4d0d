"""Deployed packs: rows out of which a `Pack` is made, once per version and process."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.pack import Pack, read_pack
from engine.errors import NotFound
from engine.store.database import Store
from engine.store.tables import PackBlob, PackVersion
from engine.store.upserts import inserting


def pack_of(session: Session, store: Store, version_id: str) -> Pack:
    """Return the pack of a deployed version; parsed packs stay in `store.packs`."""
    pack = store.packs.get(version_id)
    if pack is None:
        version = session.get(PackVersion, version_id)
        if version is None:
            raise NotFound("没有这个流程包版本。")
        pack = store.packs[version_id] = read_pack(_files(session, version))
    return pack


def current_version_id(session: Session, pack: str | None = None) -> str:
    """Return the id of the newest version of `pack` (of the only pack when none is named)."""
    newest = select(PackVersion.id).order_by(
        PackVersion.deployed_at.desc(), PackVersion.number.desc()
    )
    if pack is not None:
        newest = newest.where(PackVersion.pack == pack)
    found = session.scalar(newest.limit(1))
    if found is None:
        raise NotFound("系统中还没有部署流程包，请系统管理员先部署。")
    return found


def save_version(
    session: Session, pack: Pack, number: int, *, by: str, reason: str, at: datetime
) -> PackVersion:
    """Store `pack` as version `number`; contents already known are not stored again.

    The caller has seen the version before: of two who saw the same, the second raises
    IntegrityError instead of storing another one behind it.
    """
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in pack.files.items()}
    _save_blobs(session, {digests[path]: data for path, data in pack.files.items()})
    version = PackVersion(
        pack=pack.key,
        number=number,
        sha256=pack.sha256,
        files=digests,
        deployed_at=at,
        deployed_by=by,
        reason=reason,
    )
    session.add(version)
    session.flush()
    return version


def _files(session: Session, version: PackVersion) -> dict[str, bytes]:
    digests = set(version.files.values())
    rows = session.execute(
        select(PackBlob.digest, PackBlob.content).where(PackBlob.digest.in_(digests))
    )
    blobs = {row.digest: row.content for row in rows}
    return {path: blobs[digest] for path, digest in version.files.items()}


def _save_blobs(session: Session, blobs: Mapping[str, bytes]) -> None:
    known = set(session.scalars(select(PackBlob.digest).where(PackBlob.digest.in_(blobs))))
    # In order of digest: two nodes that store the same files then wait for each other in turn.
    rows = [{"digest": digest, "content": blobs[digest]} for digest in sorted(blobs.keys() - known)]
    if rows:
        session.execute(inserting(session, PackBlob).on_conflict_do_nothing(), rows)
