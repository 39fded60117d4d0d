"""The calendar in force: the notices that came with the release and those confirmed here."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import Session, aliased

from calendars import ChinaCalendar, Notice, NoticeError, in_force, parse_notice
from engine.core.notice_words import WITHDRAWAL, said
from engine.errors import RuleRefused
from engine.sentence import say
from engine.store.database import Store
from engine.store.tables import CalendarRevision, ClockRow, NoticeRow

#: The series of the numbers of revisions.
REVISIONS = "calendar-revision"


def calendar_in(store: Store, session: Session) -> ChinaCalendar:
    """Return the calendar in force as the transaction of `session` sees it.

    One statement per transaction; the notices are read and indexed once per revision and process.
    """
    known: ChinaCalendar | None = session.info.get("calendar")
    return known or put_in_force(store, session, session.scalar(select(newest_digest())))


def newest_digest() -> ScalarSelect[str]:
    """Return the digest of the newest revision, to be read along with something else."""
    newest = select(CalendarRevision.digest).order_by(CalendarRevision.number.desc()).limit(1)
    return newest.scalar_subquery()


def put_in_force(store: Store, session: Session, digest: str | None) -> ChinaCalendar:
    """Return the calendar that the newest revision names, for the rest of the transaction."""
    calendar = store.base_calendar if digest is None else _by_digest(store, session, digest)
    session.info["calendar"] = calendar
    session.info["calendar_named"] = digest in (None, calendar.revision)
    return calendar


def _by_digest(store: Store, session: Session, digest: str) -> ChinaCalendar:
    if digest in store.calendars:
        return store.calendars[digest]
    # Whatever the row says, this release counts with the notices it has: clocks carry the
    # digest of what they were counted with, so a node that knows more sees the difference.
    calendar = calendar_with(store, confirmed_notices(session))
    if calendar.revision != digest and session.scalar(select(newest_digest())) != digest:
        return calendar  # revised since the digest was read: it names other notices than these
    store.calendars[digest] = calendar
    return calendar


def is_named(session: Session) -> bool:
    """Whether the calendar of this transaction is the one that the newest revision names.

    It is not where a newer release put notices in force that this one does not have.
    """
    return bool(session.info.get("calendar_named", True))


def newest_revision(session: Session) -> CalendarRevision | None:
    """Return the newest revision, or None while only the shipped notices were ever counted with."""
    newest = select(CalendarRevision).order_by(CalendarRevision.number.desc()).limit(1)
    return session.scalar(newest)


def is_stale(calendar: ChinaCalendar) -> ColumnElement[bool]:
    """Condition on ClockRow: it runs and was not yet held against `calendar`."""
    seen = ClockRow.calendar_seen
    # Two ranges, which an index serves; an inequality would read all running clocks.
    other = or_(seen < calendar.revision, seen > calendar.revision)
    return and_(ClockRow.state == "running", other)


def calendar_with(store: Store, confirmed: Sequence[Notice]) -> ChinaCalendar:
    """Return the calendar of the shipped notices and `confirmed`, the earliest confirmed first.

    Raises NoticeError when they do not fit together.
    """
    if not confirmed:
        return store.base_calendar
    return ChinaCalendar(in_force(store.base_calendar.notices, confirmed))


def calendar_after(store: Store, session: Session, row: NoticeRow) -> ChinaCalendar:
    """Return the calendar that the confirmation of `row` would put in force.

    Raises RuleRefused when the notices would not fit together.
    """
    try:
        if row.kind == WITHDRAWAL:
            return calendar_with(store, confirmed_notices(session, without=row.withdraws_id))
        entered = parse_notice(row.number, row.content)
        return calendar_with(store, [*confirmed_notices(session), entered])
    except NoticeError as wrong:
        raise RuleRefused(
            say("与其他通知不能并存：%(wrong)s", wrong=said(wrong)), "notice"
        ) from wrong


def confirmed_notices(session: Session, without: str | None = None) -> list[Notice]:
    """Return the notices confirmed here and not withdrawn since, in the order of confirmation.

    `without`: the id of one to leave out, as if it were withdrawn.
    """
    return [_notice(row) for row in confirmed_rows(session) if row.id != without]


def confirmed_rows(session: Session) -> Sequence[NoticeRow]:
    """Return the entries that count, in the order of their confirmation."""
    withdrawal = aliased(NoticeRow)
    withdrawn = (
        select(withdrawal.id)
        .where(withdrawal.withdraws_id == NoticeRow.id, withdrawal.state == "confirmed")
        .exists()
    )
    return session.scalars(
        select(NoticeRow)
        .join(CalendarRevision, CalendarRevision.notice_id == NoticeRow.id)
        .where(NoticeRow.state == "confirmed", NoticeRow.kind != "withdrawal", ~withdrawn)
        .order_by(CalendarRevision.number)
    ).all()


def _notice(row: NoticeRow) -> Notice:
    return parse_notice(f"{row.number}", row.content)
