"""The smaller verbs on a task: claim, release, transfer, return, comment."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.claim_task import claim_task
from engine.commands.comment_case import comment_task
from engine.commands.release_task import release_task
from engine.commands.return_task import return_task
from engine.commands.transfer_task import transfer_task
from engine.errors import FormError
from engine.queries.tasks import get_task
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.posted import new_key, sent_key
from webui.ways import safe_way
from webui.work import blueprint
from webui.work.tasks import Answer, show


@blueprint.post("/tasks/<task_id>/claim")
def claim(task_id: str) -> Response:
    """Take a waiting task into my hands."""
    claim_task(current_store(), current_actor(), task_id, key=sent_key())
    flash(_("已签收。"), "success")
    return _to_task(task_id)


@blueprint.post("/tasks/<task_id>/release")
def release(task_id: str) -> Response:
    """Give it back to the others of the post."""
    release_task(current_store(), current_actor(), task_id, key=sent_key())
    flash(_("已退签，同岗位的其他人员可以签收办理。"), "success")
    return _to_task(task_id)


@blueprint.post("/tasks/<task_id>/transfer")
@shows_again
def transfer(task_id: str) -> Answer:
    """Pass the task on to somebody of the same post."""
    to, reason = request.form.get("to_person", ""), request.form.get("reason", "")

    def act() -> str:
        transfer_task(current_store(), current_actor(), task_id, to, reason, key=sent_key())
        return str(_("已转办。"))

    return _side(task_id, "transfer", act, url_for("work.todo"))


@blueprint.post("/tasks/<task_id>/return")
@shows_again
def send_back(task_id: str) -> Answer:
    """Send the case back to an earlier step."""
    target, reason = request.form.get("target", ""), request.form.get("reason", "")

    def act() -> str:
        return_task(current_store(), current_actor(), task_id, target, reason, key=sent_key())
        return str(_("已退回。"))

    return _side(task_id, "return", act, url_for("work.todo"))


@blueprint.post("/tasks/<task_id>/comment")
@shows_again
def comment(task_id: str) -> Answer:
    """Say something about the case."""
    text = request.form.get("text", "")

    def act() -> str:
        comment_task(current_store(), current_actor(), task_id, text, key=sent_key())
        return str(_("已留言。"))

    return _side(task_id, "comment", act, url_for("work.task", task_id=task_id))


def _side(task_id: str, name: str, act: Callable[[], str], way: str) -> Answer:
    """Act and go on; when the small form is wrong, show the page again with its messages."""
    if is_shown_again():
        return _open(task_id, name, {})
    try:
        flash(act(), "success")
    except FormError as error:
        return _open(task_id, name, error.errors), error.status
    return redirect(way)


def _open(task_id: str, name: str, errors: dict[str, list[str]]) -> str:
    """Show the page of the task with the small form `name` unfolded, as it was filled in."""
    view = get_task(current_store(), current_actor(), task_id)
    return show(view, view.form_view(), new_key(), errors={name: errors})


def _to_task(task_id: str) -> Response:
    return redirect(safe_way(request.form.get("next") or url_for("work.task", task_id=task_id)))
