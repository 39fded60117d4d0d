"""The items of a yearly notice: one holiday each, its days off and the days worked for it.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from calendars.notice_model import Break
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import NoticeTextError, refusal
from calendars.notice_text.shapes import FESTIVAL
from calendars.notice_text.written_days import DAYS, SPAN, span, weekdays_needed, written_days
from calendars.sentence import say

ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
ITEM = re.compile(
    f"(?P<ordinal>[一二三四五六七八九十]{{1,3}})、(?P<names>{FESTIVAL}(?:[、和]{FESTIVAL})*)：(?P<rest>.*)"
)
_OFF = re.compile(
    f"(?P<off>{SPAN})(?P<how>放假调休|放假公休|放假)"
    "(?:(?P<count>[0-9]{1,2})天)?"
    "(?:，共(?P<total>[0-9]{1,2})天|，(?P<weekend>与周末连休)|，(?P<fixed>不调休)"
    f"|，(?P<made_up>{DAYS})补休)?"
)
WORK = re.compile(f"(?P<days>{DAYS})上班")
_OLDER = re.compile("公休日|照常公休|为法定(?:节)?假日")
#: 2024: 鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息
_ENCOURAGED = re.compile(
    "鼓励[^0-9。（）]{0,60}在(?P<name>除夕)（(?P<day>[0-9]{1,2}月[0-9]{1,2}日)）休息"
)


@dataclass(frozen=True)
class Item:
    """One holiday as read. `made_up` are those of the days off that stand in for a weekend."""

    passage: Passage
    names: tuple[str, ...]
    off: tuple[date, ...]
    made_up: tuple[date, ...]
    rests_move: bool
    joins_weekend: bool
    work: tuple[date, ...] = ()
    work_passage: Passage | None = None

    def as_break(self) -> Break:
        """The item as a notice's file has it."""
        return Break("、".join(self.names), len(self.off), self.off, self.work)


def read_item(passage: Passage, year: int, place: int) -> Item:
    """The item that begins with `passage`, the `place`-th (from 1). Raises NoticeTextError."""
    head = ITEM.fullmatch(passage.text)
    if head is None or place > len(ORDINALS):
        raise not_understood(passage)
    if head["ordinal"] != ORDINALS[place - 1]:
        reason = say("序号应为“%(ordinal)s”，可能漏了一项", ordinal=ORDINALS[place - 1])
        raise refusal(passage, reason)
    arranged = _OFF.fullmatch(head["rest"])
    if arranged is None:
        raise not_understood(passage)
    return _item(passage, tuple(re.split("[、和]", head["names"])), arranged, year)


def with_work(item: Item, passage: Passage, year: int) -> Item:
    """`item` with the days that a sentence after it orders to be worked."""
    found = WORK.fullmatch(passage.text)
    if found is None or item.work:
        raise not_understood(passage)
    work = weekdays_needed(written_days(found["days"], year, passage), passage)
    return replace(item, work=work, work_passage=passage)


def encouraged(passage: Passage, year: int) -> date | None:
    """The day on which a sentence only encourages to rest: it stays a working day. Else None."""
    found = _ENCOURAGED.fullmatch(passage.text)
    if found is None:
        return None
    day = found["day"]
    return written_days(f"{day}（{found['name']}）", year, passage)[0].date


def not_understood(passage: Passage) -> NoticeTextError:
    """The refusal of a sentence that may arrange something and has no known form."""
    refuse_older([passage])
    return refusal(
        passage,
        say("看不懂这句话。请与通知原文核对；原文如此的，请手工录入；与安排无关的，请删去后再试"),
    )


def refuse_older(passages: Iterable[Passage]) -> None:
    """Raise NoticeTextError for a sentence as they were written before 2010."""
    for passage in passages:
        if _OLDER.search(passage.text):
            reason = say("这是 2009 年及以前的写法，程序不解读，请手工录入年度文件")
            raise refusal(passage, reason)


def _item(passage: Passage, names: tuple[str, ...], found: re.Match[str], year: int) -> Item:
    off = span(found["off"], year, passage)
    _check_count(found, off, passage)
    made_up: tuple[date, ...] = ()
    if found["made_up"]:
        made_up = weekdays_needed(written_days(found["made_up"], year, passage), passage)
    return Item(
        passage=passage,
        names=names,
        off=off + made_up,
        made_up=made_up,
        rests_move=found["how"] == "放假调休",
        joins_weekend=bool(found["weekend"]),
    )


def _check_count(found: re.Match[str], off: tuple[date, ...], passage: Passage) -> None:
    counts = [int(found[name]) for name in ("count", "total") if found[name]]
    if not counts and len(off) > 1:
        raise refusal(passage, say("没有写明共几天，请与原文核对"))
    for count in counts:
        if count != len(off):
            reason = say(
                "写明 %(count)s 天，起止却是 %(days)s 天，请与原文核对",
                count=count, days=len(off),
            )  # fmt: skip
            raise refusal(passage, reason)
