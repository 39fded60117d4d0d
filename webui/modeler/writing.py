"""Files written into the draft in one go: a version restored, an archive or a file brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from engine.commands.edit_pack import edit_pack
from engine.errors import FormError, NotFound, PackError
from engine.queries.pack_archive import Planned, plan_change, read_upload
from engine.queries.pack_draft import draft_files, get_draft, the_pack
from engine.queries.pack_files import may_deploy
from engine.queries.version_compare import COMMON, compared_parts, files_at, part_titles
from webui.context import current_actor, current_store
from webui.modeler import blueprint, carried
from webui.modeler.sides import side_of, take_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

Answer = str | tuple[str, int]


@blueprint.get("/restore")
def restore() -> str:
    """Show what restoring a version would change in the draft."""
    number = _number(request.args.get("version"))
    planned = plan_change(_drafted(), _version(number), only=True)
    return _plan_page("restore", planned, number=number)


@blueprint.post("/restore")
def restore_version() -> Answer | Response:
    """Write a version into the draft, from where it is deployed with a reason as anything is."""
    number = _number(request.form.get("version"))
    planned = plan_change(_drafted(), _version(number), only=True)
    if request.form.get("_seen") != planned.seen:
        return _changed_meanwhile("restore", planned, number=number)
    _write(planned)
    words = _("第 %(n)s 版已放入草稿，改动 %(m)s 个文件；检查、部署后才生效。",
              n=number, m=len(planned.changes))  # fmt: skip
    flash(words, "success")
    return redirect(url_for("modeler.deploy"), 303)


@blueprint.get("/import")
def import_files() -> str:
    """Ask for a file."""
    return _ask({})


@blueprint.post("/import")
def import_sent() -> Answer | Response:
    """Show what the file would change in the draft, or write what was shown."""
    draft = _drafted()
    try:
        wanted = carried.taken() if "_carried" in request.form else _uploaded(draft)
        carried.refuse_other_pack(draft, wanted)
        planned = plan_change(draft, wanted, only="only" in request.form)
        if "_seen" not in request.form:
            return _plan_page("import", planned, carried=carried.packed(wanted))
        if request.form["_seen"] != planned.seen:
            return _changed_meanwhile("import", planned, carried=carried.packed(wanted))
        _write(planned)
    except (FormError, PackError) as wrong:
        errors = wrong.errors if isinstance(wrong, FormError) else {"file": carried.told(wrong)}
        return _ask(errors), wrong.status
    number = len(planned.changes)
    flash(_("已导入草稿，改动 %(n)s 个文件；检查、部署后才生效。", n=number), "success")
    return redirect(url_for("modeler.deploy"), 303)


def _number(text: str | None) -> int:
    number = side_of(text)
    if number is None:
        raise NotFound("没有这个流程包版本。")
    return number


def _drafted() -> dict[str, bytes]:
    store, actor = current_store(), current_actor()
    may_deploy(actor)
    return draft_files(store, actor, the_pack(store))


def _version(number: int) -> dict[str, bytes]:
    store = current_store()
    return files_at(store, current_actor(), the_pack(store), number)


def _uploaded(draft: Mapping[str, bytes]) -> dict[str, bytes]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise FormError({"file": [_("请选择要导入的文件。")]})
    with sent.stream:
        content = sent.stream.read(carried.MOST + 1)
    if len(content) > carried.MOST:
        words = _("文件过大，最多 %(size)s 兆字节。", size=carried.MOST // 1_000_000)
        raise FormError({"file": [words]})
    return read_upload(content, sent.filename, request.form.get("folder", ""), draft)


def _write(planned: Planned) -> None:
    store = current_store()
    if planned.changes:
        edit_pack(store, current_actor(), the_pack(store), planned.changes, planned.base)


def _changed_meanwhile(verb: str, planned: Planned, **more: Any) -> tuple[str, int]:
    flash(_("草稿在此期间有了改动，请按现在的情况重新核对。"), "warning")
    return _plan_page(verb, planned, **more), 409


def _plan_page(verb: str, planned: Planned, **more: Any) -> str:
    store = current_store()
    edits = get_draft(store, current_actor(), the_pack(store)).edits
    lost = [each for each in edits if each.path in planned.changes]
    parts = compared_parts(planned.before, planned.after)
    take_place()
    return render_template(
        "modeler/plan.html", verb=verb, parts=parts, planned=planned, lost=lost,
        only="only" in request.form, COMMON=COMMON, **more,
    )  # fmt: skip


def _ask(errors: Mapping[str, Any]) -> str:
    folders = part_titles(_drafted())
    take_place()
    return render_template(
        "modeler/import.html", errors=errors, folders=folders, form=request.form, most=carried.MOST
    )
