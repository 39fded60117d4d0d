"""Say something about a case outside any decision."""

from engine.commands.casework import OpenCase, lock_case, lock_case_of_task
from engine.core.access import Actor, may_see
from engine.errors import FormError, NotFound
from engine.store import audit
from engine.store.database import Store
from engine.store.involvement import case_facts, involvement_of

MAX_COMMENT = 2000


def comment_case(store: Store, actor: Actor, case_id: str, text: str) -> None:
    """Add a comment to a case that the actor sees. Raises NotFound, FormError on `text`."""
    with store.transaction() as session:
        _comment(lock_case(store, session, actor, case_id), text, None)


def comment_task(store: Store, actor: Actor, task_id: str, text: str) -> None:
    """Add a comment to a task's case. Raises NotFound, FormError on `text`."""
    with store.transaction() as session:
        _comment(lock_case_of_task(store, session, actor, task_id), text, task_id)


def _comment(work: OpenCase, text: str, task_id: str | None) -> None:
    actor = work.actor
    assert actor is not None
    part = involvement_of(work.session, actor, work.case.id)
    if not may_see(case_facts(work.case), actor, part):
        raise NotFound("没有这件办件，或者您无权查看。")
    words = text.strip()
    if not words:
        raise FormError({"text": ["请填写留言内容。"]})
    if len(words) > MAX_COMMENT:
        raise FormError({"text": [f"留言不能超过 {MAX_COMMENT} 字，请精简后再提交。"]})
    work.note("commented", at=work.now, task_id=task_id, data={"text": words})
    audit.append(work.session, work.case, work.events)
