"""Attachments: taking them and giving them back."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, flash, jsonify, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from engine.commands.store_file import store_file
from engine.errors import BadRequest
from engine.queries.files import StoredContent, open_file
from webui.context import current_actor, current_store
from webui.ways import safe_way

blueprint = Blueprint("files", __name__)

#: A document of somebody else may open nothing and run nothing, should a browser ever show it.
SANDBOX = "default-src 'none'; sandbox"


@blueprint.post("/files")
def upload() -> AnyResponse | tuple[AnyResponse, int]:
    """Take the attachment `file` and go back to the form, or answer with its reference as JSON."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise BadRequest(_("请先选择要上传的文件。"))
    ref = store_file(current_store(), current_actor(), given.filename, given.stream)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(ref.as_answer()), 201
    flash(_("附件“%(name)s”已上传。", name=ref.name), "success")
    return redirect(safe_way(request.form.get("next")))


@blueprint.get("/files/<digest>")
def download(digest: str) -> Response:
    """Give an attachment to who may see it; `case` says under which case's name."""
    content = open_file(current_store(), current_actor(), digest, request.args.get("case"))
    return file_response(content)


def file_response(content: StoredContent) -> Response:
    """Return an attachment as a download with its own name, Chinese included."""
    response = Response(content.chunks, mimetype=content.media_type)
    response.content_length = content.size
    response.headers["Content-Disposition"] = disposition(content.name, content.digest)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def disposition(name: str, digest: str) -> str:
    """Return the header for a download named `name` (RFC 6266), with a plain name for old ones."""
    extension = name.rpartition(".")[2] if "." in name else ""
    plain = (
        f"{digest[:8]}.{extension}" if extension.isascii() and extension.isalnum() else digest[:8]
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
