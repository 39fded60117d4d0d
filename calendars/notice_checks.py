"""What must hold of a notice before anyone counts with it.

The checks rest on the law and on what has been true of every notice since 2007: spans have the
declared length; only Saturdays and Sundays are worked, within two weeks of their own break; no
day is named twice; dates lie between 25 December of the year before and 31 December; the
statutory days are off, in the break that bears the name of their festival; and weekdays off
minus weekend days worked equals the number of statutory days of the year, since moving rest
days creates none. Change notices are free of the last rule: they knowingly give or take days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from calendars.errors import CoverageError, NoticeError
from calendars.notice_model import Break, ChangeNotice, YearNotice
from calendars.sentence import listed, say
from calendars.statutory import Festival, festivals

OWN_BREAK = timedelta(days=14)
SATURDAY = 5


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def is_near(day: date, days: Iterable[date]) -> bool:
    """Whether `day` lies within two weeks of one of `days`."""
    return any(abs(day - other) <= OWN_BREAK for other in days)


def check_year(notice: YearNotice) -> None:
    """Refuse (NoticeError) a yearly notice that contradicts itself or the law."""
    by_law = _law(notice.source.file, "year", notice.year)
    for number, item in enumerate(notice.breaks, start=1):
        _check_break(notice, f"holiday[{number}].", item)
    _check_overlap(notice)
    _check_statutory(notice, by_law)
    for number, item in enumerate(notice.breaks, start=1):
        _check_name(notice.source.file, f"holiday[{number}].name", item, by_law)


def _law(file: str, key: str, year: int) -> list[Festival]:
    try:
        return festivals(year)
    except CoverageError as error:
        raise NoticeError(file, key, year, error.reason) from error


def _check_break(notice: YearNotice, path: str, item: Break) -> None:
    file = notice.source.file
    if len(item.off) != item.days_declared:
        reason = say("与所列放假日 %(days)s 天不符", days=len(item.off))
        raise NoticeError(file, f"{path}days_declared", item.days_declared, reason)
    _check_window(file, f"{path}off", notice.year, item.off)
    _check_window(file, f"{path}work", notice.year, item.work)
    _check_weekends(file, f"{path}work", item.work)
    for day in item.work:
        if not is_near(day, item.off):
            raise NoticeError(file, f"{path}work", day, say("距本假期超过 14 天"))


def _check_window(file: str, key: str, year: int, days: Iterable[date]) -> None:
    first, last = date(year - 1, 12, 25), date(year, 12, 31)
    for day in days:
        if not first <= day <= last:
            reason = say("不在 %(first)s 至 %(last)s 之间", first=first, last=last)
            raise NoticeError(file, key, day, reason)


def _check_weekends(file: str, key: str, days: Iterable[date]) -> None:
    for day in days:
        if not is_weekend(day):
            raise NoticeError(file, key, day, say("调休上班日应为周六或周日"))


def _check_overlap(notice: YearNotice) -> None:
    seen: set[date] = set()
    for number, item in enumerate(notice.breaks, start=1):
        for day in (*item.off, *item.work):
            if day in seen:
                raise NoticeError(notice.source.file, f"holiday[{number}]", day, say("重复出现"))
            seen.add(day)


def _check_statutory(notice: YearNotice, by_law: Sequence[Festival]) -> None:
    file, off = notice.source.file, {day for item in notice.breaks for day in item.off}
    for day, name in by_law:
        if day not in off:
            reason = say("%(festival)s为法定节日，应在放假日内", festival=say(name))
            raise NoticeError(file, "holiday", day, reason)
    gained = sum(not is_weekend(day) for day in off)
    balance = gained - sum(len(item.work) for item in notice.breaks)
    if balance != len(by_law):
        reason = say(
            "工作日放假天数减去周末上班天数为 %(found)s 天，应等于当年法定节日 %(days)s 天",
            found=balance,
            days=len(by_law),
        )
        raise NoticeError(file, "holiday", balance, reason)


def _check_name(file: str, key: str, item: Break, by_law: Sequence[Festival]) -> None:
    """A break is named after the festivals whose statutory days it holds, in either order."""
    names = dict.fromkeys(name for day, name in by_law if day in item.off)
    if sorted(item.name.split("、")) != sorted(names):
        said = listed(map(say, names)) if names else say("（无）")
        reason = say("所列放假日中的法定节日是：%(festivals)s", festivals=said)
        raise NoticeError(file, key, item.name, reason)


def check_change(notice: ChangeNotice) -> None:
    """Refuse (NoticeError) a change notice that is wrong in itself, whatever it changes."""
    file = notice.source.file
    _law(file, "amends", notice.amends)
    for key in ("off_add", "off_remove", "work_add", "work_remove"):
        _check_window(file, key, notice.amends, getattr(notice, key))
    _check_weekends(file, "work_add", notice.work_add)
    if not any((notice.off_add, notice.off_remove, notice.work_add, notice.work_remove)):
        raise NoticeError(file, "off_add", "[]", say("没有任何变动"))
    for day in sorted(set(notice.off_add) & set(notice.work_add)):
        raise NoticeError(file, "work_add", day, say("同时列为放假日"))
