"""Withdraw a request any time before the answer (撤回)."""

from sqlalchemy.orm import Session

from engine.clock import local_iso
from engine.commands.casework import OpenCase, catch_up, lock_case, save_case
from engine.commands.casework.repeating import Sending, answer_once
from engine.commands.casework.wording import worded
from engine.commands.results import CaseMoved, moved
from engine.core.access import Actor, may_see
from engine.errors import Conflict, Forbidden, NotFound
from engine.store.database import Store
from engine.store.involvement import case_facts, involvement_of
from engine.store.tables import Unit


def withdraw_case(
    store: Store, actor: Actor, case_id: str, reason: str, *, key: str | None = None
) -> CaseMoved:
    """Withdraw the actor's own request; what follows is drawn in the diagram.

    A repeat with the same `key` gives the first answer. Raises NotFound, Forbidden, FormError on
    `reason`, Conflict when the answer has been given.
    """

    def act(session: Session) -> CaseMoved:
        return _withdraw(lock_case(store, session, actor, case_id), actor, reason)

    return answer_once(store, Sending(actor, key, "withdraw", case_id, reason), act)


def _withdraw(work: OpenCase, actor: Actor, reason: str) -> CaseMoved:
    _check(work, actor)
    words = worded(reason, "reason", ["请写明撤回的原因。"])
    catch_up(work)
    if work.run.ended:
        raise Conflict("办件已经结束，不能再撤回。")
    work.note("case_withdrawn", at=work.now, data={"reason": words})
    withdrawal = {
        "reason": words,
        "by": actor.name,
        "at": local_iso(work.now),
        "held_by": _held_by(work),
    }
    work.run.throw("withdraw", {"withdrawal": withdrawal})
    return moved(work.case, save_case(work))


def _check(work: OpenCase, actor: Actor) -> None:
    part = involvement_of(work.session, actor, work.case.id)
    if not (actor.is_admin or may_see(case_facts(work.case), actor, part)):
        raise NotFound("没有这件办件，或者您无权查看。")
    if actor.is_admin or work.case.starter_id != actor.person_id:
        raise Forbidden("只有申请人可以撤回申请。")


def _held_by(work: OpenCase) -> list[dict[str, str]]:
    """The posts whose task the withdrawal takes away, as recipients; not the applicant's own."""
    taken = [
        task
        for task in work.open_tasks()
        if task.engine_id not in work.run.watch.ended and task.assignee_id != work.case.starter_id
    ]
    return [{"unit": _code(work, task.unit_id), "role": task.role} for task in taken]


def _code(work: OpenCase, unit_id: str) -> str:
    unit = work.session.get(Unit, unit_id)
    assert unit is not None
    return unit.code
