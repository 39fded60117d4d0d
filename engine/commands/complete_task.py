"""Complete a task: the verb of the whole program (docs/lifecycle.md tells its life)."""

from collections.abc import Mapping
from typing import Any

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
from engine.commands.casework.opening import refuse_done
from engine.commands.confirm_password import confirm_password, require_approval
from engine.commands.results import CaseMoved, moved
from engine.core.access import Actor, Involvement, may_see, may_take
from engine.core.forms import FormContext
from engine.errors import Conflict, Forbidden, FormError, NotFound
from engine.sentence import say
from engine.store.audit import digest_json
from engine.store.choosers import choosers
from engine.store.database import Store
from engine.store.involvement import case_facts, involvement_of, task_facts
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
    Conflict (somebody was faster, or a term closed it). Terms due by now lapse first, so that the
    outcome never depends on how quick the scheduler is.
    """
    confirmed = confirm_password(store, actor, password)
    with store.transaction() as session:
        work = lock_case_of_task(store, session, actor, task_id)
        task = work.task(task_id)
        if _is_repeat(task, actor, key):
            return CaseMoved.from_json(task.result or {})
        check_may_take(work, task)
        answered = _check(work, task, answers)
        if answered.form.asks_password(answered.values):
            require_approval(confirmed, bool(answered.files))
        _act(work, task, answered, key)
        open_tasks = save_case(work, task)
        attach_files(session, actor, work.case.id, task.id, answered)
        return moved(work.case, open_tasks, task.id)


def _is_repeat(task: Task, actor: Actor, key: str | None) -> bool:
    same = key is not None and task.done_key == key and task.completed_by_id == actor.person_id
    return same and task.state == "done"


def check_may_take(work: OpenCase, task: Task) -> None:
    """Raise unless the open task is the actor's to act on."""
    actor = work.actor
    part = work.involvement(task)
    facts = case_facts(work.case)
    if actor is None or not _knows_of(work, task, actor, part):
        raise NotFound("没有这项待办，或者您无权查看。")
    if task.state != "open":
        raise refuse_done(task, _who(work, task))
    if may_take(task_facts(task), facts, actor, part):
        return
    if task.assignee_id not in (None, actor.person_id):
        raise Forbidden(say("这项待办由%(name)s办理。", name=_holder(work, task)))
    raise Forbidden(
        "您不能办理这项待办：不是您岗位的事项，或者同一办件的不同审批环节须由不同人员办理。"
    )


def _knows_of(work: OpenCase, task: Task, actor: Actor, part: Involvement) -> bool:
    """Whoever could have taken the task is told who was faster, even when it is gone from sight."""
    could = actor.post_for(task.unit_id, task.role) is not None
    facts = case_facts(work.case)
    if could or actor.is_admin or may_see(facts, actor, part):
        return True
    # Only who is about to be refused costs another look: at past holders and at who was told.
    return may_see(facts, actor, involvement_of(work.session, actor, work.case.id, task))


def _who(work: OpenCase, task: Task) -> str:
    person = work.directory.person(task.completed_by_id)
    return person.name if person is not None else say("他人")


def _holder(work: OpenCase, task: Task) -> str:
    person = work.directory.person(task.assignee_id)
    return person.name if person is not None else say("他人")


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


def _act(work: OpenCase, task: Task, answered: Answered, key: str | None) -> None:
    """Let due terms lapse, complete the engine's task at the effective moment, step on to now."""
    catch_up(work, answered.effective)
    allow_for_recording(work, answered.effective)
    work.run.complete(task.engine_id, answered.changes)
    work.run.step_to(work.now)
    _finish(work, task, answered, key)


def _finish(work: OpenCase, task: Task, answered: Answered, key: str | None) -> None:
    actor = work.actor
    assert actor is not None
    task.state = "done"
    task.answers, task.done_key = answered.values, key
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
