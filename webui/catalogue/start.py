"""Starting a case: the form, its draft, and handing it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.save_draft import drop_draft, save_draft
from engine.commands.start_case import start_case
from engine.errors import FormError, KeyReused
from engine.queries.processes import EntryLine, StartView, get_entry, get_start, startable
from engine.queries.successors import choose_successor
from webui.again import shows_again
from webui.catalogue import blueprint
from webui.context import current_actor, current_store
from webui.posted import Posted, new_key, posted

if TYPE_CHECKING:
    from engine.queries.forms import FormView

Answer = str | Response | tuple[str, int]

#: Side of an entry that needs a grant -> the list in which one finds it.
GRANT_LISTS = {"using": "using", "providing": "providing"}


@blueprint.app_template_global()
def first_choice(entry: EntryLine) -> str:
    """Return the address at which one chooses what a case of this entry is about; '' for nothing.

    A grant is found in 使用授权, a resource in the catalogue: one's own where one provides it.
    """
    if entry.needs == "grant":
        return url_for("grants.index", side=GRANT_LISTS.get(entry.side, "all"))
    if entry.needs != "resource":
        return ""
    own = entry.posts[0].unit_code if entry.side == "providing" and entry.posts else None
    return url_for("catalogue.index", unit=own)


@blueprint.get("/start")
def start_index() -> str:
    """Show what I may start."""
    g.menu_entry = "catalogue.start_index"
    lines = startable(current_store(), current_actor())
    return render_template("catalogue/start_index.html", lines=lines)


@blueprint.get("/start/<process>/<entry>")
def start(process: str, entry: str) -> Answer:
    """Show the form that starts a case; what it is about is chosen first."""
    way = get_entry(current_store(), current_actor(), process, entry)
    if not (_asked("resource") or _asked("grant")) and (address := first_choice(way)):
        return redirect(address)
    if way.successor and not _asked("successor"):
        return _choose(process, entry)
    view = _view(process, entry)
    return _show(view, view.form_view(), new_key())


@blueprint.post("/start/<process>/<entry>")
@shows_again
def do_start(process: str, entry: str) -> Answer:
    """Start the case, keep a draft, or (without JavaScript) give the form more rows."""
    view, given = _view(process, entry), posted()
    if given.verb == "save-draft":
        save_draft(current_store(), current_actor(), view.slot, given.answers)
        flash(_("已暂存，您填写的内容会保留到提交为止。"), "success")
        return redirect(start_address(view))
    if given.verb in ("add-row", "show"):
        return _show(view, view.form_view(given.answers), given.key)
    return _start(view, given)


@blueprint.post("/start/<process>/<entry>/draft")
def start_draft(process: str, entry: str) -> tuple[str, int]:
    """Keep what was typed so far; the page sends it by itself now and then."""
    view = _view(process, entry)
    save_draft(current_store(), current_actor(), view.slot, posted().answers)
    return "", 204


def _asked(name: str) -> str | None:
    return request.args.get(name) or None


def _choose(process: str, entry: str) -> str:
    """Show what may take the place of the resource."""
    g.menu_entry = "catalogue.index"
    choosing = choose_successor(
        current_store(), current_actor(), process,
        entry=entry, resource=_asked("resource") or "", post_id=_asked("post"),
    )  # fmt: skip
    return render_template("catalogue/successor.html", choosing=choosing)


def _view(process: str, entry: str) -> StartView:
    return get_start(
        current_store(),
        current_actor(),
        process,
        entry=entry,
        resource=_asked("resource"),
        grant=_asked("grant"),
        successor=_asked("successor"),
        post_id=_asked("post"),
    )


def start_address(view: StartView, endpoint: str = "catalogue.start") -> str:
    """Return the address of a start form; a grant tells which resource it is about."""
    return url_for(
        endpoint,
        process=view.process,
        entry=view.entry,
        resource=None if view.grant else view.resource_code or None,
        grant=view.grant or None,
        successor=view.successor or None,
        post=view.post.id,
    )


def _start(view: StartView, given: Posted) -> Answer:
    store, actor = current_store(), current_actor()
    try:
        given.check()
        moved = start_case(
            store,
            actor,
            view.process,
            given.answers,
            post_id=view.post.id,
            entry=view.entry,
            resource=None if view.grant else view.resource_code or None,
            grant=view.grant or None,
            successor=view.successor or None,
            key=given.key,
            password=given.password,
        )
    except FormError as error:
        form = view.form_view(given.answers, error.errors, error.warnings)
        return _show(view, form, given.key), error.status
    except KeyReused as error:  # gone back to after it was sent, and changed: nothing typed is lost
        form = view.form_view(given.answers, {"_form": [error.message]})
        return _show(view, form, new_key()), error.status
    drop_draft(store, actor, view.slot)
    words = _("已提交，编号 %(number)s，现在的状态：%(state)s。", number=moved.number,
              state=moved.state_label)  # fmt: skip
    flash(words, "success")
    return redirect(url_for("cases.show", case_id=moved.id))


def _show(view: StartView, form: FormView, key: str) -> str:
    g.menu_entry = "grants.index" if view.grant else "catalogue.index"
    addresses = {
        "send_to": start_address(view, "catalogue.do_start"),
        "keep_at": start_address(view, "catalogue.start_draft"),
    }
    return render_template("catalogue/start.html", start=view, form=form, key=key, **addresses)
