"""One scenario as text: edited, copied, taken away, or opened to be gone on with."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.edit_pack import edit_pack
from engine.errors import BadRequest, EditConflict, FormError, PackError
from engine.queries.pack_draft import PackFile, draft_file, edits_packs, the_pack
from engine.simulate.asking import Beginning
from engine.simulate.keeping import Kept, keep
from engine.simulate.saving import NAME
from engine.simulate.scenario import read_scenario
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.modeler import blueprint
from webui.modeler.scenarios_draft import MENU

Answer = str | Response | tuple[str, int]


@blueprint.get("/scenario")
def scenario() -> str:
    """Show a scenario as text."""
    file = _file(request.args.get("path", ""))
    return _page(file, file.content.decode("utf-8", "replace"), file.sha256)


@blueprint.post("/scenario")
@shows_again
def scenario_save() -> Answer:
    """Save the text, which has to be a scenario that can be read."""
    file = _file(request.form.get("path", ""))
    typed, base = request.form.get("text", "").replace("\r\n", "\n"), request.form.get("base", "")
    if is_shown_again():
        return _page(file, typed, base)
    try:
        read_scenario(file.path, typed.encode())
        _edit({file.path: typed.encode()}, {file.path: base})
    except PackError as error:
        return _page(file, typed, base, {"text": [error.message]}), 422
    except EditConflict as error:
        # What the other one wrote is shown beside; saving again overwrites it knowingly.
        return _page(file, typed, file.sha256, {"text": [error.message]}, theirs=True), 409
    except FormError as error:
        return _page(file, typed, base, {"text": [error.message]}), error.status
    flash(_("场景已保存在草稿里。"), "success")
    return _to_list(file.path)


@blueprint.post("/scenario/copy")
def scenario_copy() -> Answer:
    """Copy a scenario under another name."""
    file, name = _file(request.form.get("path", "")), request.form.get("name", "").strip()
    path = f"{file.path.rpartition('/')[0]}/{name}.toml"
    if not NAME.fullmatch(name):
        words = _("文件名只能用小写字母、数字和连字符，例如 lapses-over-national-day。")
        return _again(file, {"name": [words]}), 422
    try:
        _edit({path: file.content}, {path: None})
    except EditConflict:
        return _again(file, {"name": [_("已经有同名的场景，请换一个文件名。")]}), 409
    flash(_("已复制为 %(path)s。", path=path), "success")
    return redirect(url_for("modeler.scenario", path=path))


@blueprint.post("/scenario/delete")
def scenario_delete() -> Answer:
    """Take a scenario out of the draft."""
    file = _file(request.form.get("path", ""))
    _edit({file.path: None}, {file.path: request.form.get("base", "")})
    flash(_("已从草稿中删去 %(path)s。", path=file.path), "success")
    return _to_list(file.path)


@blueprint.post("/scenario/open")
def scenario_open() -> Answer:
    """Open a scenario as the rehearsal under way, to go on from its end."""
    file = _file(request.form.get("path", ""))
    try:
        story = read_scenario(file.path, file.content)
    except PackError as error:
        return _again(file, {"text": [error.message]}), 422
    first = next((step for step in story.steps if step.do == "start"), story.steps[0])
    beginning = Beginning(
        first.process or file.path.partition("/")[0], first.entry or "", first.who,
        first.resource, first.grant, first.successor,
    )  # fmt: skip
    kept = Kept(story, story.steps[0].at, beginning, file.path)
    keep(current_store(), current_actor(), kept)
    return redirect(url_for("modeler.simulate"))


def _file(path: str) -> PackFile:
    """Return a scenario of the draft. Raises Forbidden, NotFound, BadRequest for another file."""
    if "/scenarios/" not in path or not path.endswith(".toml"):
        raise BadRequest()
    store = current_store()
    return draft_file(store, current_actor(), the_pack(store), path)


def _edit(changes: dict[str, bytes | None], base: dict[str, str | None]) -> None:
    store = current_store()
    edit_pack(store, current_actor(), the_pack(store), changes, base)


def _again(file: PackFile, errors: dict[str, Any]) -> str:
    return _page(file, file.content.decode("utf-8", "replace"), file.sha256, errors)


def _page(
    file: PackFile, text: str, base: str, errors: dict[str, Any] | None = None, theirs: bool = False
) -> str:
    g.menu_entry = MENU
    return render_template(
        "modeler/scenario.html", file=file, text=text, base=base, errors=errors or {},
        process=file.path.partition("/")[0], may_edit=edits_packs(current_actor()),
        theirs=file.content.decode("utf-8", "replace") if theirs else "",
        name=request.form.get("name", ""),
    )  # fmt: skip


def _to_list(path: str) -> Response:
    return redirect(url_for("modeler.scenarios", process=path.partition("/")[0], _anchor=path))
