"""New processes, diagrams, forms and mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from engine.commands.begin_process import KEY, Wanted, add_diagram, begin_new_process
from engine.errors import FormError, NotFound
from engine.queries.pack_draft import the_pack
from engine.queries.words import CASE_ROLES
from engine.queries.workshop import COMMON, parts_of_draft
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import translated
from webui.modeler import blueprint

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from engine.queries.workshop import PartRow

    Answer = str | Response | tuple[str, int]

FIELDS = ("key", "title", "article", "kind_code", "role", "needs")
#: What may be begun by its name alone: folder, ending, page that edits it.
NAMED = {"form": ("forms", ".json", "modeler.form"), "mail": ("mail", ".txt", "modeler.mail")}


@blueprint.route("/new-process", methods=["GET", "POST"])
@shows_again
def new_process() -> Answer:
    """Begin a process: say what it is called and who starts it, then draw it."""
    g.menu_entry = "modeler.overview"
    if request.method == "GET" or is_shown_again():
        return _process_page({})
    typed = Wanted(**{name: request.form.get(name, "").strip() for name in FIELDS})
    store, actor = current_store(), current_actor()
    try:
        path = begin_new_process(store, actor, the_pack(store), typed)
    except FormError as error:
        return _process_page(error.errors), 422
    flash(_("已在草稿中新建流程，现在可以画流程图。"), "success")
    return redirect(url_for("modeler.diagram", path=path))


def _process_page(errors: dict[str, list[str]]) -> str:
    roles = [(role, translated(name)) for role, name in CASE_ROLES.items()]
    return render_template("modeler/new_process.html", errors=errors, roles=roles)


@blueprint.route("/new-file", methods=["GET", "POST"])
@shows_again
def new_file() -> Answer:
    """Begin a diagram, a form or a mail in a part of the draft."""
    g.menu_entry = "modeler.overview"
    part, kind = _part(), request.values.get("kind", "")
    if kind not in (*NAMED, "diagram") or (part.key == COMMON and kind != "mail"):
        raise NotFound()
    if request.method == "GET" or is_shown_again():
        return _file_page(part, kind, {})
    try:
        return redirect(_begun(part, kind))
    except FormError as error:
        return _file_page(part, kind, error.errors), 422


def _part() -> PartRow:
    store = current_store()
    wanted = request.values.get("part", "")
    for part in parts_of_draft(store, current_actor(), the_pack(store)):
        if part.key == wanted:
            return part
    raise NotFound(_("流程包中没有这个流程。"))


def _begun(part: PartRow, kind: str) -> str:
    store, key = current_store(), request.form.get("key", "").strip()
    if kind == "diagram":
        title = request.form.get("title", "")
        path = add_diagram(store, current_actor(), the_pack(store), part.key, key, title)
        return url_for("modeler.diagram", path=path)
    folder, ending, page = NAMED[kind]
    path = f"{folder}/{key}{ending}" if part.key == COMMON else f"{part.key}/{folder}/{key}{ending}"
    _refuse_name(part, key, path)
    return url_for(page, path=path)


def _refuse_name(part: PartRow, key: str, path: str) -> None:
    if not KEY.fullmatch(key) or len(key) > 60:
        words = _("代码请用小写英文字母、数字和连字符，以字母开头，例如 reply-overdue。")
        raise FormError({"key": [words]})
    if any(each.path == path for each in part.files):
        raise FormError({"key": [_("已有这个文件，请换一个代码。")]})


def _file_page(part: PartRow, kind: str, errors: dict[str, list[str]]) -> str:
    return render_template("modeler/new_file.html", part=part, kind=kind, errors=errors)
