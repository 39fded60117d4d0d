"""Keep what somebody typed and has not handed in, as it is."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from engine.core.access import Actor
from engine.errors import FormError
from engine.store.database import Store
from engine.store.drafts import task_slot
from engine.store.tables import Draft
from engine.store.upserts import inserting

__all__ = ["drop_draft", "save_draft", "task_slot"]

#: A draft is a form half filled in, not a store.
MAX_BYTES = 200_000


def save_draft(store: Store, actor: Actor, slot: str, answers: Mapping[str, Any]) -> None:
    """Keep `answers` (raw) in the actor's `slot`, in the place of what was there.

    Raises FormError when they are larger than a form can be.
    """
    if len(json.dumps(answers, default=str)) > MAX_BYTES:
        raise FormError({"_form": ["草稿过大，无法保存，请精简后再试。"]})
    kept = {"answers": dict(answers), "updated_at": store.clock.now()}
    with store.transaction() as session:
        # Two open tabs save the same draft at the same moment: the later one stays.
        session.execute(
            inserting(session, Draft)
            .values(person_id=actor.person_id, slot=slot, **kept)
            .on_conflict_do_update(index_elements=["person_id", "slot"], set_=kept)
        )


def drop_draft(store: Store, actor: Actor, slot: str) -> None:
    """Forget the draft in the actor's `slot`, if there is one."""
    with store.transaction() as session:
        session.execute(delete(Draft).where(Draft.person_id == actor.person_id, Draft.slot == slot))
