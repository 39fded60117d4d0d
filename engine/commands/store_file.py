"""Taking an attachment: checked by content, kept once by digest, in chunks."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any, BinaryIO, cast

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.filetypes import MAX_BYTES, clean_name, sniff, too_large
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.tables import Attachment, FileChunk, StoredFile

CHUNK = 256 * 1024
#: Up to here an upload stays in memory while it is checked.
IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True)
class FileRef:
    """What answers name an attachment by: sha256, name as uploaded, bytes, media type."""

    digest: str
    name: str
    size: int
    type: str

    def as_answer(self) -> dict[str, Any]:
        """Return the reference as answers carry it."""
        return {"digest": self.digest, "name": self.name, "size": self.size}


def store_file(store: Store, actor: Actor, name: str, stream: IO[bytes]) -> FileRef:
    """Keep the content of `stream` (binary, read to its end) as an upload of `actor`.

    The same content is kept once, whoever uploads it; each upload keeps its own name. Raises
    FileRefused when the name or the content will not do, or when it exceeds 50 MB.
    """
    name = clean_name(name)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        content = cast(BinaryIO, spool)
        digest, size = _copy(stream, content, name)
        media_type = sniff(content, name).media_type
        ref = FileRef(digest, name, size, media_type)
        try:
            _keep(store, actor, ref, content)
        except IntegrityError:
            # Somebody has stored the same content at the same moment: now it is there.
            _keep(store, actor, ref, content)
    return ref


def _copy(stream: IO[bytes], spool: BinaryIO, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > MAX_BYTES:
            raise too_large(name)
        digest.update(piece)
        spool.write(piece)
    return digest.hexdigest(), size


def _keep(store: Store, actor: Actor, ref: FileRef, content: BinaryIO) -> None:
    now = store.clock.now()
    with store.transaction() as session:
        if session.get(StoredFile, ref.digest) is None:
            session.add(
                StoredFile(digest=ref.digest, size=ref.size, media_type=ref.type, created_at=now)
            )
            session.flush()
            for row in _chunks(ref.digest, content):
                session.execute(insert(FileChunk), row)
        if not _waiting(session, actor, ref):
            session.add(
                Attachment(
                    digest=ref.digest,
                    name=ref.name,
                    uploaded_by_id=actor.person_id,
                    uploaded_at=now,
                )
            )
            note_account_event(session, now, "file_uploaded", actor, asdict(ref))


def _chunks(digest: str, content: BinaryIO) -> Iterator[dict[str, Any]]:
    content.seek(0)
    number = 0
    while data := content.read(CHUNK):
        yield {"digest": digest, "number": number, "data": data}
        number += 1


def _waiting(session: Session, actor: Actor, ref: FileRef) -> bool:
    """Tell whether this very upload was made before and still waits to be used in a case."""
    mine = select(Attachment.id).where(
        Attachment.digest == ref.digest,
        Attachment.uploaded_by_id == actor.person_id,
        Attachment.name == ref.name,
        Attachment.case_id.is_(None),
    )
    return session.scalar(mine.limit(1)) is not None
