"""Tasks: the lists of the inbox, one task, and its verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands.claim_task import claim_task
from engine.commands.comment_case import comment_task
from engine.commands.complete_task import complete_task
from engine.commands.release_task import release_task
from engine.commands.return_task import return_task
from engine.commands.save_draft import drop_draft, save_draft, task_slot
from engine.commands.transfer_task import transfer_task
from engine.errors import Conflict, Forbidden
from engine.queries import inbox
from engine.queries.tasks import TaskView, get_task
from webui.api.blueprint import IDEMPOTENCY, group
from webui.api.door import acting, idempotency_key
from webui.api.schemas import tasks as shapes
from webui.api.schemas.base import PostOnly, paged
from webui.api.schemas.cases import CaseMovedSchema, CommentSchema
from webui.context import current_store

if TYPE_CHECKING:
    from engine.commands.results import CaseMoved
    from engine.queries.page import Page

blueprint = group("tasks", "待办、已办、我发起的")


@blueprint.get("/tasks")
@blueprint.arguments(shapes.TasksQuery, location="query")
@blueprint.response(200, paged(shapes.InboxItemSchema))
def listed(asked: dict[str, Any]) -> Page[inbox.InboxItem]:
    """What waits for me, what I have done, or the cases that I started."""
    return inbox.list_tasks(
        current_store(), acting(), asked["list"],
        due=asked.get("due"), process=asked.get("process"), q=asked.get("q"),
        after=asked.get("after"), limit=asked["limit"], sort=asked["sort"],
    )  # fmt: skip


@blueprint.get("/tasks/<task_id>")
@blueprint.response(200, shapes.TaskSchema)
def show(task_id: str) -> TaskView:
    """One task: its case, its form, its terms, and what I may do with it."""
    return get_task(current_store(), acting(), task_id)


@blueprint.post("/tasks/<task_id>/complete")
@blueprint.arguments(shapes.CompleteSchema)
@blueprint.response(200, CaseMovedSchema)
@blueprint.doc(parameters=[IDEMPOTENCY])
def complete(asked: dict[str, Any], task_id: str) -> CaseMoved:
    """Complete a task with answers."""
    store, actor = current_store(), acting(asked.get("post"))
    done = complete_task(
        store, actor, task_id, asked["answers"],
        key=idempotency_key(), password=asked.get("password"),
    )  # fmt: skip
    drop_draft(store, actor, task_slot(task_id))
    return done


@blueprint.post("/tasks/<task_id>/save-draft")
@blueprint.arguments(shapes.SaveDraftSchema)
@blueprint.response(204)
def keep_draft(asked: dict[str, Any], task_id: str) -> None:
    """Keep answers without handing them in; the next draft takes the place of this one."""
    store, actor = current_store(), acting(asked.get("post"))
    view = get_task(store, actor, task_id)
    if view.state != "open":
        raise Conflict("这项待办已经办结或撤销，无需再暂存。")
    if "save-draft" not in view.verbs or view.form is None:
        raise Forbidden()
    view.form.check_draft(asked["answers"])
    save_draft(store, actor, task_slot(task_id), asked["answers"])


@blueprint.post("/tasks/<task_id>/claim")
@blueprint.arguments(PostOnly)
@blueprint.response(204)
@blueprint.doc(parameters=[IDEMPOTENCY])
def claim(asked: dict[str, Any], task_id: str) -> None:
    """Take a waiting task into my hands."""
    claim_task(current_store(), acting(asked.get("post")), task_id, key=idempotency_key())


@blueprint.post("/tasks/<task_id>/release")
@blueprint.arguments(PostOnly)
@blueprint.response(204)
@blueprint.doc(parameters=[IDEMPOTENCY])
def release(asked: dict[str, Any], task_id: str) -> None:
    """Give it back to all who may take it."""
    release_task(current_store(), acting(asked.get("post")), task_id, key=idempotency_key())


@blueprint.post("/tasks/<task_id>/transfer")
@blueprint.arguments(shapes.TransferSchema)
@blueprint.response(204)
@blueprint.doc(parameters=[IDEMPOTENCY])
def transfer(asked: dict[str, Any], task_id: str) -> None:
    """Pass my task on to somebody of the same post; the term goes on."""
    actor = acting(asked.get("post"))
    transfer_task(
        current_store(), actor, task_id, asked["to_person"], asked["reason"],
        key=idempotency_key(),
    )  # fmt: skip


@blueprint.post("/tasks/<task_id>/return")
@blueprint.arguments(shapes.ReturnSchema)
@blueprint.response(200, CaseMovedSchema)
@blueprint.doc(parameters=[IDEMPOTENCY])
def send_back(asked: dict[str, Any], task_id: str) -> CaseMoved:
    """Send the case back to an earlier step."""
    actor = acting(asked.get("post"))
    return return_task(
        current_store(), actor, task_id, asked["target"], asked["reason"], key=idempotency_key()
    )


@blueprint.post("/tasks/<task_id>/comment")
@blueprint.arguments(CommentSchema)
@blueprint.response(204)
@blueprint.doc(parameters=[IDEMPOTENCY])
def comment(asked: dict[str, Any], task_id: str) -> None:
    """Say something about the case of a task."""
    actor = acting(asked.get("post"))
    comment_task(current_store(), actor, task_id, asked["text"], key=idempotency_key())
