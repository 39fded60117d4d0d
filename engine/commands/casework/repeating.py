"""The same request sent twice has one effect, and both get the first answer.

Whoever sends a verb may name the request by a key of their own making. What the verb answered is
kept under person and key, in the transaction of the verb: there is no effect without its answer,
and what was refused keeps nothing, so that it may be sent again.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.commands.casework.stuck import report_fault
from engine.commands.results import CaseMoved
from engine.core.access import Actor
from engine.errors import BadRequest, GongxiangError, KeyReused, WorkflowFault
from engine.sentence import say
from engine.store.database import Store
from engine.store.tables import Answered, Json
from engine.store.upserts import inserting

MAX_KEY = 80


@dataclass(frozen=True)
class Sending:
    """A verb on an object (the id of a task or case, a process) with what was sent along.

    `content` is anything that JSON can write. Without a `key` nothing is kept.
    """

    actor: Actor
    key: str | None
    verb: str
    object: str
    content: Any = None

    @property
    def digest(self) -> str:
        """The sha256 of verb, object and content."""
        whole = [self.verb, self.object, self.content]
        text = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def answer_once(store: Store, sending: Sending, act: Callable[[Session], CaseMoved]) -> CaseMoved:
    """Carry out `act` in a transaction, or give the answer that the same sending has got already.

    Raises KeyReused when the key stands for another sending, BadRequest for a key that cannot be
    kept, and what `act` raises.
    """
    return CaseMoved.from_json(_once(store, sending, lambda session: act(session).to_json()))


def act_once(store: Store, sending: Sending, act: Callable[[Session], None]) -> None:
    """Carry out `act`, which answers nothing, as `answer_once` does."""

    def acted(session: Session) -> Json:
        act(session)
        return {}

    _once(store, sending, acted)


def _once(store: Store, sending: Sending, act: Callable[[Session], Json]) -> Json:
    if sending.key is not None and not 0 < len(sending.key) <= MAX_KEY:
        raise BadRequest(say("幂等键应为 1 至 %(most)s 个字符。", most=MAX_KEY))
    try:
        with store.transaction() as session:
            answer = act(session)
            _keep(session, store, sending, answer)
            return answer
    except WorkflowFault as fault:
        report_fault(store, sending.object, fault)
        raise
    except GongxiangError:
        # Sent before, or overtaken by the same request: then its answer is there by now. Looked
        # for only here, so that a first sending pays for one statement.
        first = _first_answer(store, sending) if sending.key is not None else None
        if first is None:
            raise
        return first


def _keep(session: Session, store: Store, sending: Sending, answer: Json) -> None:
    if sending.key is None:
        return
    kept = (
        inserting(session, Answered)
        .values(
            person_id=sending.actor.person_id,
            key=sending.key,
            digest=sending.digest,
            answer=answer,
            at=store.clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(Answered.key)
    )
    if session.execute(kept).first() is None:
        raise KeyReused()


def _first_answer(store: Store, sending: Sending) -> Json | None:
    mine = select(Answered).where(
        Answered.person_id == sending.actor.person_id, Answered.key == sending.key
    )
    with store.reading() as session:
        first = session.scalar(mine)
    if first is not None and first.digest != sending.digest:
        raise KeyReused()
    return None if first is None else first.answer
