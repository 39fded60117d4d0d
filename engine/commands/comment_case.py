"""Say something about a case outside any decision."""

from engine.commands.casework import OpenCase, lock_case, lock_case_of_task
from engine.commands.casework.repeating import Sending, act_once
from engine.commands.casework.wording import worded
from engine.core.access import Actor, may_see
from engine.errors import Conflict, Forbidden, NotFound
from engine.store import audit
from engine.store.database import Store
from engine.store.involvement import case_facts, involvement_of


def comment_case(
    store: Store, actor: Actor, case_id: str, text: str, *, key: str | None = None
) -> None:
    """Add a comment to a case that the actor sees; a repeat with the same `key` adds nothing.

    Raises NotFound, Forbidden (administrators), Conflict (it has ended), FormError on `text`.
    """
    sending = Sending(actor, key, "comment", case_id, text)
    act_once(
        store,
        sending,
        lambda session: _comment(lock_case(store, session, actor, case_id), text, None),
    )


def comment_task(
    store: Store, actor: Actor, task_id: str, text: str, *, key: str | None = None
) -> None:
    """Add a comment to a task's case, as `comment_case` does."""
    sending = Sending(actor, key, "comment", task_id, text)
    act_once(
        store,
        sending,
        lambda session: _comment(lock_case_of_task(store, session, actor, task_id), text, task_id),
    )


def _comment(work: OpenCase, text: str, task_id: str | None) -> None:
    actor = work.actor
    assert actor is not None
    part = involvement_of(work.session, actor, work.case.id)
    if actor.is_admin:
        raise Forbidden("管理员只查看流程，不参与办理，不能留言。")
    if not may_see(case_facts(work.case), actor, part):
        raise NotFound("没有这件办件，或者您无权查看。")
    if work.case.ended_at is not None:
        raise Conflict("办件已经办结，不能再留言。")
    words = worded(text, "text", ["请填写留言内容。"])
    work.note("commented", at=work.now, task_id=task_id, data={"text": words})
    audit.append(work.session, work.case, work.events)
