"""What somebody enters of a notice of the State Council, and the notice that comes of it.

Whatever way it is entered, the notice is checked as the files of the release are: a yearly notice
against itself and the law, a change against what it changes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from calendars import (
    Break,
    ChangeNotice,
    ChinaCalendar,
    Notice,
    NoticeError,
    NoticeTextError,
    ReadChange,
    ReadNotice,
    Source,
    YearNotice,
    check_change,
    check_year,
    in_force,
    notice_toml,
    parse_notice,
    read_notice_text,
)
from engine.core.access import Actor
from engine.core.notice_words import CHANGE, YEAR, said
from engine.errors import Forbidden, FormError
from engine.sentence import say

#: Who keeps the calendar. A second one of them confirms what the first one enters.
KEEPERS = ("system_admin", "managing", "info_center")
MAX_LINE, MAX_REASON = 200, 2000
N = TypeVar("N", YearNotice, ChangeNotice)


@dataclass(frozen=True)
class Change:
    """What a change notice changes, as a person made it out of the text."""

    amends: int
    holiday: str
    off_add: tuple[date, ...] = ()
    off_remove: tuple[date, ...] = ()
    work_add: tuple[date, ...] = ()
    work_remove: tuple[date, ...] = ()


@dataclass(frozen=True)
class NoticeEntry:
    """An entry: the pasted text, where the notice comes from, and its days where the text alone
    does not give them.

    `text`: as pasted; may be empty where the days are given. `number`, `signed` and `title` may be
    left out where the text has them; `published` is the day of signing unless given. `year` with
    `breaks`: a yearly notice made out by hand, for a wording that the program does not know;
    `change`: a change notice, which is never made out by the program alone.
    """

    text: str = ""
    number: str = ""
    signed: date | None = None
    published: date | None = None
    title: str = ""
    url: str = ""
    reason: str = ""
    year: int | None = None
    breaks: tuple[Break, ...] = ()
    change: Change | None = None


@dataclass(frozen=True)
class Entered:
    """A checked entry: the notice, and its file as it is kept and counted with."""

    notice: Notice
    content: str
    text_sha256: str

    @property
    def kind(self) -> str:
        """Whether it is a yearly notice or a change."""
        return YEAR if isinstance(self.notice, YearNotice) else CHANGE

    @property
    def year(self) -> int:
        """The year it is about."""
        notice = self.notice
        return notice.year if isinstance(notice, YearNotice) else notice.amends


def keeps_calendar(actor: Actor) -> bool:
    """Tell whether `actor` may enter and confirm notices."""
    return actor.has_role(*KEEPERS)


def require_keeper(actor: Actor) -> None:
    """Raise Forbidden unless `actor` may enter and confirm notices."""
    if not keeps_calendar(actor):
        raise Forbidden("只有系统管理员、管理部门和信息中心可以维护工作日历。")


def keeper_post(actor: Actor) -> str:
    """Return the title of the post in which `actor` keeps the calendar."""
    return next((post.title for post in actor.posts if post.role in KEEPERS), "")


def read_text(text: str, calendar: ChinaCalendar) -> ReadNotice | ReadChange:
    """Return what a pasted notice says; FormError on `text` naming the sentence that stopped it."""
    try:
        return read_notice_text(text, calendar)
    except (NoticeTextError, NoticeError) as wrong:
        raise FormError({"text": [said(wrong)]}) from wrong


def enter(entry: NoticeEntry, calendar: ChinaCalendar, by: str) -> Entered:
    """Return the notice of `entry`, checked alone and against `calendar`, the one in force.

    `by` is the name of who enters it. Raises FormError naming the field.
    """
    read = _read(entry, calendar)
    source = _source(entry, read, by)
    notice = _checked(entry, read, source)
    try:
        in_force(calendar.notices, [notice])
    except NoticeError as wrong:
        raise FormError({_days_field(entry): [said(wrong)]}) from wrong
    content = notice_toml(notice)
    return Entered(parse_notice(source.number, content), content, source.text_sha256)


def _read(entry: NoticeEntry, calendar: ChinaCalendar) -> ReadNotice | ReadChange | None:
    by_hand = bool(entry.breaks) or entry.change is not None
    if not entry.text.strip():
        if by_hand:
            return None
        raise FormError({"text": [say("请粘贴通知的全文，或者逐项填写放假和上班的日期。")]})
    try:
        return read_text(entry.text, calendar)
    except FormError:
        if by_hand:  # a wording that the program does not know: two people answer for the days
            return None
        raise


def _source(entry: NoticeEntry, read: ReadNotice | ReadChange | None, by: str) -> Source:
    errors: dict[str, Any] = {}
    found = {
        "number": _agreed(errors, "number", entry.number.strip(), read.number if read else ""),
        "signed": _agreed(errors, "signed", entry.signed, read.signed if read else None),
        "title": _agreed(errors, "title", entry.title.strip(), read.title if read else ""),
    }
    for name, words in (("number", "文号"), ("signed", "成文日期"), ("title", "标题")):
        if not found[name] and name not in errors:
            errors[name] = [say("请填写%(name)s：通知的文字中没有。", name=say(words))]
        elif isinstance(found[name], str) and len(found[name]) > MAX_LINE:
            errors[name] = [say("不能超过 %(n)s 字。", n=MAX_LINE)]
    url = entry.url.strip()
    if not url.startswith(("https://", "http://")) or len(url) > MAX_LINE:
        errors["url"] = [say("请填写核对所依据的网页地址，以 https:// 开头。")]
    if entry.published and found["signed"] and entry.published < found["signed"]:
        errors["published"] = [say("公布日期不能早于成文日期。")]
    if len(entry.reason) > MAX_REASON:
        errors["reason"] = [say("不能超过 %(n)s 字。", n=MAX_REASON)]
    if errors:
        raise FormError(errors)
    digest = hashlib.sha256(entry.text.encode("utf-8", "replace")).hexdigest()
    return Source(
        file=found["number"],
        number=found["number"],
        signed=found["signed"],
        published=entry.published or found["signed"],
        title=found["title"],
        url=url,
        text_sha256=digest if entry.text.strip() else "",
        entered_by=by,
        checked_by="",
    )


def _agreed(errors: dict[str, Any], name: str, typed: Any, read: Any) -> Any:
    """What was typed, or what the text says; where both are there they must agree."""
    if typed and read and typed != read:
        errors[name] = [say("与通知文字中的“%(read)s”不一致，请核对。", read=read)]
    return typed or read


def _checked(
    entry: NoticeEntry, read: ReadNotice | ReadChange | None, source: Source
) -> YearNotice | ChangeNotice:
    if entry.change is not None:
        return _change(entry.change, source)
    if isinstance(read, ReadChange):
        raise FormError(
            {"text": [say("这是调整已有安排的通知，程序只能提出建议：请核对调整的日期后录入。")]}
        )
    year, breaks = (read.year, read.breaks) if read is not None else (entry.year, entry.breaks)
    if read is not None and entry.breaks and _days(entry.breaks) != _days(read.breaks):
        raise FormError({"breaks": [say("逐项填写的日期与通知的文字不一致，请核对。")]})
    if year is None:
        raise FormError({"year": [say("请填写通知所安排的年份。")]})
    return _made(check_year, YearNotice(year, source, breaks), _days_field(entry))


def _days(breaks: tuple[Break, ...]) -> tuple[set[date], set[date]]:
    off = {day for each in breaks for day in each.off}
    return off, {day for each in breaks for day in each.work}


def _change(change: Change, source: Source) -> ChangeNotice:
    notice = ChangeNotice(
        amends=change.amends,
        source=source,
        holiday=change.holiday.strip(),
        off_add=_sorted(change.off_add),
        off_remove=_sorted(change.off_remove),
        work_add=_sorted(change.work_add),
        work_remove=_sorted(change.work_remove),
    )
    if not notice.holiday:
        raise FormError({"holiday": [say("请填写调整的是哪个节日。")]})
    return _made(check_change, notice, "change")


def _sorted(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _made(check: Callable[[N], None], notice: N, where: str) -> N:
    try:
        check(notice)
    except NoticeError as wrong:
        raise FormError({where: [said(wrong)]}) from wrong
    return notice


def _days_field(entry: NoticeEntry) -> str:
    if entry.change is not None:
        return "change"
    return "breaks" if entry.breaks else "text"
