"""Attachments."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug.datastructures import FileStorage

from engine.commands.store_file import FileRef, store_file
from engine.errors import FormError
from engine.queries.files import open_file
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas.starting import FileSchema, UploadSchema
from webui.context import current_store
from webui.files import file_response

blueprint = group("files", "附件")

#: 50 MB for the attachment and a little for the envelope around it.
MAX_UPLOAD = 52 * 1024 * 1024


def _allow_more() -> None:
    request.max_content_length = MAX_UPLOAD


blueprint.before(_allow_more)


@blueprint.post("/files")
@blueprint.arguments(UploadSchema, location="files")
@blueprint.response(201, FileSchema)
def upload(sent: dict[str, Any]) -> FileRef:
    """Take an attachment; `{digest, name, size}` of the answer names it in the answers of a form.

    The same content is kept once, so sending it again does no harm.
    """
    given: FileStorage = sent["file"]
    if not given.filename:
        raise FormError({"file": ["请给出文件名。"]})
    return store_file(current_store(), acting(), given.filename, given.stream)


@blueprint.get("/files/<digest>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
def download(digest: str) -> Response:
    """Give an attachment to whoever may see a case that uses it, and to its uploader before."""
    return file_response(open_file(current_store(), acting(), digest))
