"""The page of a task: everything one needs to know on one page, and the form that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.complete_task import complete_task
from engine.commands.save_draft import drop_draft, save_draft, task_slot
from engine.errors import BadRequest, Conflict, Forbidden, FormError
from engine.queries.tasks import TaskView, get_task
from webui.again import shows_again
from webui.context import current_actor, current_store
from webui.posted import Posted, new_key, posted
from webui.work import blueprint

if TYPE_CHECKING:
    from engine.commands.results import CaseMoved
    from engine.queries.forms import FormView

Answer = str | Response | tuple[str, int]


@blueprint.get("/tasks/<task_id>")
def task(task_id: str) -> str:
    """Show a task, with the form when it is mine to do."""
    view = get_task(current_store(), current_actor(), task_id)
    return show(view, view.form_view(), new_key())


@blueprint.post("/tasks/<task_id>")
@shows_again
def do_task(task_id: str) -> Answer:
    """Complete the task, keep a draft, or (without JavaScript) give the form more rows."""
    given = posted()
    if given.verb == "save-draft":
        return _keep(task_id, given)
    if given.verb in ("add-row", "show"):
        return _as_typed(task_id, given)
    if given.verb != "complete":
        raise BadRequest()
    return _complete(task_id, given)


@blueprint.post("/tasks/<task_id>/draft")
def draft(task_id: str) -> tuple[str, int]:
    """Keep what was typed so far; the page sends it by itself now and then."""
    _save(task_id, posted())
    return "", 204


def _keep(task_id: str, given: Posted) -> Answer:
    _save(task_id, given)
    flash(_("已暂存，您填写的内容会保留到提交为止。"), "success")
    return redirect(url_for("work.task", task_id=task_id))


def _save(task_id: str, given: Posted) -> None:
    """Keep a draft for those who may hold one."""
    view = get_task(current_store(), current_actor(), task_id)
    if view.state != "open":
        raise Conflict(_("这项待办已经办结或撤销，无需再暂存。"))
    if "save-draft" not in view.verbs:
        raise Forbidden()
    save_draft(current_store(), current_actor(), task_slot(task_id), given.answers)


def _complete(task_id: str, given: Posted) -> Answer:
    store, actor = current_store(), current_actor()
    try:
        given.check()
        moved = complete_task(
            store, actor, task_id, given.answers, key=given.key, password=given.password
        )
    except FormError as error:
        return _again(task_id, given, error)
    except Conflict as error:
        return _too_late(task_id, given, error)
    drop_draft(store, actor, task_slot(task_id))
    _say(moved)
    return redirect(url_for("work.todo"))


def _say(moved: CaseMoved) -> None:
    words = _("已提交。办件 %(number)s 现在的状态：%(state)s。", number=moved.number,
              state=moved.state_label)  # fmt: skip
    flash(words, "success")


def _again(task_id: str, given: Posted, error: FormError) -> Answer:
    """Show the page again with everything that was typed, and what is wrong beside it."""
    view = get_task(current_store(), current_actor(), task_id)
    form = view.form_view(given.answers, error.errors, error.warnings)
    if form is None:
        raise error
    return show(view, form, given.key), error.status


def _too_late(task_id: str, given: Posted, error: Conflict) -> Answer:
    """Say who was faster, on the page as it stands now."""
    return _as_typed(task_id, given, error.message), error.status


def _as_typed(task_id: str, given: Posted, conflict: str = "") -> str:
    """Show the page with what was typed in its form, or to be copied when it has none any more."""
    view = get_task(current_store(), current_actor(), task_id)
    form = view.form_view(given.answers)
    typed = [] if form is not None else _typed(given)
    return show(view, form, given.key, conflict=conflict, typed=typed)


def _typed(given: Posted) -> list[str]:
    return [text for text in given.answers.values() if isinstance(text, str) and len(text) > 20]


def show(
    view: TaskView,
    form: FormView | None,
    key: str,
    *,
    conflict: str = "",
    typed: list[str] | None = None,
    errors: dict[str, dict[str, list[str]]] | None = None,
) -> str:
    """Render the page of a task. `errors`: by name of the side form, then by field."""
    g.menu_entry = "work.todo" if view.state == "open" else "work.done"
    # The diagram positions its shapes by style attributes.
    g.allow_inline_style = True
    return render_template(
        "work/task.html",
        task=view,
        case=view.case,
        head=view.case.head,
        form=form,
        key=key,
        conflict=conflict,
        typed=typed or [],
        errors=errors or {},
        written=request.form,
    )
