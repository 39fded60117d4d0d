"""What the diagram editor asks the server about a drawing: is it right, can it be taken in."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from flask import Response, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from engine.queries.modeler_import import check_import
from engine.queries.pack_draft import draft_files, the_pack
from engine.queries.pack_files import Problem, problems_in, problems_of
from engine.queries.workshop import kind_of
from webui.context import current_actor, current_store
from webui.errors_pages import problem
from webui.i18n import in_words
from webui.modeler import blueprint
from webui.modeler.editor import DIAGRAM
from webui.modeler.overview import edit_address


@blueprint.post("/check")
def check() -> Answer | tuple[Answer, int]:
    """Return what is wrong with the process that the diagram `path` belongs to, were its content
    `text`: `problems` of {file, element, rule, severity, message, address}, errors first."""
    sent: Any = request.get_json(silent=True)
    path, text = (sent.get(key) if isinstance(sent, dict) else None for key in ("path", "text"))
    if not isinstance(path, str) or not isinstance(text, str) or not path.endswith(DIAGRAM):
        return problem(400, "bad_request", _("请求的内容不完整或格式不对，请检查后重试。"))
    store = current_store()
    files = draft_files(store, current_actor(), the_pack(store))
    files |= {path: text.encode("utf-8", "replace")}
    folder = path.rpartition("/")[0]
    found = problems_in(files, folder) if folder else problems_of(files)
    told = [{**each.to_json(), "address": _address(each, files)} for each in found]
    return jsonify(problems=in_words(told))


def _address(found: Problem, files: Mapping[str, bytes]) -> str:
    """Where the file that a problem stands in is edited; "" when there is no such file."""
    if found.file not in files:
        return ""
    anchor = f"#{quote(found.element)}" if found.file.endswith(DIAGRAM) and found.element else ""
    return edit_address(kind_of(found.file), found.file) + anchor


@blueprint.post("/import-check")
def import_check() -> Response:
    """Read a diagram file from the disk, sent as it is."""
    found = check_import(current_actor(), request.get_data())
    return jsonify(asdict(found))
