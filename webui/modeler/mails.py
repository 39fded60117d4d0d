"""Mails of the draft, edited with a preview on a sample case."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.edit_pack import edit_pack
from engine.errors import Conflict, EditConflict, FormError, GongxiangError, PackError
from engine.queries.case_names import KnownName
from engine.queries.mail_draft import (
    MailDraft,
    grouped,
    in_chinese,
    laid_out,
    mail_draft,
    read_mail,
)
from engine.queries.pack_draft import edits_packs, get_draft, the_pack
from engine.simulate.mail_preview import play_for_mails, scenarios_with
from webui.again import shows_again
from webui.context import current_actor, current_settings, current_store
from webui.i18n import translated
from webui.modeler import blueprint
from webui.modeler.editing import is_save, sent_base, ways

Answer = str | Response | tuple[str, int]
#: A scenario may write the same mail many times; the first show what it says.
MOST_SHOWN = 5


@dataclass
class Page:
    """What is shown. `base`: the digest that saving will name; `conflict`: who was faster."""

    draft: MailDraft
    base: str
    text: str
    errors: list[str] = field(default_factory=list)
    conflict: EditConflict | None = None


@blueprint.get("/mail")
def mail() -> str:
    """Show the mail `path` of the draft, to edit; one that is not there is begun."""
    draft = _draft()
    return _show(Page(draft, draft.sha256, draft.text))


@blueprint.post("/mail")
@shows_again
def edit_mail() -> Answer:
    """Show what was typed on a sample case, or save it."""
    page = _typed()
    return _save(page) if is_save() else _show(page)


@blueprint.post("/mail/preview")
def mail_preview() -> str:
    """Draw what was typed so far."""
    g.allow_inline_style = True
    page = _typed()
    return render_template("modeler/_mail_preview.html", **_preview(page))


def _draft() -> MailDraft:
    store = current_store()
    return mail_draft(store, current_actor(), the_pack(store), request.args.get("path", ""))


def _typed() -> Page:
    text = request.form.get("_text", "").replace("\r\n", "\n")
    return Page(_draft(), sent_base(), text)


def _save(page: Page) -> Answer:
    path, store = page.draft.path, current_store()
    content = page.text.encode("utf-8", "replace")
    try:
        edit_pack(
            store, current_actor(), the_pack(store), {path: content}, {path: page.base or None}
        )
    except EditConflict as conflict:
        page.conflict = conflict
        return _show(page), conflict.status
    except (FormError, PackError, Conflict) as refused:
        page.errors = [translated(refused.message)]
        return _show(page), refused.status
    flash(_("已保存到草稿；部署以后才对新的办件生效。"), "success")
    return redirect(url_for("modeler.mail", path=path))


def _show(page: Page) -> str:
    store, draft = current_store(), page.draft
    g.menu_entry = "modeler.overview"
    g.allow_inline_style = True  # the mail is shown in its own look, which mails carry inline
    edits = get_draft(store, current_actor(), the_pack(store)).edits
    return render_template(
        "modeler/mail.html",
        page=page,
        draft=draft,
        edit=next((each for each in edits if each.path == draft.path), None),
        readonly=not edits_packs(current_actor()),
        groups=grouped(draft.names),
        ways=ways(),
        scenarios=scenarios_with(draft.files, draft.path),
        **_preview(page),
    )


def _preview(page: Page) -> dict[str, object]:
    """How it reads on an example case, and with a scenario chosen in the story's own words."""
    base_url = current_settings().base_url
    read = read_mail(page.draft, page.text, base_url)
    chosen = request.form.get("_scenario", "")
    if not chosen or read.is_broken:
        shown = () if read.sample is None else (read.sample,)
        return {"read": read, "shown": shown, "chosen": chosen, "trouble": (), "title": ""}
    return {"read": read, "chosen": chosen, **_played(page, chosen, base_url)}


def _played(page: Page, chosen: str, base_url: str) -> dict[str, object]:
    draft, content = page.draft, page.text.encode("utf-8", "replace")
    try:
        result = play_for_mails(draft.files, chosen, draft.path, content, base_url)
    except GongxiangError as refused:
        return {"shown": (), "trouble": (translated(refused.message),), "title": chosen}
    written = [each for each in result.mails if each.template == draft.key][:MOST_SHOWN]
    return {
        "shown": [laid_out(each.subject, each.text, base_url, each.to) for each in written],
        "trouble": [in_chinese(translated(each)) for each in result.failures],
        "title": result.title,
    }


@blueprint.app_template_filter("inserted")
def inserted(name: KnownName) -> str:
    """Write a name as a mail does: through a filter, or as a loop over its rows."""
    if name.rows:
        inner = "；".join(f"{{{{ row.{each.name} }}}}" for each in name.rows)
        return f"{{% for row in {name.name} %}}\n{inner}\n{{% endfor %}}\n"
    if name.has_time:
        return f"{{{{ {name.name} | moment }}}}"
    return f"{{{{ {name.name} | date }}}}" if name.is_date else f"{{{{ {name.name} }}}}"
