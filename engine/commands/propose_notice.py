"""Enter a notice of the State Council, or ask to take one back; nothing is counted with it yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.commands.revise_calendar import lock_revisions
from engine.core.access import Actor
from engine.core.notice_entry import (
    MAX_REASON,
    Change,
    Entered,
    NoticeEntry,
    enter,
    keeper_post,
    require_keeper,
)
from engine.core.notice_words import WITHDRAWAL
from engine.errors import Conflict, FormError, NotFound
from engine.sentence import say
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.calendar import calendar_in, confirmed_rows
from engine.store.database import Store
from engine.store.record import changes
from engine.store.tables import NoticeRow
from engine.store.types import new_id

__all__ = ["Change", "NoticeEntry", "propose_notice", "propose_withdrawal"]


def propose_notice(store: Store, actor: Actor, entry: NoticeEntry) -> str:
    """Check and keep `entry` for a second person to confirm; return its id.

    Raises Forbidden for who does not keep the calendar, FormError naming the field that is wrong,
    Conflict when the same number waits for confirmation already.
    """
    require_keeper(actor)
    with store.transaction() as session:
        lock_revisions(session)
        entered = enter(entry, calendar_in(store, session), actor.name)
        _refuse_second(session, NoticeRow.number == entered.notice.source.number)
        row = _row(entered, entry, actor, store.clock.now())
        return _propose(session, actor, row)


def propose_withdrawal(store: Store, actor: Actor, notice_id: str, reason: str) -> str:
    """Ask for a confirmed entry to be taken back, for a second person to confirm; return the id.

    Raises Forbidden, NotFound, FormError on `reason`, Conflict when the entry does not count, or
    its withdrawal waits for confirmation already.
    """
    require_keeper(actor)
    if not reason.strip() or len(reason) > MAX_REASON:
        raise FormError({"reason": [say("请写明撤销的理由，不超过 %(n)s 字。", n=MAX_REASON)]})
    with store.transaction() as session:
        lock_revisions(session)
        entry = session.get(NoticeRow, notice_id)
        if entry is None:
            raise NotFound("没有这项放假安排通知。")
        if entry not in confirmed_rows(session):
            raise Conflict("这项通知没有经过复核采用，或者已经撤销。")
        _refuse_second(session, NoticeRow.withdraws_id == entry.id)
        return _propose(session, actor, _withdrawal(entry, actor, reason, store.clock.now()))


def _refuse_second(session: Session, same: Any) -> None:
    waiting = select(NoticeRow.id).where(NoticeRow.state == "proposed", same).limit(1)
    if session.scalar(waiting) is not None:
        raise Conflict("同一项通知已经录入，正等待复核。")


def _row(entered: Entered, entry: NoticeEntry, actor: Actor, now: datetime) -> NoticeRow:
    source = entered.notice.source
    return NoticeRow(
        id=new_id(),
        kind=entered.kind,
        year=entered.year,
        number=source.number,
        signed=source.signed,
        published=source.published,
        title=source.title,
        url=source.url,
        text=entry.text if entered.text_sha256 else "",
        text_sha256=entered.text_sha256,
        content=entered.content,
        reason=entry.reason.strip(),
        state="proposed",
        entered_by_id=actor.person_id,
        entered_at=now,
        decision="",
    )


def _withdrawal(entry: NoticeRow, actor: Actor, reason: str, now: datetime) -> NoticeRow:
    return NoticeRow(
        id=new_id(),
        kind=WITHDRAWAL,
        year=entry.year,
        number=entry.number,
        signed=entry.signed,
        published=entry.published,
        title=entry.title,
        url=entry.url,
        text="",
        text_sha256="",
        content="",
        withdraws_id=entry.id,
        reason=reason.strip(),
        state="proposed",
        entered_by_id=actor.person_id,
        entered_at=now,
        decision="",
    )


def _propose(session: Session, actor: Actor, row: NoticeRow) -> str:
    data = {"notice": row.id, "kind": row.kind, "year": row.year, "number": row.number}
    event = NewEvent(kind="notice_proposed", effective_at=row.entered_at,
                     recorded_at=row.entered_at, actor=actor, post=keeper_post(actor),
                     data=data)  # fmt: skip
    session.add(row)
    audit.append(session, None, [event], changes([row]))
    return row.id
