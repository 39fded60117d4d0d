"""Say something about a case outside any decision."""

from sqlalchemy import select

from engine.commands.casework import OpenCase, lock_case, lock_case_of_task
from engine.commands.casework.wording import worded
from engine.core.access import Actor, may_see
from engine.errors import Conflict, Forbidden, NotFound
from engine.store import audit
from engine.store.database import Store
from engine.store.involvement import case_facts, involvement_of
from engine.store.tables import Event


def comment_case(
    store: Store, actor: Actor, case_id: str, text: str, *, key: str | None = None
) -> None:
    """Add a comment to a case that the actor sees; a repeat with the same `key` adds nothing.

    Raises NotFound, Forbidden (administrators), Conflict (it has ended), FormError on `text`.
    """
    with store.transaction() as session:
        _comment(lock_case(store, session, actor, case_id), text, None, key)


def comment_task(
    store: Store, actor: Actor, task_id: str, text: str, *, key: str | None = None
) -> None:
    """Add a comment to a task's case, as `comment_case` does."""
    with store.transaction() as session:
        _comment(lock_case_of_task(store, session, actor, task_id), text, task_id, key)


def _comment(work: OpenCase, text: str, task_id: str | None, key: str | None) -> None:
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
    if key is not None and key in _keys(work, actor):
        return
    data = {"text": words} | ({"key": key} if key is not None else {})
    work.note("commented", at=work.now, task_id=task_id, data=data)
    audit.append(work.session, work.case, work.events)


def _keys(work: OpenCase, actor: Actor) -> set[str | None]:
    """Return the keys of the comments that the actor has made on the case."""
    mine = select(Event.data).where(
        Event.case_id == work.case.id,
        Event.kind == "commented",
        Event.actor_id == actor.person_id,
    )
    return {data.get("key") for data in work.session.scalars(mine)}
