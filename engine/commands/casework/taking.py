"""Whether a task is the actor's to act on, and what is said to whoever it is not."""

from engine.commands.casework.opening import OpenCase, refuse_done
from engine.core.access import Actor, Involvement, may_hand_on, may_see, may_take
from engine.errors import Forbidden, NotFound
from engine.sentence import say
from engine.store.involvement import case_facts, involvement_of, task_facts
from engine.store.tables import Task


def check_may_take(work: OpenCase, task: Task) -> None:
    """Raise unless the open task is the actor's to act on: NotFound (not theirs to see), Conflict
    (somebody was faster), Forbidden (another's, or barred by separation of duties)."""
    part = _check_open(work, task)
    if not may_take(task_facts(task), case_facts(work.case), _actor(work), part):
        raise _refusal(work, task)


def check_may_hand_on(work: OpenCase, task: Task) -> None:
    """Raise, as check_may_take does, unless the actor may pass the open task on or give it back.

    Its owner may even where they may not take it: it must not lie with somebody who is barred.
    """
    part = _check_open(work, task)
    if not may_hand_on(task_facts(task), case_facts(work.case), _actor(work), part):
        raise _refusal(work, task)


def _check_open(work: OpenCase, task: Task) -> Involvement:
    part = work.involvement(task)
    if work.actor is None or not _knows_of(work, task, work.actor, part):
        raise NotFound("没有这项待办，或者您无权查看。")
    if task.state != "open":
        raise refuse_done(task, _name(work, task.completed_by_id))
    return part


def _actor(work: OpenCase) -> Actor:
    assert work.actor is not None
    return work.actor


def _refusal(work: OpenCase, task: Task) -> Forbidden:
    if task.assignee_id not in (None, _actor(work).person_id):
        return Forbidden(say("这项待办由%(name)s办理。", name=_name(work, task.assignee_id)))
    return Forbidden(
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


def _name(work: OpenCase, person_id: str | None) -> str:
    person = work.directory.person(person_id)
    return person.name if person is not None else say("他人")
