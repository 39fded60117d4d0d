"""The workshop: what the pack holds, what is being edited, where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.discard_edits import discard_edits, keep_edits
from engine.commands.edit_pack import edit_pack
from engine.errors import EditConflict, NotFound, PackError
from engine.queries.consents import consent_needed
from engine.queries.moving_cases import count_older
from engine.queries.pack_draft import draft_file, edits_packs, get_draft, the_pack
from engine.queries.workshop import COMMON, parts_of_draft, problems_of_draft
from webui.context import current_actor, current_store
from webui.i18n import translated
from webui.modeler import blueprint
from webui.modeler.sides import seen_digests

if TYPE_CHECKING:
    from engine.queries.workshop import PartRow, Problem

#: Kind of file -> the page that edits it.
EDITORS = {"diagram": "modeler.diagram", "form": "modeler.form", "mail": "modeler.mail"}


@blueprint.get("/")
def overview() -> str:
    """Show the parts of the draft, and one of them in full."""
    store, actor = current_store(), current_actor()
    pack = the_pack(store)
    parts = parts_of_draft(store, actor, pack)
    return render_template(
        "modeler/overview.html",
        pack=pack,
        draft=get_draft(store, actor, pack),
        parts=parts,
        chosen=_chosen(parts),
        COMMON=COMMON,
        consent_needed=consent_needed(store, actor, pack),
        older=count_older(store, pack),
        may_edit=edits_packs(actor),
        edit_address=edit_address,
    )


def edit_address(kind: str, path: str) -> str:
    """Return where a file is edited, or looked at where nothing edits its kind."""
    if kind == "scenario":
        return url_for("modeler.scenarios", process=path.partition("/")[0])
    if path.endswith("/process.toml"):
        return url_for("modeler.process", key=path.partition("/")[0])
    if path == "pack.toml":
        return url_for("modeler.settings")
    if kind in EDITORS:
        return url_for(EDITORS[kind], path=path)
    return url_for("modeler.version_file", number="draft", path=path)


def _chosen(parts: tuple[PartRow, ...]) -> PartRow | None:
    wanted = request.args.get("part")
    found = next((part for part in parts if part.key == wanted), None)
    if wanted and found is None:
        raise NotFound(_("流程包中没有这个流程。"))
    return found


@blueprint.get("/problems")
def problems() -> str:
    """Show everything that is wrong with the draft."""
    store, actor = current_store(), current_actor()
    g.menu_entry = "modeler.overview"
    try:
        found: tuple[Problem, ...] = problems_of_draft(store, actor, the_pack(store))
        unread = ""
    except PackError as error:
        found, unread = (), error.message
    return render_template("modeler/problems.html", problems=found, unread=unread)


@blueprint.post("/discard")
def discard() -> Response:
    """Give up the edits of the named files, or keep those that are behind."""
    store, actor = current_store(), current_actor()
    paths = request.form.getlist("path")
    if request.form.get("do") == "keep":
        keep_edits(store, actor, the_pack(store), paths)
        flash(_("已保留您的修改，部署时将以它为准。"), "success")
    else:
        _give_up(paths)
    return redirect(url_for("modeler.overview", part=request.form.get("part") or None))


def _give_up(paths: list[str]) -> None:
    store, actor = current_store(), current_actor()
    try:
        count = discard_edits(store, actor, the_pack(store), paths, seen_digests())
    except EditConflict as refused:
        flash(translated(refused.message), "danger")
    else:
        flash(_("已放弃 %(n)s 个文件的修改。", n=count), "success")


@blueprint.get("/take-away")
def confirm_removal() -> str:
    """Ask whether a file, or a whole process, is to be taken away, and say what goes with it."""
    g.menu_entry = "modeler.overview"
    part, paths = _named_files()
    return render_template("modeler/take_away.html", paths=paths, part=part, base=_digests(paths))


@blueprint.post("/take-away")
def take_away() -> Response:
    """Take a file, or a whole process, out of the draft."""
    store, actor = current_store(), current_actor()
    pack, (part, paths) = the_pack(store), _named_files()
    base = seen_digests() or _digests(paths)
    edit_pack(store, actor, pack, dict.fromkeys(paths), base)
    flash(_("已从草稿中删去 %(n)s 个文件；部署之前可以放弃这一修改。", n=len(paths)), "success")
    whole = "process" in request.values
    return redirect(url_for("modeler.overview", part=None if whole else part.key))


def _digests(paths: list[str]) -> dict[str, str | None]:
    store, actor = current_store(), current_actor()
    pack = the_pack(store)
    return {path: draft_file(store, actor, pack, path).sha256 for path in paths}


def _named_files() -> tuple[PartRow, list[str]]:
    """The file that the request names, or every file of the process, with the part they belong to;
    NotFound for none."""
    store, actor = current_store(), current_actor()
    path, process = request.values.get("path"), request.values.get("process")
    for part in parts_of_draft(store, actor, the_pack(store)):
        whole = part.key == process != COMMON
        there = [
            file.path
            for file in part.files
            if not (file.edit and file.edit.state == "removed") and (whole or file.path == path)
        ]
        if there:
            return part, there
    raise NotFound(_("流程包中没有这个文件。"))
