"""Attachments against their digests, and against what was noted when they were uploaded."""

import hashlib
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.sentence import say
from engine.store.tables import Event, FileChunk, StoredFile

#: Uploads looked up with one query.
UPLOADS = 500


def file_problems(session: Session) -> Iterator[Problem]:
    """Yield the contents that are not what their digest says, then the uploads that are gone."""
    pieces = (
        select(StoredFile.digest, StoredFile.size, FileChunk.data)
        .outerjoin(FileChunk, FileChunk.digest == StoredFile.digest)
        .order_by(StoredFile.digest, FileChunk.number)
        .execution_options(yield_per=4)
    )
    with session.execute(pieces) as result:
        for digest, group in groupby(result.mappings(), key=lambda row: row["digest"]):
            if not _fits(digest, group):
                message = say("附件 %(digest)s 的内容已被改动。", digest=digest)
                yield Problem("file_changed", message)
    yield from _missing(session)


def _fits(digest: str, pieces: Iterator[RowMapping]) -> bool:
    content, size, stated = hashlib.sha256(), 0, None
    for piece in pieces:
        data, stated = piece["data"] or b"", piece["size"]
        content.update(data)
        size += len(data)
    return content.hexdigest() == digest and size == stated


def _missing(session: Session) -> Iterator[Problem]:
    uploads = (
        select(Event.id, Event.data)
        .where(Event.kind == "file_uploaded")
        .order_by(Event.id)
        .execution_options(yield_per=UPLOADS)
    )
    with session.execute(uploads) as result:
        for rows in result.partitions(UPLOADS):
            wanted = {_digest(data): event_id for event_id, data in rows}
            stored = select(StoredFile.digest).where(StoredFile.digest.in_(list(wanted)))
            for digest in wanted.keys() - {"", *session.scalars(stored)}:
                message = say("附件 %(digest)s 缺失。", digest=digest)
                yield Problem("file_missing", message, event_id=wanted[digest])


def _digest(data: object) -> str:
    found = data.get("digest") if isinstance(data, dict) else None
    return found if isinstance(found, str) else ""
