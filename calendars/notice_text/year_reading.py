"""Reading a yearly notice: 国务院办公厅关于2026年部分节假日安排的通知."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from calendars.errors import NoticeError
from calendars.notice_checks import check_year
from calendars.notice_model import Source, YearNotice
from calendars.notice_text.framing import Frame
from calendars.notice_text.items import (
    ITEM,
    Item,
    encouraged,
    not_understood,
    read_item,
    refuse_older,
    with_work,
)
from calendars.notice_text.model import ReadNotice
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import NoticeTextError, refusal
from calendars.notice_text.year_checks import check_items
from calendars.sentence import say
from calendars.statutory import LAST_YEAR

#: Before, the notices were written in another way (将…公休日调至…).
FIRST_READ = 2010
#: What no single sentence is to blame for stands at the last one.
WHOLE_YEAR = "全年各项合计有误：%(reason)s"


def read_year(frame: Frame) -> ReadNotice:
    """What a yearly notice says, checked against itself, the law and the week.

    Raises NoticeTextError.
    """
    year = _year(frame)
    items = _items(frame, year)
    check_items(items, year, frame.names)
    _check_as_file(items, year)
    return ReadNotice(
        year=year,
        title=frame.title.value.text if frame.title else "",
        number=frame.number.value if frame.number else "",
        signed=frame.signed.value if frame.signed else None,
        breaks=tuple(item.as_break() for item in items),
        passed_over=frame.passed(),
    )


def _year(frame: Frame) -> int:
    if frame.year is None:
        refuse_older(frame.body)
        reason = say("看不出是哪一年的安排，请把标题或“现将某年元旦、春节……”一句一并粘贴")
        raise refusal(frame.body[0], reason)
    year, passage = frame.year.value, frame.year.passage
    if not FIRST_READ <= year <= LAST_YEAR:
        reason = say(
            "只能解读 %(first)s 至 %(last)s 年的通知，其他年度请手工录入",
            first=FIRST_READ, last=LAST_YEAR,
        )  # fmt: skip
        raise refusal(passage, reason)
    _check_issued(frame, year)
    return year


def _check_issued(frame: Frame, year: int) -> None:
    """A yearly notice is issued in the year before."""
    told = {}
    if frame.number:
        numbered = re.findall("[0-9]{4}", frame.number.value)
        told[frame.number.passage] = int(numbered[0])
    if frame.signed:
        told[frame.signed.passage] = frame.signed.value.year
    for passage, issued in told.items():
        if issued != year - 1:
            reason = say(
                "%(year)s 年的安排应在 %(before)s 年发文，请与原文核对", year=year, before=year - 1
            )
            raise refusal(passage, reason)


def _items(frame: Frame, year: int) -> list[Item]:
    items: list[Item] = []
    for passage in frame.body:
        if ITEM.fullmatch(passage.text):
            items.append(read_item(passage, year, len(items) + 1))
        elif items:
            items[-1] = _continued(frame, items[-1], passage, year)
        else:
            raise not_understood(passage)
    return items


def _continued(frame: Frame, item: Item, passage: Passage, year: int) -> Item:
    only_encouraged = encouraged(passage, year)
    if only_encouraged is None:
        return with_work(item, passage, year)
    _check_not_off(only_encouraged, item, passage)
    frame.pass_over(passage)
    return item


def _check_not_off(day: date, item: Item, passage: Passage) -> None:
    if day in item.off:
        raise refusal(passage, say("这一天已在放假日内，请与原文核对"))


def _check_as_file(items: Sequence[Item], year: int) -> None:
    """The checks that every notice's file passes, blamed on the sentence they concern."""
    unknown = date(year - 1, 12, 1)
    source = Source("", "", unknown, unknown, "", "", "", "", "")
    try:
        check_year(YearNotice(year, source, tuple(item.as_break() for item in items)))
    except NoticeError as error:
        raise _blamed(items, error) from error


def _blamed(items: Sequence[Item], error: NoticeError) -> NoticeTextError:
    place = re.match(r"holiday\[(\d+)\]", error.key)
    item = items[int(place[1]) - 1] if place else items[-1]
    passage = item.work_passage if error.key.endswith("work") else None
    reason = say(
        "%(value)s：%(reason)s" if isinstance(error.value, date) else WHOLE_YEAR,
        value=error.value,
        reason=error.reason,
    )
    return refusal(passage or item.passage, reason)
