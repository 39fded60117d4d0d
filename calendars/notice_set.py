"""Notices together: whether they fit each other, and which of them are in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from calendars.errors import NoticeError
from calendars.notice_checks import is_near
from calendars.notice_model import ChangeNotice, Notice, YearNotice, notice_order
from calendars.sentence import Sentence, say


def in_force(shipped: Sequence[Notice], confirmed: Sequence[Notice]) -> tuple[Notice, ...]:
    """`shipped` with `confirmed` laid over them, oldest first, fit for `ChinaCalendar`.

    `confirmed` are in the order of their confirmation. Each replaces what is there of the same
    number and, if it is the notice of a year, of the same year: a shipped notice, or one
    confirmed earlier. Changes stay, and must fit what they change. Raises NoticeError when the
    whole does not fit together, as for a set of files.
    """
    kept = list(shipped)
    for newer in confirmed:
        kept = [older for older in kept if not _replaces(newer, older)] + [newer]
    notices = tuple(sorted(kept, key=notice_order))
    check_set(notices)
    return notices


def _replaces(newer: Notice, older: Notice) -> bool:
    if newer.source.number == older.source.number:
        return True
    if isinstance(newer, YearNotice) and isinstance(older, YearNotice):
        return newer.year == older.year
    return False


def check_set(notices: Sequence[Notice]) -> None:
    """Refuse a set with a number or year twice, a year missing, or a change that fits nothing.

    `notices` come oldest first, so each change is held against what was in force before it.
    """
    years = _check_years([n for n in notices if isinstance(n, YearNotice)])
    _check_numbers(notices)
    off: set[date] = set()
    work: set[date] = set()
    for notice in notices:
        if isinstance(notice, YearNotice):
            _add_year(notice, off, work)
        elif notice.amends not in years or years[notice.amends] > notice.source.signed:
            reason = say("所调整年度的通知不在此前")
            raise NoticeError(notice.source.file, "amends", notice.amends, reason)
        else:
            _apply(notice, off, work)


def _check_years(notices: Sequence[YearNotice]) -> dict[int, date]:
    signed: dict[int, date] = {}
    for notice in sorted(notices, key=lambda n: n.year):
        if notice.year in signed:
            raise NoticeError(notice.source.file, "year", notice.year, say("该年度已有通知"))
        if signed and notice.year - 1 not in signed:
            raise NoticeError(notice.source.file, "year", notice.year, say("上一年度的通知缺失"))
        signed[notice.year] = notice.source.signed
    return signed


def _check_numbers(notices: Iterable[Notice]) -> None:
    seen: set[str] = set()
    for notice in notices:
        if notice.source.number in seen:
            raise NoticeError(notice.source.file, "number", notice.source.number, say("文号重复"))
        seen.add(notice.source.number)


def _add_year(notice: YearNotice, off: set[date], work: set[date]) -> None:
    for item in notice.breaks:
        for day in sorted({*item.off, *item.work} & (off | work)):
            raise NoticeError(notice.source.file, "holiday", day, say("另一通知已有安排"))
        off.update(item.off)
        work.update(item.work)


def _apply(notice: ChangeNotice, off: set[date], work: set[date]) -> None:
    """Carry out a change on the days in force, refusing what does not fit them."""
    _need(notice, "off_remove", set(notice.off_remove) - off, say("原不是放假日"))
    _need(notice, "work_remove", set(notice.work_remove) - work, say("原不是调休上班日"))
    off -= set(notice.off_remove)
    work -= set(notice.work_remove)
    _need(notice, "off_add", set(notice.off_add) & (off | work), say("原已有安排"))
    _need(notice, "work_add", set(notice.work_add) & (off | work), say("原已有安排"))
    off |= set(notice.off_add)
    work |= set(notice.work_add)
    far = {day for day in notice.work_add if not is_near(day, off)}
    _need(notice, "work_add", far, say("14 天内没有放假日"))


def _need(notice: ChangeNotice, key: str, wrong: set[date], reason: Sentence) -> None:
    for day in sorted(wrong):
        raise NoticeError(notice.source.file, key, day, reason)
