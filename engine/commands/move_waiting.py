"""Work off the orders to move cases to another version: case by case, on any number of nodes."""

import logging

from sqlalchemy import select

from engine.commands.casework import catch_up, lock_case, save_case
from engine.commands.casework.migrating import migrate_case
from engine.commands.casework.opening import OpenCase
from engine.commands.casework.stuck import report_fault
from engine.core.move_words import INTERNAL, NEWER
from engine.errors import Busy, CannotMove, GongxiangError
from engine.sentence import say
from engine.store.database import Store
from engine.store.packs import pack_of
from engine.store.tables import CaseMove, CaseMoveItem, PackVersion, Person

log = logging.getLogger(__name__)


def move_waiting(store: Store, limit: int = 50) -> int:
    """Work off up to `limit` cases of the orders that wait; return how many were settled.

    Each has a transaction of its own: it is moved wholly, or stays as it was with the reason
    noted. Safe on any number of nodes: who comes second finds it settled.
    """
    waiting = select(CaseMoveItem.id).where(CaseMoveItem.state == "waiting")
    with store.reading() as session:
        items = session.scalars(waiting.order_by(CaseMoveItem.id).limit(limit)).all()
    return sum(_settle(store, item) for item in items)


def _settle(store: Store, item_id: str) -> int:
    try:
        return _move(store, item_id)
    except Busy:  # somebody works on it; the next turn comes
        return 0
    except CannotMove as error:
        return _note(store, item_id, "refused", "\n".join(error.reasons))
    except Exception as error:  # one failing case must not stop the rest
        log.exception("case of %s could not be moved", item_id)
        words = error.message if isinstance(error, GongxiangError) else say(INTERNAL)
        settled = _note(store, item_id, "failed", words)
        if settled:
            report_fault(store, _case_of(store, item_id), error)
        return settled


def _move(store: Store, item_id: str) -> int:
    with store.transaction() as session:
        item = session.get_one(CaseMoveItem, item_id)
        order = session.get_one(CaseMove, item.move_id)
        by = session.get_one(Person, order.asked_by_id)
        work = lock_case(store, session, None, item.case_id)
        session.refresh(item)
        if item.state != "waiting":
            return 0
        if work.case.pack_version_id != order.version_id:
            catch_up(work)
            _go_on(store, work, order, by)
        item.state, item.done_at = "moved", work.now
        return 1


def _go_on(store: Store, work: OpenCase, order: CaseMove, by: Person) -> None:
    before = work.session.get_one(PackVersion, work.case.pack_version_id).number
    version = work.session.get_one(PackVersion, order.version_id)
    if before > version.number:  # a later order was faster
        raise CannotMove([say(NEWER)])
    changes = migrate_case(work, pack_of(work.session, store, version.id), version.id)
    work.note(
        "case_moved",
        at=work.now,
        actor=None,
        via="system",
        data={"from": before, "to": version.number, "reason": order.reason, "move": order.id,
              "by": by.name, "changes": [vars(each) for each in changes]},
    )  # fmt: skip
    save_case(work)


def _note(store: Store, item_id: str, state: str, reason: str) -> int:
    with store.transaction() as session:
        item = session.get_one(CaseMoveItem, item_id, with_for_update=True)
        if item.state != "waiting":
            return 0
        item.state, item.reason, item.done_at = state, reason, store.clock.now()
        return 1


def _case_of(store: Store, item_id: str) -> str:
    with store.reading() as session:
        return session.get_one(CaseMoveItem, item_id).case_id
