"""What the diagram editor reads and saves."""

from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from engine.commands.edit_pack import edit_pack
from engine.errors import EditConflict
from engine.queries.modeler_choices import modeler_choices
from engine.queries.pack_draft import draft_file, edits_packs, the_pack
from webui.context import current_actor, current_store
from webui.errors_pages import problem
from webui.i18n import in_words, translated
from webui.modeler import blueprint
from webui.modeler.editor import asked_path


@blueprint.get("/file")
def file() -> Response:
    """Return the diagram `path` as it stands in the draft, and what it may name."""
    store, actor, path = current_store(), current_actor(), asked_path()
    pack = the_pack(store)
    found = draft_file(store, actor, pack, path)
    head = {
        "path": path,
        "text": found.content.decode("utf-8", "replace"),
        "sha256": found.sha256,
        "state": found.state,
        "readonly": not edits_packs(actor),
    }
    return jsonify({**head, **in_words(modeler_choices(store, actor, pack, path).to_json())})


@blueprint.get("/file/raw")
def raw() -> Response:
    """Return the diagram as a file to keep, for one that the editor cannot open."""
    store, path = current_store(), asked_path()
    found = draft_file(store, current_actor(), the_pack(store), path)
    answer = Response(found.content, mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=path.rpartition("/")[2])
    return answer


@blueprint.put("/file")
def save() -> Answer | tuple[Answer, int]:
    """Write `text` into the draft; `base` is the digest of what it was made from."""
    store, path = current_store(), asked_path()
    sent: Any = request.get_json(silent=True)
    if not _is_file(sent):
        return problem(400, "bad_request", _("请求的内容不完整或格式不对，请检查后重试。"))
    changes, base = {path: sent["text"].encode("utf-8", "replace")}, {path: sent["base"]}
    try:
        edited = edit_pack(store, current_actor(), the_pack(store), changes, base)[0]
    except EditConflict as conflict:
        said = translated(conflict.message)
        return problem(conflict.status, conflict.code, said, **in_words(conflict.details))
    return jsonify(sha256=edited.sha256, edited_at=edited.edited_at.isoformat())


def _is_file(sent: Any) -> bool:
    text, base = (sent.get(key) if isinstance(sent, dict) else None for key in ("text", "base"))
    return isinstance(text, str) and isinstance(base, str | None)
