"""Forms of the draft, edited as rows of fields with a live preview by the real renderer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.edit_pack import edit_pack
from engine.errors import Conflict, EditConflict, FormError, PackError
from engine.queries.form_draft import (
    FormDraft,
    content_of,
    form_draft,
    form_problems,
    grouped,
    preview,
)
from engine.queries.pack_draft import edits_packs, get_draft, the_pack
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import translated
from webui.modeler import blueprint
from webui.modeler.editing import is_save, sent_base, ways
from webui.modeler.forms_acts import act
from webui.modeler.forms_rows import form_rows
from webui.modeler.forms_typed import Part, is_drawable, put, typed_form, written
from webui.modeler.forms_words import KINDS, OUTER

Answer = str | Response | tuple[str, int]


@dataclass
class Page:
    """What is shown. `form` is the form as typed; None where only its text can be edited, which
    `text` is then. `base`: the digest that saving will name; `conflict`: who was faster."""

    draft: FormDraft
    base: str
    form: Part | None
    text: str = ""
    errors: list[str] = field(default_factory=list)
    conflict: EditConflict | None = None
    at: str = ""


@blueprint.get("/form")
def form() -> str:
    """Show the form `path` of the draft, to edit; one that is not there is begun."""
    draft = _draft()
    return _show(_as_it_stands(draft))


@blueprint.post("/form")
@shows_again
def edit_form() -> Answer:
    """Do what a button of the page says: change a part, draw it again, save."""
    draft, do = _draft(), request.form.get("_do", "")
    page = _typed(draft)
    if is_save():
        return _save(page)
    if page.form is not None and not is_shown_again():
        page.at = act(page.form, do)
    return _show(page)


@blueprint.post("/form/preview")
def form_preview() -> str:
    """Draw what was typed so far, with what is wrong at each field."""
    draft = _draft()
    typed = typed_form(request.form.items(multi=True))
    looked = preview(current_store(), draft, written(typed))
    return render_template(
        "modeler/form_preview.html", looked=looked, rows=form_rows(typed, looked), kinds=KINDS
    )


def _draft() -> FormDraft:
    store, path = current_store(), request.args.get("path", "")
    return form_draft(store, current_actor(), the_pack(store), path)


def _as_it_stands(draft: FormDraft) -> Page:
    base = draft.sha256
    text = (draft.content or b"").decode("utf-8", "replace")
    try:
        source = draft.source
    except PackError as error:
        return Page(draft, base, None, text, [translated(error.message)])
    if not is_drawable(source):
        return Page(draft, base, None, text)
    return Page(draft, base, {**source, "fields": source.get("fields", [])})


def _typed(draft: FormDraft) -> Page:
    base = sent_base()
    if "_text" in request.form:
        return Page(draft, base, None, request.form["_text"].replace("\r\n", "\n"))
    typed = typed_form(request.form.items(multi=True))
    if "key" not in typed:
        put(typed, "key", draft.key)
    return Page(draft, base, typed)


def _save(page: Page) -> Answer:
    draft, store = page.draft, current_store()
    content = page.text.encode() if page.form is None else content_of(draft, written(page.form))
    try:
        edit_pack(
            store, current_actor(), the_pack(store), {draft.path: content},
            {draft.path: page.base or None},
        )  # fmt: skip
    except EditConflict as conflict:
        page.conflict = conflict
        return _show(page), conflict.status
    except (FormError, PackError, Conflict) as refused:
        page.errors = [translated(refused.message)]
        return _show(page), refused.status
    flash(_("已保存到草稿；部署以后才对新的办件生效。"), "success")
    return redirect(url_for("modeler.form", path=draft.path))


def _show(page: Page) -> str:
    store, draft = current_store(), page.draft
    g.menu_entry = "modeler.overview"
    names, more = draft.names, dict[str, Any]()
    if page.form is not None:
        source = written(page.form)
        looked = preview(store, draft, source)
        problems = () if looked.faults else form_problems(draft, source)
        more = {"looked": looked, "rows": form_rows(page.form, looked), "problems": problems}
    return render_template(
        "modeler/form.html",
        page=page,
        draft=draft,
        edit=next((each for each in _edits(draft) if each.path == draft.path), None),
        readonly=not edits_packs(current_actor()),
        names=names,
        groups=grouped(names),
        outer=OUTER,
        kinds=KINDS,
        ways=ways(),
        **more,
    )


def _edits(draft: FormDraft) -> tuple[Any, ...]:
    store = current_store()
    return get_draft(store, current_actor(), the_pack(store)).edits
