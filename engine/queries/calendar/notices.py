"""The notices behind the calendar: those that came with the release and those entered here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import (
    Break,
    ChangeNotice,
    Notice,
    YearNotice,
    parse_notice,
    soft_findings,
)
from engine.core.access import Actor
from engine.core.notice_entry import keeps_calendar, require_keeper
from engine.core.notice_words import CHANGE, WITHDRAWAL, YEAR
from engine.errors import NotFound
from engine.sentence import Sentence, say
from engine.store.calendar import calendar_in, confirmed_rows
from engine.store.database import Store
from engine.store.tables import NoticeRow, Person

__all__ = ["NoticeFile", "NoticeItem", "get_notice", "keeps_calendar", "list_notices"]

#: How a notice stands -> in words.
STATES = {
    "shipped": "随版本提供、未复核",
    "replaced": "已由本单位录入的通知代替",
    "proposed": "待复核",
    "confirmed": "已复核采用",
    "withdrawn": "已撤销",
    "rejected": "不予采用",
}


@dataclass(frozen=True)
class NoticeItem:
    """A notice, or the withdrawal of one.

    `id` is empty for one that came with the release. `kind`: year, change, withdrawal. `state` is
    a key of `STATES`; a withdrawal is proposed, confirmed or rejected. `entered_by` is empty for
    shipped ones, `checked_by` until somebody did. `text_sha256` is empty where no text was at
    hand. `mine`: entered by who asks, so another has to confirm it.
    """

    id: str
    kind: str
    state: str
    year: int
    number: str
    signed: date
    published: date
    title: str
    url: str
    text_sha256: str
    entered_by: str
    entered_at: datetime | None
    checked_by: str
    checked_at: datetime | None
    reason: str = ""
    decision: str = ""
    mine: bool = False

    @property
    def state_words(self) -> Sentence:
        """The state in words."""
        return say(STATES[self.state])


@dataclass(frozen=True)
class NoticeFile:
    """A notice in full: what was pasted, and what it orders.

    `breaks` of a yearly notice, `change` of a change notice; both empty for a withdrawal, whose
    `withdraws` is the id of the entry it takes back. `findings`: what is unusual about it, though
    nothing forbids it.
    """

    item: NoticeItem
    text: str
    content: str
    breaks: tuple[Break, ...]
    change: ChangeNotice | None
    withdraws: str | None
    findings: tuple[Sentence, ...]


def list_notices(store: Store, actor: Actor) -> list[NoticeItem]:
    """Return all notices, the newest year first; what waits for confirmation comes before all.

    Anyone may see which notices the calendar rests on; entries that wait or were turned down are
    for those who keep it.
    """
    keeps = keeps_calendar(actor)
    with store.reading() as session:
        found = _entries(session, actor) if keeps else _entries(session, actor, ("confirmed",))
        in_force = {each.source.number for each in calendar_in(store, session).notices}
        confirmed = {row.number for row in confirmed_rows(session)}
    shipped = (_shipped(each, confirmed, in_force) for each in store.base_calendar.notices)
    return sorted([*found, *shipped], key=_newest_first)


def _newest_first(item: NoticeItem) -> tuple[bool, int, int]:
    return item.state != "proposed", -item.year, -item.published.toordinal()


def get_notice(store: Store, actor: Actor, notice_id: str) -> NoticeFile:
    """Return one entry in full; Forbidden for who does not keep the calendar, NotFound."""
    require_keeper(actor)
    with store.reading() as session:
        row = session.get(NoticeRow, notice_id)
        if row is None:
            raise NotFound("没有这项放假安排通知。")
        counts = {each.id for each in confirmed_rows(session)}
        item = _item(row, actor, counts, _names(session, [row]))
        notice = _notice_of(session, row)
    return NoticeFile(
        item=item,
        text=row.text,
        content=row.content,
        breaks=notice.breaks if isinstance(notice, YearNotice) else (),
        change=notice if isinstance(notice, ChangeNotice) else None,
        withdraws=row.withdraws_id,
        findings=tuple(soft_findings(notice)) if isinstance(notice, YearNotice) else (),
    )


def _notice_of(session: Session, row: NoticeRow) -> Notice | None:
    return parse_notice(row.number, row.content) if row.kind != WITHDRAWAL else None


def _entries(
    session: Session, actor: Actor, states: Iterable[str] = ("proposed", "confirmed", "rejected")
) -> list[NoticeItem]:
    wanted = select(NoticeRow).where(NoticeRow.state.in_(tuple(states)))
    rows = session.scalars(wanted.order_by(NoticeRow.entered_at)).all()
    counts = {each.id for each in confirmed_rows(session)}
    names = _names(session, rows)
    return [_item(row, actor, counts, names) for row in rows]


def _names(session: Session, rows: Iterable[NoticeRow]) -> Mapping[str, str]:
    ids = {each for row in rows for each in (row.entered_by_id, row.decided_by_id) if each}
    found = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return dict(found.all())


def _item(row: NoticeRow, actor: Actor, counts: set[str], names: Mapping[str, str]) -> NoticeItem:
    state = row.state
    if state == "confirmed" and row.kind != WITHDRAWAL and row.id not in counts:
        state = "withdrawn"
    return NoticeItem(
        id=row.id,
        kind=row.kind,
        state=state,
        year=row.year,
        number=row.number,
        signed=row.signed,
        published=row.published,
        title=row.title,
        url=row.url,
        text_sha256=row.text_sha256,
        entered_by=names.get(row.entered_by_id, ""),
        entered_at=row.entered_at,
        checked_by=names.get(row.decided_by_id or "", ""),
        checked_at=row.decided_at,
        reason=row.reason,
        decision=row.decision,
        mine=row.entered_by_id == actor.person_id,
    )


def _shipped(notice: Notice, confirmed: set[str], in_force: set[str]) -> NoticeItem:
    source = notice.source
    replaced = source.number in confirmed or source.number not in in_force
    return NoticeItem(
        id="",
        kind=YEAR if isinstance(notice, YearNotice) else CHANGE,
        state="replaced" if replaced else "shipped",
        year=notice.year if isinstance(notice, YearNotice) else notice.amends,
        number=source.number,
        signed=source.signed,
        published=source.published,
        title=source.title,
        url=source.url,
        text_sha256=source.text_sha256,
        entered_by="",
        entered_at=None,
        checked_by=source.checked_by,
        checked_at=None,
    )
