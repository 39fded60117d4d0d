"""Telling the kind of a notice, and reading it accordingly."""

from __future__ import annotations

from calendars.china import ChinaCalendar, shipped
from calendars.notice_text.change_reading import read_change
from calendars.notice_text.framing import Frame, framed
from calendars.notice_text.items import ITEM
from calendars.notice_text.model import ReadChange, ReadNotice
from calendars.notice_text.refusal import NoticeTextError, refusal
from calendars.notice_text.splitting import passages
from calendars.notice_text.titles import Kind
from calendars.notice_text.year_reading import read_year
from calendars.sentence import say


def read(text: str, before: ChinaCalendar | None) -> ReadNotice | ReadChange:
    """What `read_notice_text` answers, by the kind of notice. Raises NoticeTextError."""
    frame = framed(passages(text))
    if not frame.body:
        raise _empty(frame)
    if _is_yearly(frame):
        return read_year(frame)
    return read_change(frame, before or shipped())


def _is_yearly(frame: Frame) -> bool:
    if frame.title is not None:
        return frame.title.value.kind is Kind.YEAR
    return any(ITEM.fullmatch(passage.text) for passage in frame.body)


def _empty(frame: Frame) -> NoticeTextError:
    reason = say("没有读到任何放假安排，请粘贴通知全文")
    if frame.title is not None:
        return refusal(frame.title.passage, reason)
    return NoticeTextError(1, "", reason)
