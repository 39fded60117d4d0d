"""From what was read to a notice, once a person has said where it comes from."""

from __future__ import annotations

from calendars.notice_checks import check_change, check_year
from calendars.notice_model import ChangeNotice, Source, YearNotice
from calendars.notice_text.model import ReadChange, ReadNotice


def as_year_notice(read: ReadNotice, source: Source) -> YearNotice:
    """The yearly notice of `read`, checked as its file would be. Raises NoticeError."""
    notice = YearNotice(read.year, source, read.breaks)
    check_year(notice)
    return notice


def as_change_notice(read: ReadChange, source: Source) -> ChangeNotice:
    """The change notice that `read` proposes, checked as its file would be. Raises NoticeError."""
    notice = ChangeNotice(
        amends=read.amends,
        source=source,
        holiday=read.holiday,
        off_add=read.off_add,
        off_remove=read.off_remove,
        work_add=read.work_add,
        work_remove=read.work_remove,
    )
    check_change(notice)
    return notice
