"""Deploying the draft, or some parts of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from engine.commands.deploy_pack import said_reason
from engine.commands.discard_edits import discard_edits, keep_edits
from engine.errors import Conflict, FormError, PackError
from engine.queries.consents import consent_needed
from engine.queries.pack_draft import PackDraft, draft_files, get_draft, the_pack
from engine.queries.pack_files import Problem, may_deploy, problems_of
from engine.queries.version_compare import (
    COMMON,
    compared_parts,
    files_at,
    kind_of,
    list_versions,
    part_titles,
)
from webui.again import is_shown_again, say_unsent, shows_again
from webui.context import current_actor, current_settings, current_store
from webui.modeler import blueprint
from webui.modeler.deploy_run import Run, RunBook
from webui.modeler.sides import seen_digests, take_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

#: Problems shown before the deployment; a draft with more is not near it.
MOST = 100


@blueprint.get("/deploy")
def deploy() -> str:
    """Show what would be deployed, what is wrong with it, and ask why."""
    draft = _draft()
    asked = [each for each in request.args.getlist("taking") if each in draft.parts]
    last = _book().last()
    # after a refusal, and after the scenarios were brought up to date, the reason is still the same
    reason = last.reason if last is not None and last.state in ("refused", "adopted") else ""
    return _page(draft, tuple(asked) or draft.parts, reason, {})


@blueprint.post("/deploy")
@shows_again
def deploy_chosen() -> str | tuple[str, int] | Response:
    """Begin to deploy the chosen parts, or only check them."""
    draft, reason = _draft(), request.form.get("reason", "")
    taking = tuple(each for each in draft.parts if each in request.form.getlist("taking"))
    if is_shown_again():
        say_unsent()
        return _page(draft, taking, reason, {})
    if request.form.get("_verb") == "check":
        return _page(draft, taking, reason, {})
    if _is_stale(draft, taking):
        flash(_("草稿在此期间有了改动，请按现在的情况重新核对。"), "warning")
        return _page(draft, taking, reason, {}), 409
    try:
        _start(draft, taking, reason)
    except FormError as wrong:
        return _page(draft, taking, reason, wrong.errors), wrong.status
    except Conflict as refused:
        flash(refused.message, "danger")
        return _page(draft, taking, reason, {}), refused.status
    return redirect(url_for("modeler.deploying"), 303)


@blueprint.get("/deploying")
def deploying() -> str:
    """Show how the last deployment stands; a page that asks again while it runs."""
    store, actor = current_store(), current_actor()
    rows = list_versions(store, actor, the_pack(store))
    take_place()
    name = "_deploying" if request.headers.get("HX-Request") else "deploying"
    older = sum(row.open_cases for row in rows if not row.current)
    return render_template(f"modeler/{name}.html", run=_book().last(), older=older)


@blueprint.post("/deploy/adopt")
def deploy_adopt() -> Response:
    """Let the scenarios that did not pass say what now happens; that goes into the draft."""
    draft, last = _draft(), _book().last()
    if last is None or not last.unlike:
        raise Conflict(_("没有未通过的场景需要更新，请重新检查并部署。"))
    began = current_store().clock.now().isoformat()
    run = Run(draft.pack, last.taking, last.reason, current_actor().name, began, len(last.unlike),
              does="adopt", paths=last.unlike)  # fmt: skip
    _book().start(current_store(), current_actor(), run)
    return redirect(url_for("modeler.deploying"), 303)


@blueprint.post("/deploy/behind")
def deploy_behind() -> Response:
    """Keep or give up edits that a deployment has overtaken."""
    store, actor, paths = current_store(), current_actor(), request.form.getlist("behind")
    if request.form.get("_verb") == "keep":
        keep_edits(store, actor, the_pack(store), paths)
        flash(_("已保留您的修改，部署后以它为准。"), "success")
    else:
        discard_edits(store, actor, the_pack(store), paths, seen_digests())
        flash(_("已放弃修改，这些文件与现行版本相同。"), "success")
    return redirect(url_for("modeler.deploy"), 303)


def _draft() -> PackDraft:
    store, actor = current_store(), current_actor()
    may_deploy(actor)
    return get_draft(store, actor, the_pack(store))


def _book() -> RunBook:
    return RunBook(current_settings().data)


def _is_stale(draft: PackDraft, taking: tuple[str, ...]) -> bool:
    """Tell whether the chosen parts are no longer as the page showed them."""
    seen = set(request.form.getlist("_seen"))
    return bool(seen) and not seen.issuperset(_mark(draft, part) for part in taking)


def _mark(draft: PackDraft, part: str) -> str:
    """What is edited of a part, and of which version, in a few characters."""
    edits = [f"{each.path} {each.sha256}" for each in draft.edits if each.part == part]
    return hashlib.sha256("\n".join([part, str(draft.version), *edits]).encode()).hexdigest()[:16]


def _start(draft: PackDraft, taking: tuple[str, ...], reason: str) -> None:
    """Refuse at once what needs no checking, then begin."""
    if not taking:
        raise FormError({"taking": [_("请选择要部署的部分。")]})
    said = said_reason(reason)
    store, actor = current_store(), current_actor()
    if [each for each in draft.edits if each.part in taking and each.behind]:
        raise Conflict("有修改落后于现行版本，请先在下面选择保留或者放弃。")
    if COMMON in taking and consent_needed(store, actor, draft.pack):
        raise FormError({"taking": [_("规则包设定的改动还没有第二人同意，不能部署。")]})
    files = draft_files(store, actor, draft.pack, taking)
    number = sum(kind_of(path) == "scenario" for path in files)
    began = store.clock.now().isoformat()
    _book().start(store, actor, Run(draft.pack, taking, said, actor.name, began, number))


def _page(draft: PackDraft, taking: tuple[str, ...], reason: str, errors: Mapping[str, Any]) -> str:
    store, actor = current_store(), current_actor()
    old = files_at(store, actor, draft.pack, draft.version)
    new = draft_files(store, actor, draft.pack, taking)
    take_place()
    return render_template(
        "modeler/deploy.html",
        draft=draft, taking=taking, reason=reason, errors=errors, COMMON=COMMON,
        seen=[_mark(draft, part) for part in draft.parts],
        titles=part_titles(old) | part_titles(draft_files(store, actor, draft.pack)),
        parts=compared_parts(old, new),
        problems=_problems(new) if taking else (),
        behind=[each for each in draft.edits if each.behind],
        needs_consent=COMMON in draft.parts and consent_needed(store, actor, draft.pack),
        busy=_book().is_busy(),
        scenarios=sum(kind_of(path) == "scenario" for path in new),
        most=MOST,
    )  # fmt: skip


def _problems(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    try:
        return problems_of(files)
    except PackError as refused:
        return (Problem("pack.toml", "", "readable", refused.message),)
