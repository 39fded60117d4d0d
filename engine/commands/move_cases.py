"""Order that cases under way move to the newest version of their pack."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.commands.casework.wording import worded
from engine.core.access import Actor
from engine.core.pack_keepers import require_editor
from engine.errors import Conflict, FormError
from engine.sentence import say
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.pack_edits import newest_base
from engine.store.tables import Case, CaseMove, CaseMoveItem, PackVersion
from engine.store.types import new_id

#: Cases named in one order one by one.
MAX_NAMED = 1000
OVERTAKEN = "试算之后又部署了第 %(number)s 版，还没有迁移；请按这一版的试算结果重新确认。"


def move_cases(
    store: Store,
    actor: Actor,
    pack: str,
    case_ids: Collection[str] | None,
    reason: str,
    process: str | None = None,
    to: int | None = None,
) -> str:
    """Order that cases move to the newest version of `pack`; return the id of the order.

    `case_ids`: which; None for all open cases of an older version, of `process` alone when given.
    `to`: the number of the version that the move was tried out with. The scheduler works the order
    off. Raises Forbidden, NotFound, FormError on `reason` or
    `cases`, Conflict when there is nothing to move, or another version is the newest than `to`.
    """
    require_editor(actor)
    reason = worded(reason, "reason", ["请写明为什么迁移，例如修订了哪一条。"])
    if case_ids is not None:
        _refuse_many(case_ids)
    with store.transaction() as session:
        base = newest_base(session, pack)
        if to is not None and to != base.number:
            raise Conflict(say(OVERTAKEN, number=base.number))
        chosen = _movable(session, pack, base.id, case_ids, process)
        if not chosen:
            raise Conflict("没有需要迁移的在办办件：它们已经是最新版本，或者已经办结。")
        now = store.clock.now()
        order = CaseMove(id=new_id(), pack=pack, version_id=base.id, reason=reason,
                         asked_by_id=actor.person_id, asked_at=now)  # fmt: skip
        session.add(order)
        session.flush()
        session.add_all(
            CaseMoveItem(id=new_id(), move_id=order.id, case_id=each) for each in chosen
        )
        data = {"move": order.id, "pack": pack, "version": base.number, "cases": len(chosen),
                "reason": reason}  # fmt: skip
        note_account_event(session, now, "cases_move_asked", actor, data)
        return order.id


def _refuse_many(case_ids: Collection[str]) -> None:
    if not case_ids or len(case_ids) > MAX_NAMED:
        words = say("请选择要迁移的办件，一次最多 %(most)s 件。", most=MAX_NAMED)
        raise FormError({"cases": [words]}, words)


def _movable(
    session: Session,
    pack: str,
    version_id: str,
    case_ids: Collection[str] | None,
    process: str | None,
) -> Sequence[str]:
    wanted = (
        select(Case.id)
        .join(PackVersion, PackVersion.id == Case.pack_version_id)
        .where(PackVersion.pack == pack, Case.ended_at.is_(None))
        .where(Case.pack_version_id != version_id)
        .order_by(Case.id)
    )
    if case_ids is not None:
        wanted = wanted.where(Case.id.in_(set(case_ids)))
    if process is not None:
        wanted = wanted.where(Case.process == process)
    return session.scalars(wanted).all()
