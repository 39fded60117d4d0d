"""From the official words of a notice to the year's file, by a strict grammar.

What it does not know it refuses, with the line and the sentence. docs/notice-text.md has the
grammar; `read_notice_text` is the way in.
"""

from calendars.notice_text.entering import as_change_notice, as_year_notice
from calendars.notice_text.model import PassedOver, ReadChange, ReadNotice
from calendars.notice_text.reading import read_notice_text
from calendars.notice_text.refusal import NoticeTextError

__all__ = [
    "NoticeTextError",
    "PassedOver",
    "ReadChange",
    "ReadNotice",
    "as_change_notice",
    "as_year_notice",
    "read_notice_text",
]
