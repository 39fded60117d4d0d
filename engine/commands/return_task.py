"""Send a case back to an earlier step that the diagram allows (退回)."""

from sqlalchemy.orm import Session

from engine.commands.casework import OpenCase, catch_up, lock_case_of_task, save_case
from engine.commands.casework.opening import of_task
from engine.commands.casework.repeating import Sending, answer_once
from engine.commands.casework.taking import check_may_take
from engine.commands.casework.wording import worded
from engine.commands.results import CaseMoved, moved
from engine.core.access import Actor
from engine.errors import Conflict
from engine.store.database import Store
from engine.store.tables import Task
from engine.store.types import new_id


def return_task(
    store: Store,
    actor: Actor,
    task_id: str,
    target: str,
    reason: str,
    *,
    key: str | None = None,
) -> CaseMoved:
    """Close the actor's open task and open the step `target` (an element id) anew.

    What followed the target is undone and its own terms start afresh. Raises NotFound, Forbidden,
    FormError on `reason`, Conflict when the target is not legal from here. A repeat with the same
    `key` gives the first answer.
    """

    def act(session: Session) -> CaseMoved:
        work = lock_case_of_task(store, session, actor, task_id)
        return _return(work, work.task(task_id), target, reason)

    return answer_once(store, Sending(actor, key, "return", task_id, [target, reason]), act)


def _return(work: OpenCase, task: Task, target: str, reason: str) -> CaseMoved:
    check_may_take(work, task)
    assert work.actor is not None
    words = worded(reason, "reason", ["请写明退回的原因和需要补正的内容。"])
    catch_up(work)
    if target not in work.run.return_targets(task.engine_id):
        raise Conflict("不能退回到所选的环节，请从可退回的环节中选择。")
    returned = {"reason": words, "by": work.actor.name, "from": task.name, "id": new_id()}
    work.run.return_to(task.engine_id, target, {"returned": returned})
    work.note("task_returned", at=work.now, **of_task(task, to=target, reason=words))
    task.state = "cancelled"
    task.completed_at = task.completed_recorded_at = work.now
    task.completed_by_id = work.actor.person_id
    return moved(work.case, save_case(work), task.id)
