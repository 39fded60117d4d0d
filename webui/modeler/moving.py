"""Cases under way, moved to the newest version."""

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.move_cases import move_cases
from engine.commands.plan_moves import plan_moves
from engine.errors import Conflict, FormError
from engine.queries.monitor import list_processes
from engine.queries.monitor_places import get_process
from engine.queries.moving_cases import move_job, move_jobs, older_cases
from engine.queries.pack_draft import the_pack
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import in_words, translated
from webui.modeler import blueprint

Answer = str | Response | tuple[str, int]
#: Cases tried out on one page: each is read, stepped and moved in memory.
TRIED = 20


@blueprint.get("/cases")
def cases() -> str:
    """Show the open cases that follow an older version, and at which steps they stand."""
    store, actor = current_store(), current_actor()
    process = request.args.get("process") or None
    after = request.args.get("after")
    page = older_cases(store, actor, the_pack(store), process=process, after=after)
    view = get_process(store, actor, process, older=True) if process else None
    g.menu_entry = "modeler.monitor"
    # The diagram positions its shapes by style attributes.
    g.allow_inline_style = True
    return render_template(
        "modeler/cases.html", page=page, view=view, levels=_levels(view), process=process,
        lines=[line for line in list_processes(store, actor) if line.older],
    )  # fmt: skip


@blueprint.get("/cases/plan")
def cases_plan() -> Answer:
    """Try out moving the chosen cases, or page by page all of them, and say what would change."""
    if not request.args.get("all") and not request.args.getlist("case"):
        flash(_("请先选择要迁移的办件。"), "warning")
        return redirect(url_for("modeler.cases", process=request.args.get("process") or None))
    return _plan_page(request.args)


@blueprint.post("/cases/move")
@shows_again
def cases_move() -> Answer:
    """Order that the cases tried out before are moved."""
    store, typed = current_store(), request.form
    if is_shown_again():
        return _plan_page(typed)
    chosen = None if typed.get("all") else typed.getlist("case")
    process = typed.get("process") or None
    try:
        order = move_cases(
            store, current_actor(), the_pack(store), chosen, typed.get("reason", ""), process,
            to=_tried_with(typed),
        )  # fmt: skip
    except FormError as error:
        return _plan_page(typed, error.errors), error.status
    except Conflict as refused:
        flash(translated(refused.message), "danger")
        return _plan_page(typed), refused.status
    flash(_("已开始迁移，办件逐件处理。"), "success")
    return redirect(url_for("modeler.move", move_id=order))


@blueprint.get("/moves")
def moves() -> str:
    """List what was ordered and how far it is."""
    g.menu_entry = "modeler.monitor"
    return render_template("modeler/moves.html", moves=move_jobs(current_store(), current_actor()))


@blueprint.get("/moves/<move_id>")
def move(move_id: str) -> str:
    """Show how far an order is, and what came of each case."""
    g.menu_entry = "modeler.monitor"
    job = move_job(current_store(), current_actor(), move_id, after=request.args.get("after"))
    return render_template("modeler/move.html", job=job)


def _plan_page(asked: Any, errors: dict[str, Any] | None = None) -> str:
    g.menu_entry = "modeler.monitor"
    store, process = current_store(), asked.get("process") or None
    ids, more = _chosen(asked, process)
    plans = plan_moves(store, current_actor(), the_pack(store), ids)
    return render_template(
        "modeler/cases_plan.html", plans=plans, more=more, process=process,
        everything=bool(asked.get("all")), ids=asked.getlist("case"), errors=errors or {},
        reason=asked.get("reason", ""),
    )  # fmt: skip


def _tried_with(typed: Any) -> int | None:
    """The version that the page which was confirmed had tried out."""
    number = typed.get("to", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else None


def _chosen(asked: Any, process: str | None) -> tuple[Sequence[str], str | None]:
    """The cases to try out on this page, and the key of the next page."""
    if not asked.get("all"):
        return asked.getlist("case"), None
    store, after = current_store(), asked.get("after") or None
    page = older_cases(
        store, current_actor(), the_pack(store), process=process, after=after, limit=TRIED
    )
    if not page.items:
        raise Conflict("没有需要迁移的在办办件：它们已经是最新版本，或者已经办结。")
    return [case.id for case in page.items], page.next_after


def _levels(view: Any) -> list[Any]:
    """The drawings in which cases of older versions stand."""
    levels = [level.to_json() for level in view.levels] if view else []
    return list(in_words([level for level in levels if level["elements"]]))
