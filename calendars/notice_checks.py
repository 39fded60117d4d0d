"""What must hold of a notice before anyone counts with it.

The checks rest on the law and on what has been true of every notice since 2007: spans have the
declared length; only Saturdays and Sundays are worked, within two weeks of their own break; no
day is named twice; dates lie between 25 December of the year before and 31 December; the
statutory days are off; and weekdays off minus weekend days worked equals the number of
statutory days of the year, since moving rest days creates none. Change notices are free of the
last rule: they knowingly give or take days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from calendars.errors import CoverageError, NoticeError
from calendars.notice_model import Break, ChangeNotice, Notice, YearNotice
from calendars.statutory import festivals

OWN_BREAK = timedelta(days=14)
SATURDAY = 5


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def check_year(notice: YearNotice) -> None:
    """Refuse (NoticeError) a yearly notice that contradicts itself or the law."""
    for number, item in enumerate(notice.breaks, start=1):
        _check_break(notice, f"holiday[{number}].", item)
    _check_overlap(notice)
    _check_law(notice)


def _check_break(notice: YearNotice, path: str, item: Break) -> None:
    file = notice.source.file
    if len(item.off) != item.days_declared:
        reason = f"与所列放假日 {len(item.off)} 天不符"
        raise NoticeError(file, f"{path}days_declared", item.days_declared, reason)
    _check_window(file, f"{path}off", notice.year, item.off)
    _check_window(file, f"{path}work", notice.year, item.work)
    _check_weekends(file, f"{path}work", item.work)
    for day in item.work:
        if not _near(day, item.off):
            raise NoticeError(file, f"{path}work", day, "距本假期超过 14 天")


def _check_window(file: str, key: str, year: int, days: Iterable[date]) -> None:
    for day in days:
        if not date(year - 1, 12, 25) <= day <= date(year, 12, 31):
            raise NoticeError(file, key, day, f"不在 {year - 1}-12-25 至 {year}-12-31 之间")


def _check_weekends(file: str, key: str, days: Iterable[date]) -> None:
    for day in days:
        if not is_weekend(day):
            raise NoticeError(file, key, day, "调休上班日应为周六或周日")


def _near(day: date, days: Iterable[date]) -> bool:
    return any(abs(day - other) <= OWN_BREAK for other in days)


def _check_overlap(notice: YearNotice) -> None:
    seen: set[date] = set()
    for number, item in enumerate(notice.breaks, start=1):
        for day in (*item.off, *item.work):
            if day in seen:
                raise NoticeError(notice.source.file, f"holiday[{number}]", day, "重复出现")
            seen.add(day)


def _check_law(notice: YearNotice) -> None:
    file, off = notice.source.file, {day for item in notice.breaks for day in item.off}
    try:
        by_law = festivals(notice.year)
    except CoverageError as error:
        raise NoticeError(file, "year", notice.year, error.reason) from error
    for day, name in by_law:
        if day not in off:
            raise NoticeError(file, "holiday", day, f"{name}为法定节日，应在放假日内")
    gained = sum(not is_weekend(day) for day in off)
    balance = gained - sum(len(item.work) for item in notice.breaks)
    if balance != len(by_law):
        reason = f"工作日放假数减调休上班数应等于当年法定节日 {len(by_law)} 天"
        raise NoticeError(file, "holiday", balance, reason)


def check_change(notice: ChangeNotice) -> None:
    """Refuse (NoticeError) a change notice that is wrong in itself, whatever it changes."""
    file = notice.source.file
    for key in ("off_add", "off_remove", "work_add", "work_remove"):
        _check_window(file, key, notice.amends, getattr(notice, key))
    _check_weekends(file, "work_add", notice.work_add)
    if not any((notice.off_add, notice.off_remove, notice.work_add, notice.work_remove)):
        raise NoticeError(file, "off_add", "[]", "没有任何变动")
    for day in sorted(set(notice.off_add) & set(notice.work_add)):
        raise NoticeError(file, "work_add", day, "同时列为放假日")


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
            reason = "所调整年度的通知不在此前"
            raise NoticeError(notice.source.file, "amends", notice.amends, reason)
        else:
            _apply(notice, off, work)


def _check_years(notices: Sequence[YearNotice]) -> dict[int, date]:
    signed: dict[int, date] = {}
    for notice in sorted(notices, key=lambda n: n.year):
        if notice.year in signed:
            raise NoticeError(notice.source.file, "year", notice.year, "该年度已有通知")
        if signed and notice.year - 1 not in signed:
            raise NoticeError(notice.source.file, "year", notice.year, "上一年度的通知缺失")
        signed[notice.year] = notice.source.signed
    return signed


def _check_numbers(notices: Iterable[Notice]) -> None:
    seen: set[str] = set()
    for notice in notices:
        if notice.source.number in seen:
            raise NoticeError(notice.source.file, "number", notice.source.number, "文号重复")
        seen.add(notice.source.number)


def _add_year(notice: YearNotice, off: set[date], work: set[date]) -> None:
    for item in notice.breaks:
        for day in sorted({*item.off, *item.work} & (off | work)):
            raise NoticeError(notice.source.file, "holiday", day, "另一通知已有安排")
        off.update(item.off)
        work.update(item.work)


def _apply(notice: ChangeNotice, off: set[date], work: set[date]) -> None:
    """Carry out a change on the days in force, refusing what does not fit them."""
    _need(notice, "off_remove", set(notice.off_remove) - off, "原不是放假日")
    _need(notice, "work_remove", set(notice.work_remove) - work, "原不是调休上班日")
    off -= set(notice.off_remove)
    work -= set(notice.work_remove)
    _need(notice, "off_add", set(notice.off_add) & (off | work), "原已有安排")
    _need(notice, "work_add", set(notice.work_add) & (off | work), "原已有安排")
    off |= set(notice.off_add)
    work |= set(notice.work_add)
    far = {day for day in notice.work_add if not _near(day, off)}
    _need(notice, "work_add", far, "14 天内没有放假日")


def _need(notice: ChangeNotice, key: str, wrong: set[date], reason: str) -> None:
    for day in sorted(wrong):
        raise NoticeError(notice.source.file, key, day, reason)
