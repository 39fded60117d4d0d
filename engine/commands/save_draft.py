"""Keep what somebody typed and has not handed in, as it is."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.errors import FormError
from engine.store.database import Store
from engine.store.tables import Draft

#: A draft is a form half filled in, not a store.
MAX_BYTES = 200_000


def task_slot(task_id: str) -> str:
    """Return the place of a task's draft."""
    return f"task:{task_id}"


def start_slot(process: str, entry: str, resource: str | None) -> str:
    """Return the place of a start form's draft."""
    return f"start:{process}:{entry}:{resource or ''}"


def save_draft(store: Store, actor: Actor, slot: str, answers: Mapping[str, Any]) -> None:
    """Keep `answers` (raw) in the actor's `slot`, in the place of what was there.

    Raises FormError when they are larger than a form can be.
    """
    if len(json.dumps(answers, default=str)) > MAX_BYTES:
        raise FormError({"_form": ["草稿过大，无法保存，请精简后再试。"]})
    with store.transaction() as session:
        draft = _draft(session, actor, slot)
        if draft is None:
            draft = Draft(person_id=actor.person_id, slot=slot, note="")
            session.add(draft)
        draft.answers, draft.updated_at = dict(answers), store.clock.now()


def drop_draft(store: Store, actor: Actor, slot: str) -> None:
    """Forget the draft in the actor's `slot`, if there is one."""
    with store.transaction() as session:
        session.execute(delete(Draft).where(Draft.person_id == actor.person_id, Draft.slot == slot))


def _draft(session: Session, actor: Actor, slot: str) -> Draft | None:
    return session.scalar(
        select(Draft).where(Draft.person_id == actor.person_id, Draft.slot == slot)
    )
