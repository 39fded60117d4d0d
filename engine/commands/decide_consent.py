"""The second person's word on changed settings of a pack."""

from sqlalchemy import select

from engine.commands.casework.wording import worded
from engine.core.access import Actor
from engine.core.pack_keepers import require_reader
from engine.errors import Conflict, Forbidden, NotFound
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.tables import PackConsent


def decide_consent(store: Store, actor: Actor, consent_id: str, agree: bool, words: str) -> None:
    """Agree to what was asked, or refuse it with a reason (`words`; may be empty to agree).

    Raises Forbidden for who is no second person (an administrator or 管理部门, and never who
    asked), NotFound, FormError on `words`, Conflict when it was decided already.
    """
    require_reader(actor)
    if not agree or words.strip():
        words = worded(words, "words", ["请写明为什么不同意。"])
    now = store.clock.now()
    with store.transaction() as session:
        wanted = select(PackConsent).where(PackConsent.id == consent_id).with_for_update()
        row = session.scalar(wanted)
        if row is None:
            raise NotFound("没有这项征求同意，可能已被新的改动代替。")
        if row.state != "waiting":
            raise Conflict("这项改动已经有人表示过意见。")
        if row.asked_by_id == actor.person_id:
            raise Forbidden("提出改动的人不能自己同意，请由另一人表示意见。")
        row.state = "agreed" if agree else "refused"
        row.decided_by_id, row.decided_at, row.decision = actor.person_id, now, words.strip()
        data = {"consent": row.id, "pack": row.pack, "sha256": row.sha256, "state": row.state,
                "words": row.decision}  # fmt: skip
        note_account_event(session, now, "consent_decided", actor, data)
