"""New revisions of the calendar: by a confirmed notice, or by a release that brings its own."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import ChinaCalendar, YearNotice
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.calendar import REVISIONS, calendar_with, confirmed_notices, newest_revision
from engine.store.database import Store
from engine.store.numbers import next_number
from engine.store.tables import CalendarRevision


def add_revision(
    store: Store, session: Session, calendar: ChinaCalendar, notice_id: str | None, now: datetime
) -> CalendarRevision:
    """Put `calendar` in force from here on; the clocks follow (engine/commands/recount_clocks.py).

    `notice_id`: the entry whose confirmation makes it, None for a release. `now` is aware.
    """
    row = CalendarRevision(
        number=next_number(session, REVISIONS),
        digest=calendar.revision,
        shipped=store.base_calendar.revision,
        notice_id=notice_id,
        made_at=now,
    )
    session.add(row)
    session.flush()
    session.info["calendar"] = store.calendars[calendar.revision] = calendar
    return row


def note_shipped(store: Store) -> bool:
    """Put the notices that came with this release in force, unless they are or a newer one's are.

    Returns whether it did. While nodes of two releases run side by side, the notices of the older
    one have been in force before, so it changes nothing back; what is confirmed at one of its nodes
    meanwhile is put in force once more, with the notices of the newer one.
    """
    with store.reading() as session:
        if _need_not(session, store.base_calendar):
            return False
    with store.transaction() as session:
        lock_revisions(session)
        if _need_not(session, store.base_calendar):
            return False
        _add_shipped(store, session, store.clock.now())
    return True


def lock_revisions(session: Session) -> None:
    """Wait until nobody else revises the calendar, and hold up others until the transaction ends.

    The number taken for it is given to nobody.
    """
    next_number(session, f"{REVISIONS}-turn")


def _need_not(session: Session, base: ChinaCalendar) -> bool:
    """Whether the notices of a release are in force, or were until a newer one brought its own."""
    found = session.execute(
        select(CalendarRevision.shipped, CalendarRevision.notice_id).order_by(
            CalendarRevision.number.desc()
        )
    ).all()
    if not found or found[0].shipped == base.revision:
        return bool(found)
    brought = [row.shipped for row in found if row.notice_id is None]
    return base.revision in {row.shipped for row in found} and brought[:1] != [base.revision]


def _add_shipped(store: Store, session: Session, now: datetime) -> None:
    before = newest_revision(session)
    calendar = calendar_with(store, confirmed_notices(session))
    row = add_revision(store, session, calendar, None, now)
    if before is None:  # the first release is no news
        return
    years = [each.year for each in store.base_calendar.notices if isinstance(each, YearNotice)]
    data = {"revision": row.number, "digest": row.digest, "shipped": row.shipped,
            "last_year": max(years)}  # fmt: skip
    event = NewEvent(kind="calendar_revised", effective_at=now, recorded_at=now, data=data)
    audit.append(session, None, [event])
