"""Complete a task: the verb of the whole program (docs/lifecycle.md tells its life)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from engine.commands.casework import (
    OpenCase,
    allow_for_recording,
    catch_up,
    lock_case_of_task,
    save_case,
)
from engine.commands.casework.answering import (
    Answered,
    attach_files,
    check_answers,
)
from engine.commands.casework.repeating import Sending, answer_once
from engine.commands.casework.taking import check_may_take
from engine.commands.confirm_password import confirm_password, require_approval
from engine.commands.results import CaseMoved, moved
from engine.core.access import Actor
from engine.core.forms import FormContext
from engine.errors import Conflict, FormError
from engine.store.audit import digest_json
from engine.store.choosers import choosers
from engine.store.database import Store
from engine.store.tables import Task


def complete_task(
    store: Store,
    actor: Actor,
    task_id: str,
    answers: Mapping[str, Any],
    *,
    key: str | None = None,
    password: str | None = None,
) -> CaseMoved:
    """Complete an open task with `answers` (raw, as typed or as JSON).

    `key` makes it safe to repeat: the same person with the same key gets the first answer.
    `password` confirms a written approval where the form asks for one (Art. 14).

    Raises NotFound (not theirs to see), Forbidden (theirs to see, not to do), FormError (answers),
    Conflict (somebody was faster, a term closed it, or the key stands for something else). Terms
    due by now lapse first, so that the outcome never depends on how quick the scheduler is.
    """
    confirmed = confirm_password(store, actor, password)

    def act(session: Session) -> CaseMoved:
        work = lock_case_of_task(store, session, actor, task_id)
        return _complete(work, work.task(task_id), answers, confirmed)

    return answer_once(store, Sending(actor, key, "complete", task_id, dict(answers)), act)


def _complete(work: OpenCase, task: Task, answers: Mapping[str, Any], confirmed: bool) -> CaseMoved:
    check_may_take(work, task)
    answered = _check(work, task, answers)
    if answered.form.asks_password(answered.values):
        require_approval(confirmed, bool(answered.files))
    _act(work, task, answered)
    open_tasks = save_case(work)
    assert work.actor is not None
    attach_files(work.session, work.actor, work.case.id, task.id, answered)
    return moved(work.case, open_tasks, task.id)


def _check(work: OpenCase, task: Task, answers: Mapping[str, Any]) -> Answered:
    if task.form is None:
        raise Conflict("这一环节没有表单，不能在此办理。")
    form = work.pack.form(task.process, task.form)
    form = form.with_recording() if task.recorded else form
    data = work.run.data_of(task.engine_id)
    context = FormContext(data, work.now, task.created_at, **choosers(work.session, form))
    actor = work.actor
    assert actor is not None
    post = actor.post_for(task.unit_id, task.role)
    answered = check_answers(form, answers, context, actor, post, task.recorded)
    if answered.effective < task.created_at:
        raise FormError({form.effective or "_form": ["时间不能早于这项待办转到的时间。"]})
    return answered


def _act(work: OpenCase, task: Task, answered: Answered) -> None:
    """Let due terms lapse, complete the engine's task at the effective moment, step on to now."""
    catch_up(work, answered.effective)
    allow_for_recording(work, answered.effective)
    work.run.complete(task.engine_id, answered.changes)
    work.run.step_to(work.now)
    _finish(work, task, answered)


def _finish(work: OpenCase, task: Task, answered: Answered) -> None:
    actor = work.actor
    assert actor is not None
    task.state = "done"
    task.answers = answered.values
    task.assignee_id = task.completed_by_id = actor.person_id
    task.completed_at, task.completed_recorded_at = answered.effective, work.now
    post = actor.post_for(task.unit_id, task.role)
    work.note(
        "task_completed",
        at=answered.effective,
        task_id=task.id,
        element=task.element,
        post=post.title if post is not None else "",
        data={"name": task.name, "form": task.form, "answers": digest_json(answered.values),
              "recorded": task.recorded, "clock": task.clock_id},
    )  # fmt: skip
