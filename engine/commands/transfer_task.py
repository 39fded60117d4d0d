"""Hand a task over to a colleague (转办): ownership moves, the term goes on."""

from engine.commands.casework import OpenCase, lock_case_of_task
from engine.commands.casework.opening import of_task
from engine.commands.casework.taking import check_may_hand_on
from engine.commands.casework.wording import worded
from engine.core.access import Actor, barred
from engine.errors import FormError
from engine.sentence import say
from engine.store import audit
from engine.store.database import Store
from engine.store.involvement import case_facts, task_facts
from engine.store.tables import Task, Unit


def transfer_task(store: Store, actor: Actor, task_id: str, to_person: str, reason: str) -> None:
    """Give the actor's open task to `to_person` (an id), who holds the same post.

    Raises NotFound, Forbidden, Conflict, or FormError on `to_person` or `reason`.
    """
    with store.transaction() as session:
        work = lock_case_of_task(store, session, actor, task_id)
        task = work.task(task_id)
        check_may_hand_on(work, task)
        words = worded(reason, "reason", ["请写明转办的原因。"])
        name = _receiver(work, task, to_person)
        task.assignee_id, task.claimed_at = to_person, work.now
        work.note(
            "task_transferred",
            at=work.now,
            **of_task(task, to=name, to_id=to_person, reason=words),
        )
        audit.append(session, work.case, work.events)


def _receiver(work: OpenCase, task: Task, to_person: str) -> str:
    """Return the receiver's name; refuse whoever could not do the task themselves."""
    unit = work.session.get(Unit, task.unit_id)
    holders = work.directory.holders(unit.code, task.role) if unit is not None else ()
    found = next((each for each in holders if each.id == to_person), None)
    if found is None or (work.actor is not None and to_person == work.actor.person_id):
        raise FormError({"to_person": ["请选择同一岗位的其他人员。"]})
    other = Actor(to_person, "", found.name, ())
    part = work.involvement_of(to_person, task)
    if barred(task_facts(task), case_facts(work.case), other, part):
        raise FormError(
            {
                "to_person": [
                    say("%(name)s已办理本办件的其他审批环节，不能再办理这一环节。", name=found.name)
                ]
            }
        )
    return found.name
