"""From the official words of a notice to the year's file, by a strict grammar.

What it does not know it refuses, with the line and the sentence. docs/notice-text.md has the
grammar; `read_notice_text` is the way in.
"""

from __future__ import annotations

from calendars.china import ChinaCalendar
from calendars.notice_text.entering import as_change_notice, as_year_notice
from calendars.notice_text.model import PassedOver, ReadChange, ReadNotice
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


def read_notice_text(text: str, before: ChinaCalendar | None = None) -> ReadNotice | ReadChange:
    """What the official words `text` of a State Council notice on holidays say.

    Title and numbers tell a yearly notice from a change; a change is held against `before`
    (None: the shipped calendar) as known on the eve of its signing, and is only a proposal.
    Raises NoticeTextError, with the line and the sentence, for whatever is not understood or
    contradicts itself, the week, the lunar calendar, the law or the habit of the notices since
    2010; nothing else, whatever the text. Grammar: docs/notice-text.md.
    """
    # here, not above: its patterns take long to compile, and who counts days needs none of them
    from calendars.notice_text.reading import read

    return read(text, before)
