"""Reading an attachment: for those who may see the case, and for its uploader before it is used."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from engine.core.access import Actor
from engine.errors import ContentDamaged, NotFound
from engine.queries.scope import visible
from engine.store.database import Store
from engine.store.tables import Attachment, Case, FileChunk, StoredFile

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StoredContent:
    """An attachment: `name` as uploaded, `size` in bytes, and its content piece by piece."""

    digest: str
    name: str
    size: int
    media_type: str
    chunks: Iterator[bytes]


def open_file(store: Store, actor: Actor, digest: str, case_id: str | None = None) -> StoredContent:
    """Return the content with `digest` under the name it has in `case_id` (or in any case).

    Raises NotFound when `actor` sees no case that uses it and has not just uploaded it, and
    ContentDamaged when what is stored is no longer what was uploaded.
    """
    before_use = and_(Attachment.case_id.is_(None), Attachment.uploaded_by_id == actor.person_id)
    found = (
        select(Attachment.name, StoredFile)
        .join(StoredFile, StoredFile.digest == Attachment.digest)
        .outerjoin(Case, Case.id == Attachment.case_id)
        .where(Attachment.digest == digest)
        .where(or_(before_use, and_(Case.id.is_not(None), visible(actor))))
        .order_by(Attachment.uploaded_at.desc(), Attachment.id)
    )
    if case_id is not None:
        found = found.where(Attachment.case_id == case_id)
    with store.reading() as session:
        row = session.execute(found.limit(1)).first()
    if row is None:
        raise NotFound("没有这个附件，或者您无权下载。")
    name, file = row
    _check(store, file)
    return StoredContent(digest, name, file.size, file.media_type, _chunks(store, digest))


def _check(store: Store, file: StoredFile) -> None:
    """Hold the whole content against its digest before anybody gets a byte of it."""
    found, size = hashlib.sha256(), 0
    for piece in _chunks(store, file.digest):
        found.update(piece)
        size += len(piece)
    if (found.hexdigest(), size) != (file.digest, file.size):
        log.error("the content of attachment %s is not what was uploaded", file.digest)
        raise ContentDamaged()


def _chunks(store: Store, digest: str) -> Iterator[bytes]:
    """Yield the pieces one by one, none held open: a slow reader must not hold a transaction."""
    number = 0
    while True:
        with store.reading() as session:
            piece = session.get(FileChunk, (digest, number))
        if piece is None:
            return
        yield piece.data
        number += 1
