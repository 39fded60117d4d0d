"""Hand a task over to a colleague (转办): ownership moves, the term goes on.

From the managing department, which has it because nobody else could, it may also go to whoever
holds the drawn post by now: then it is that post's again.
"""

from sqlalchemy.orm import Session

from engine.commands.casework import OpenCase, lock_case_of_task
from engine.commands.casework.opening import of_task
from engine.commands.casework.recording import append_events
from engine.commands.casework.repeating import Sending, act_once
from engine.commands.casework.taking import check_may_hand_on
from engine.commands.casework.wording import worded
from engine.core.access import Actor, barred
from engine.errors import FormError
from engine.sentence import say
from engine.store.database import Store
from engine.store.directory import PersonInfo
from engine.store.involvement import case_facts, task_facts
from engine.store.tables import Task, Unit


def transfer_task(
    store: Store,
    actor: Actor,
    task_id: str,
    to_person: str,
    reason: str,
    *,
    key: str | None = None,
) -> None:
    """Give the actor's open task to `to_person` (an id), who holds the same or the drawn post.

    A repeat with the same `key` has one effect. Raises NotFound, Forbidden, Conflict, or FormError
    on `to_person` or `reason`.
    """

    def act(session: Session) -> None:
        work = lock_case_of_task(store, session, actor, task_id)
        task = work.task(task_id)
        check_may_hand_on(work, task)
        words = worded(reason, "reason", ["请写明转办的原因。"])
        name = _receiver(work, task, to_person)
        if _find(work, to_person, task.drawn_unit_id, task.drawn_role):
            task.unit_id, task.role = task.drawn_unit_id or "", task.drawn_role or ""
            task.drawn_unit_id, task.drawn_role, task.fallback = None, None, False
        task.assignee_id, task.claimed_at = to_person, work.now
        work.note(
            "task_transferred",
            at=work.now,
            **of_task(task, to=name, to_id=to_person, reason=words),
        )
        append_events(work)

    sending = Sending(actor, key, "transfer", task_id, [to_person, reason])
    act_once(store, sending, act)


def _receiver(work: OpenCase, task: Task, to_person: str) -> str:
    """Return the receiver's name; refuse whoever could not do the task themselves."""
    found = _find(work, to_person, task.unit_id, task.role) or _find(
        work, to_person, task.drawn_unit_id, task.drawn_role
    )
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


def _find(
    work: OpenCase, person_id: str, unit_id: str | None, role: str | None
) -> PersonInfo | None:
    """The person, when they hold the post; None when there is no such post."""
    unit = work.session.get(Unit, unit_id) if unit_id else None
    holders = work.directory.holders(unit.code, role or "") if unit is not None else ()
    return next((each for each in holders if each.id == person_id), None)
