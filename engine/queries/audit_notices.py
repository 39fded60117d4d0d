"""The notices entered here and the revisions of the calendar, against what the events say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.queries.audit_rows import stated
from engine.sentence import Sentence, say
from engine.store.calendar import REVISIONS
from engine.store.record import row_digest
from engine.store.tables import CalendarRevision, Counter, Event, NoticeRow

#: What happens to notices and to the calendar; none of it belongs to a case.
KINDS = ("notice_proposed", "notice_confirmed", "notice_rejected", "calendar_revised")
#: Rows read together.
BATCH = 200


@dataclass
class _Said:
    """What the events say: of each notice its digest as last written, of each revision its data."""

    notices: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    #: Notices that an event found otherwise than the one before had left them.
    otherwise: set[str] = field(default_factory=set)
    revisions: dict[int, tuple[Mapping[str, Any], datetime]] = field(default_factory=dict)

    def hear(self, data: Any, at: datetime) -> None:
        """Take in one event, in their order; what is not of the right shape says nothing."""
        for (kind, row_id), before, after in stated(data):
            if kind == "notice":
                if before != self.notices.get(row_id, ""):
                    self.otherwise.add(row_id)
                self.notices[row_id] = after
                self.numbers[row_id] = str(data.get("number", row_id))
        number = data.get("revision") if isinstance(data, dict) else None
        if isinstance(number, int):
            self.revisions[number] = (data, at)


def notice_problems(session: Session) -> Iterator[Problem]:
    """Yield the notices and revisions that were changed, removed or added behind the program."""
    said = _Said()
    events = select(Event.data, Event.effective_at).where(
        Event.case_id.is_(None), Event.kind.in_(KINDS)
    )
    for data, at in session.execute(events.order_by(Event.id).execution_options(yield_per=BATCH)):
        said.hear(data, at)
    yield from _rows_problems(session, said)
    yield from _revision_problems(session, said)


def _rows_problems(session: Session, said: _Said) -> Iterator[Problem]:
    rows = select(NoticeRow).order_by(NoticeRow.id).execution_options(yield_per=BATCH)
    for row in session.scalars(rows):
        known = said.notices.pop(row.id, None)
        if known is None:
            yield _of_notice(row.number, "record_unknown", say("没有记录可以证明"))
        elif known != row_digest(row) or row.id in said.otherwise:
            yield _of_notice(row.number, "record_changed", say("与记录不符"))
        session.expunge(row)
    for row_id in said.notices:
        yield _of_notice(said.numbers[row_id], "record_missing", say("缺失"))


def _of_notice(number: str, kind: str, what: Sentence) -> Problem:
    message = say("放假安排通知 %(number)s 的录入记录 %(what)s。", number=number, what=what)
    return Problem(kind, message)


def _revision_problems(session: Session, said: _Said) -> Iterator[Problem]:
    taken = session.scalar(select(Counter.value).where(Counter.key == REVISIONS)) or 0
    number = 0
    for row in session.scalars(select(CalendarRevision).order_by(CalendarRevision.number)):
        yield from _missing(number + 1, row.number - 1)
        number = row.number
        if number > taken or not _is_known(row, said):
            yield _of_revision(number, "record_unknown", say("没有记录可以证明"))
        elif not _is_as_stated(row, said):
            yield _of_revision(number, "record_changed", say("与记录不符"))
    yield from _missing(number + 1, max(taken, *said.revisions, 0))


def _is_known(row: CalendarRevision, said: _Said) -> bool:
    """The notices of the first release are no news, so no event tells of them."""
    return row.number in said.revisions or (row.number == 1 and row.notice_id is None)


def _is_as_stated(row: CalendarRevision, said: _Said) -> bool:
    if row.number not in said.revisions:
        return row.digest == row.shipped
    data, at = said.revisions[row.number]
    told = tuple(data.get(name) for name in ("digest", "shipped", "notice"))
    return told == (row.digest, row.shipped, row.notice_id) and at == row.made_at


def _missing(first: int, last: int) -> Iterator[Problem]:
    if first == last:
        yield _of_revision(first, "record_missing", say("缺失"))
    elif first < last:
        message = say("工作日历第 %(first)s 至 %(last)s 版缺失。", first=first, last=last)
        yield Problem("record_missing", message)


def _of_revision(number: int, kind: str, what: Sentence) -> Problem:
    return Problem(kind, say("工作日历第 %(number)s 版 %(what)s。", number=number, what=what))
