"""Give a claimed task back to all who may take it."""

from sqlalchemy.orm import Session

from engine.commands.casework import lock_case_of_task
from engine.commands.casework.opening import of_task
from engine.commands.casework.recording import append_events
from engine.commands.casework.repeating import Sending, act_once
from engine.commands.casework.taking import check_may_hand_on
from engine.core.access import Actor
from engine.errors import Conflict, Forbidden
from engine.store.database import Store


def release_task(store: Store, actor: Actor, task_id: str, *, key: str | None = None) -> None:
    """Give one's task back to all who may take it; a repeat with the same `key` has one effect.

    Raises NotFound, Forbidden, Conflict.
    """

    def act(session: Session) -> None:
        work = lock_case_of_task(store, session, actor, task_id)
        task = work.task(task_id)
        check_may_hand_on(work, task)
        if task.assignee_id != actor.person_id:
            raise Conflict("这项待办还没有签收，无需退签。")
        if actor.post_for(task.unit_id, task.role) is None:
            raise Forbidden("这项待办是指定给您的，不能退签；确有需要请转办。")
        task.assignee_id = task.claimed_at = None
        work.note("task_released", at=work.now, **of_task(task))
        append_events(work)

    act_once(store, Sending(actor, key, "release", task_id), act)
