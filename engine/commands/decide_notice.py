"""The second person: confirm what was entered, or turn it down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.commands.revise_calendar import add_revision, lock_revisions
from engine.core.access import Actor
from engine.core.notice_entry import MAX_REASON, keeper_post, require_keeper
from engine.errors import Conflict, Forbidden, FormError, NotFound
from engine.sentence import say
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.calendar import calendar_after, newest_revision
from engine.store.database import Store
from engine.store.record import changes, row_digest
from engine.store.tables import NoticeRow


@dataclass(frozen=True)
class Revised:
    """What a confirmation made: the number of the revision, the digest of its calendar."""

    number: int
    digest: str


def confirm_notice(
    store: Store, actor: Actor, notice_id: str, revision: int, note: str = ""
) -> Revised:
    """Put an entry in force: the calendar gets a new revision, and every open clock that it moves
    is counted anew, by the scheduler or before the next act on its case.

    `revision` is the number of the one in force when the list of those clocks was shown (0: none
    yet). Raises Forbidden for who does not keep the calendar or entered it themselves, NotFound,
    Conflict when it was decided already or the calendar changed meanwhile, RuleRefused when the
    notices would not fit together.
    """
    with store.transaction() as session:
        row, before = _locked(session, actor, notice_id)
        if row.entered_by_id == actor.person_id:
            raise Forbidden("录入人不能复核自己录入的通知，请由另一人复核。")
        newest = newest_revision(session)
        if (newest.number if newest is not None else 0) != revision:
            raise Conflict("工作日历在此期间已有变动，请重新核对影响清单后再复核。")
        calendar = calendar_after(store, session, row)
        now = store.clock.now()
        _decide(row, actor, "confirmed", note, now)
        session.flush()
        made = add_revision(store, session, calendar, row.id, now)
        data = {"revision": made.number, "digest": made.digest, "shipped": made.shipped}
        _write(session, actor, row, before, "notice_confirmed", data)
        return Revised(made.number, made.digest)


def reject_notice(store: Store, actor: Actor, notice_id: str, reason: str) -> None:
    """Turn an entry down; who entered it may take it back like this. It is never counted with.

    Raises Forbidden, NotFound, Conflict, and FormError on `reason`.
    """
    if not reason.strip() or len(reason) > MAX_REASON:
        raise FormError({"reason": [say("请写明不予采用的理由，不超过 %(n)s 字。", n=MAX_REASON)]})
    with store.transaction() as session:
        row, before = _locked(session, actor, notice_id)
        _decide(row, actor, "rejected", reason, store.clock.now())
        _write(session, actor, row, before, "notice_rejected", {})


def _locked(session: Session, actor: Actor, notice_id: str) -> tuple[NoticeRow, str]:
    """Return the entry, locked, with its digest; Forbidden, NotFound, Conflict as above."""
    require_keeper(actor)
    lock_revisions(session)
    row = session.scalar(select(NoticeRow).where(NoticeRow.id == notice_id).with_for_update())
    if row is None:
        raise NotFound("没有这项放假安排通知。")
    if row.state != "proposed":
        raise Conflict("这项通知已经复核，或者已经不予采用。")
    return row, row_digest(row)


def _decide(row: NoticeRow, actor: Actor, state: str, words: str, now: datetime) -> None:
    if len(words) > MAX_REASON:
        raise FormError({"note": [say("不能超过 %(n)s 字。", n=MAX_REASON)]})
    row.state, row.decision = state, words.strip()
    row.decided_by_id, row.decided_at = actor.person_id, now


def _write(
    session: Session, actor: Actor, row: NoticeRow, before: str, kind: str, more: dict[str, object]
) -> None:
    assert row.decided_at is not None
    data = {"notice": row.id, "kind": row.kind, "year": row.year, "number": row.number, **more}
    event = NewEvent(kind=kind, effective_at=row.decided_at, recorded_at=row.decided_at,
                     actor=actor, post=keeper_post(actor), data=data)  # fmt: skip
    audit.append(session, None, [event], changes([row], {row.id: before}))
