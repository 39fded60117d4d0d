"""The frame of a notice: title, number, preamble, signature. What is left is the arrangement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from calendars.notice_text.boilerplate import arranges_nothing, weighty
from calendars.notice_text.model import PassedOver
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import refusal
from calendars.notice_text.shapes import DATE, FESTIVAL, ISSUER, NUMBER
from calendars.notice_text.titles import Title, title_in
from calendars.notice_text.told import Told, learned
from calendars.sentence import say

_NUMBER = re.compile(f"（?(?:发文字号：|文号：)?(?P<number>{NUMBER})）?")
_DATED = re.compile(f"(?P<label>(?:成文|发文)日期：)?{ISSUER}?（?(?P<date>{DATE})）?")
_PREAMBLE = re.compile(
    f"(?P<why>.*)现将(?P<year>[0-9]{{4}})年(?P<names>{FESTIVAL}(?:[、和]{FESTIVAL})*)"
    "放假调休日期的具体安排通知如下"
)
_CHANGE_PREAMBLE = re.compile(
    f"(?P<why>.*)现将(?:调整|延长)(?P<year>[0-9]{{4}})年(?P<names>{FESTIVAL})"
    "(?:放假安排|假期安排|假期的具体安排)通知如下"
)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass
class Frame:
    """What the frame tells, None where it does not; `body` is what it leaves to be understood."""

    title: Told[Title] | None = None
    number: Told[str] | None = None
    signed: Told[date] | None = None
    year: Told[int] | None = None
    names: Told[tuple[str, ...]] | None = None
    body: list[Passage] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    def pass_over(self, passage: Passage) -> None:
        """Keep a sentence to be shown as ignored."""
        self.passed_over.append(PassedOver(passage.line, passage.pasted))

    def passed(self) -> tuple[PassedOver, ...]:
        """What was ignored, in the order of the text."""
        return tuple(sorted(self.passed_over, key=lambda ignored: ignored.line))


def framed(passages: Iterable[Passage]) -> Frame:
    """Sort the sentences of a text. Raises NoticeTextError where the frame contradicts itself."""
    frame = Frame()
    readers = (_read_title, _read_number, _read_date, _read_preamble)
    for passage in passages:
        if any(read(frame, passage) for read in readers):
            continue
        if arranges_nothing(passage):
            frame.pass_over(passage)
        else:
            frame.body.append(passage)
    return frame


def _read_title(frame: Frame, passage: Passage) -> bool:
    found = title_in(passage.text)
    if found is None:
        return False
    title, number = found
    frame.title = _learned_title(frame, title, passage)
    if title.year is not None:
        frame.year = learned(frame.year, say("年份"), title.year, passage)
    if number:
        frame.number = learned(frame.number, say("文号"), _plain_number(number), passage)
    return True


def _learned_title(frame: Frame, title: Title, passage: Passage) -> Told[Title]:
    known = Told(frame.title.value.text, frame.title.passage) if frame.title else None
    learned(known, say("标题"), title.text, passage)
    return frame.title or Told(title, passage)


def _read_number(frame: Frame, passage: Passage) -> bool:
    found = _NUMBER.fullmatch(passage.text)
    if found:
        number = _plain_number(found["number"])
        frame.number = learned(frame.number, say("文号"), number, passage)
    return bool(found)


def _plain_number(number: str) -> str:
    return number.replace("（", "〔").replace("）", "〕")


def _read_date(frame: Frame, passage: Passage) -> bool:
    """The date of signing: labelled, or at the foot. A bare date above is the page's own."""
    if re.fullmatch(ISSUER, passage.text):
        return True
    found = _DATED.fullmatch(passage.text)
    if found is None or not (found["label"] or frame.body):
        return False
    signed = _date(found["date"], passage)
    frame.signed = learned(frame.signed, say("成文日期"), signed, passage)
    return True


def _date(words: str, passage: Passage) -> date:
    try:
        return date(*(_number(part) for part in re.findall("[^年月日./-]+", words)))
    except ValueError:
        raise refusal(passage, say("没有“%(day)s”这一天", day=words)) from None


def _number(words: str) -> int:
    """12, 十二, 二十 or 二〇二五 as a number."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(_NUMERALS))
    return 10 * _number(tens or "一") + _number(ones or "〇")


def _read_preamble(frame: Frame, passage: Passage) -> bool:
    found = _PREAMBLE.fullmatch(passage.text) or _CHANGE_PREAMBLE.fullmatch(passage.text)
    if found is None or weighty(found["why"]):
        return False
    frame.year = learned(frame.year, say("年份"), int(found["year"]), passage)
    frame.names = Told(tuple(re.split("[、和]", found["names"])), passage)
    return True
