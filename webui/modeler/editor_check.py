"""What the diagram editor asks the server about a drawing: is it right, can it be taken in."""

from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from engine.queries.modeler_import import check_import
from engine.queries.pack_draft import draft_files, the_pack
from engine.queries.pack_files import problems_in, problems_of
from webui.context import current_actor, current_store
from webui.errors_pages import problem
from webui.i18n import in_words
from webui.modeler import blueprint
from webui.modeler.editor import DIAGRAM


@blueprint.post("/check")
def check() -> Answer | tuple[Answer, int]:
    """Return what is wrong with the process that the diagram `path` belongs to, were its content
    `text`: `problems` of {file, element, rule, severity, message}, errors first."""
    sent: Any = request.get_json(silent=True)
    path, text = (sent.get(key) if isinstance(sent, dict) else None for key in ("path", "text"))
    if not isinstance(path, str) or not isinstance(text, str) or not path.endswith(DIAGRAM):
        return problem(400, "bad_request", _("请求的内容不完整或格式不对，请检查后重试。"))
    store = current_store()
    files = draft_files(store, current_actor(), the_pack(store))
    files |= {path: text.encode("utf-8", "replace")}
    folder = path.rpartition("/")[0]
    found = problems_in(files, folder) if folder else problems_of(files)
    return jsonify(problems=[in_words(each.to_json()) for each in found])


@blueprint.post("/import-check")
def import_check() -> Response:
    """Read a diagram file from the disk, sent as it is."""
    found = check_import(current_actor(), request.get_data())
    return jsonify(
        text=found.text, drawn=found.drawn, processes=found.processes, products=found.products
    )
