"""Revising the calendar in a few words: made-up notices of 2027, who enters them, who confirms."""

from datetime import date
from typing import Any

from sqlalchemy import select

from calendars import ChinaCalendar, ReadNotice, Source, as_year_notice, read_notice_text, shipped
from engine.commands.decide_notice import Revised, confirm_notice
from engine.commands.propose_notice import propose_notice, propose_withdrawal
from engine.commands.results import CaseMoved
from engine.core.notice_entry import Change, NoticeEntry
from engine.store.calendar import calendar_in, newest_revision
from engine.store.database import Store
from engine.store.tables import ClockRow, Event, Message, Person, Task
from tests.bureau.fixtures import acting
from tests.commands.casework import act, approve, begin

URL = "https://www.gov.cn/zhengce/zhengceku/202612/content_1.htm"
NUMBER, CHANGE_NUMBER = "国办发明电〔2026〕15号", "国办发明电〔2027〕1号"
#: Monday 4 January is off and Saturday the 9th worked, which no count without a notice knows.
NOTICE = f"""国务院办公厅关于2027年部分节假日安排的通知
{NUMBER}

一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。
二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。

2026-12-29
"""
#: As in 2020: the break of 春节 goes on, and the Saturday after it is not worked.
EXTENSION = Change(
    amends=2027,
    holiday="春节",
    off_add=(date(2027, 2, 12), date(2027, 2, 13), date(2027, 2, 14)),
    work_remove=(date(2027, 2, 13),),
)


def entry_of(text: str = NOTICE, **more: Any) -> NoticeEntry:
    """A pasted notice as somebody enters it."""
    return NoticeEntry(**{"text": text, "url": URL, **more})


def extension(**more: Any) -> NoticeEntry:
    """The change of 2027's 春节, as a person makes it out of the text."""
    given = {
        "text": "", "number": CHANGE_NUMBER, "signed": date(2027, 2, 3), "change": EXTENSION,
        "title": "国务院办公厅关于延长2027年春节假期的通知", **more,
    }  # fmt: skip
    return entry_of(**given)


def propose(store: Store, entry: NoticeEntry | None = None, who: str = "pengli") -> str:
    """Enter a notice, the one of 2027 when none is given; return its id."""
    return propose_notice(store, acting(store, who), entry or entry_of())


def confirm(store: Store, notice_id: str, who: str = "yangfan") -> Revised:
    """Put an entry in force, having seen what it moves now."""
    return confirm_notice(store, acting(store, who), notice_id, revision(store))


def put_in_force(store: Store, entry: NoticeEntry | None = None) -> str:
    """Enter a notice and have it confirmed; return its id."""
    notice_id = propose(store, entry)
    confirm(store, notice_id)
    return notice_id


def take_back(store: Store, notice_id: str, who: str = "yangfan", by: str = "sysadmin") -> str:
    """Have a confirmed entry taken back; return the id of the withdrawal."""
    asked = propose_withdrawal(store, acting(store, who), notice_id, "录入的不是国务院办公厅的通知")
    confirm(store, asked, by)
    return asked


def revision(store: Store) -> int:
    """The number of the revision in force, 0 before the first."""
    with store.reading() as session:
        newest = newest_revision(session)
    return newest.number if newest is not None else 0


def in_force(store: Store) -> ChinaCalendar:
    """The calendar in force."""
    with store.reading() as session:
        return calendar_in(store, session)


def next_release() -> ChinaCalendar:
    """The calendar of a release that brings the notice of 2027."""
    read = read_notice_text(NOTICE)
    assert isinstance(read, ReadNotice)
    source = Source(
        file="2027.toml", number=NUMBER, signed=date(2026, 12, 29), published=date(2026, 12, 29),
        title=read.title, url=URL, text_sha256="", entered_by="release", checked_by="",
    )  # fmt: skip
    return ChinaCalendar([*shipped().notices, as_year_notice(read, source)])


def clock_of(store: Store, case_id: str, element: str = "check_term") -> ClockRow:
    """The newest clock of a case at `element`."""
    with store.reading() as session:
        wanted = select(ClockRow).where(ClockRow.case_id == case_id, ClockRow.element == element)
        found = session.scalars(wanted.order_by(ClockRow.started_at.desc())).first()
    assert found is not None, element
    return found


def happened(store: Store, kind: str = "term_recounted", case_id: str | None = None) -> list[Event]:
    """The events of a kind, of one case when it is given, in their order."""
    wanted = select(Event).where(Event.kind == kind).order_by(Event.id)
    if case_id is not None:
        wanted = wanted.where(Event.case_id == case_id)
    with store.reading() as session:
        return list(session.scalars(wanted))


def told(store: Store, template: str = "term-recounted", case_id: str | None = None) -> list[str]:
    """Who was written to by a template, one name per message, in order of name."""
    wanted = (
        select(Person.username)
        .join(Message, Message.person_id == Person.id)
        .where(Message.template == template)
    )
    if case_id is not None:
        wanted = wanted.where(Message.case_id == case_id)
    with store.reading() as session:
        return sorted(session.scalars(wanted))


def waiting(store: Store, case_id: str) -> list[Task]:
    """The open tasks of a case."""
    with store.reading() as session:
        wanted = select(Task).where(Task.case_id == case_id, Task.state == "open")
        return list(session.scalars(wanted.order_by(Task.element)))


def reviewed(store: Store, **more: Any) -> CaseMoved:
    """A case that the provider has five working days to answer."""
    case = begin(store, **more)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    return case


def checked(store: Store, **more: Any) -> CaseMoved:
    """A case that the platform has two working days to check."""
    case = begin(store, **more)
    approve(store, case.id)
    return case
