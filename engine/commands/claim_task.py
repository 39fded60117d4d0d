"""Take a waiting task into one's own hands."""

from sqlalchemy.orm import Session

from engine.commands.casework import OpenCase, lock_case_of_task
from engine.commands.casework.opening import of_task
from engine.commands.casework.recording import append_events
from engine.commands.casework.repeating import Sending, act_once
from engine.commands.casework.taking import check_may_take
from engine.core.access import Actor
from engine.errors import Conflict
from engine.sentence import say
from engine.store.database import Store
from engine.store.tables import Task


def claim_task(store: Store, actor: Actor, task_id: str, *, key: str | None = None) -> None:
    """Make the actor the owner of a task that waits for one of their posts.

    Claiming one's own task again changes nothing; a repeat with the same `key` has one effect.
    Raises NotFound, Forbidden, or Conflict saying who was faster.
    """

    def act(session: Session) -> None:
        work = lock_case_of_task(store, session, actor, task_id)
        task = work.task(task_id)
        if task.state == "open" and task.assignee_id == actor.person_id:
            return
        if actor.post_for(task.unit_id, task.role) is not None and not actor.is_admin:
            _refuse_owned(work, task)
        check_may_take(work, task)
        task.assignee_id, task.claimed_at = actor.person_id, work.now
        work.note("task_claimed", at=work.now, **of_task(task))
        append_events(work)

    act_once(store, Sending(actor, key, "claim", task_id), act)


def _refuse_owned(work: OpenCase, task: Task) -> None:
    if task.state == "open" and task.assignee_id is not None:
        owner = work.directory.person(task.assignee_id)
        name = owner.name if owner is not None else say("他人")
        raise Conflict(say("%(name)s已先签收了这项待办。", name=name))
