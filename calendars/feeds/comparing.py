"""Comparing a feed with the notices, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.china import ChinaCalendar, DayState
from calendars.feeds.feed_model import Feed, FeedDay
from calendars.feeds.marked_days import marked_days
from calendars.notice_checks import is_weekend
from calendars.notice_model import YearNotice
from calendars.sentence import Sentence, listed, say

#: From here on the next year's notice may reach back (calendars.notice_checks).
REACH = (12, 25)
EDGE = "%(year)s 年12月下旬由下一年度的通知安排、来源没有列出的日子未比对：来源没有下一年度"


@dataclass(frozen=True)
class Difference:
    """A day on which a feed says other than the notices do.

    `theirs_name` is what the feed calls the day; empty where it is silent and weekends decide.
    """

    date: date
    ours: DayState
    theirs_working: bool
    theirs_name: str


@dataclass(frozen=True)
class Comparison:
    """What a comparison gave, from the `first` to the `last` compared day.

    `compared` days were compared; without any, `first` and `last` are the ends of our notices.
    `unread` are Sentences: entries of the feed that were left out, years that were not compared.
    """

    first: date
    last: date
    differences: tuple[Difference, ...]
    compared: int
    unread: tuple[str, ...]


def compare_feed(calendar: ChinaCalendar, feed: Feed, year: int | None = None) -> Comparison:
    """Compare day by day the years the feed speaks of (only `year`, if given) with the notices.

    Where the feed is silent, weekends decide. Not compared are years without a notice, and years
    of which the feed names no day: an empty year is no opinion. Of a year that it names from 25
    December on alone, or after which it has nothing, those days are compared that it names, since
    they belong to the notice of the year after.
    """
    theirs = {day.date: day for day in feed.days}
    spoken = {day.year for day in theirs}
    years = sorted(spoken if year is None else {year} & spoken)
    known = [each for each in years if _covered(calendar, each)]
    days = [day for each in known for day in _days(calendar, each, theirs)]
    differences = tuple(_differences(calendar, days, theirs))
    told = (*feed.unread, *_told(calendar, theirs, year, known))
    first, last = (days or [calendar.first_covered])[0], (days or [calendar.last_covered])[-1]
    return Comparison(first, last, differences, len(days), told)


def _covered(calendar: ChinaCalendar, year: int) -> bool:
    return calendar.first_covered.year <= year <= calendar.last_covered.year


def _days(calendar: ChinaCalendar, year: int, theirs: Mapping[date, FeedDay]) -> list[date]:
    """The days of a covered year on which the feed has an opinion."""
    if _only_reaches_back(year, theirs):
        return sorted(day for day in theirs if day.year == year)
    left = _reached_back(calendar, year, theirs)
    first, count = date(year, 1, 1), (date(year, 12, 31) - date(year, 1, 1)).days + 1
    whole = (first + timedelta(days=offset) for offset in range(count))
    return [day for day in whole if day not in left]


def _only_reaches_back(year: int, theirs: Mapping[date, FeedDay]) -> bool:
    """Whether the feed begins with the next year, whose notice reaches back into this one."""
    return all((day.month, day.day) >= REACH for day in theirs if day.year == year)


def _reached_back(
    calendar: ChinaCalendar, year: int, theirs: Mapping[date, FeedDay]
) -> frozenset[date]:
    """Days that the next year's notice marks and of which the feed, ending here, cannot know."""
    if any(day.year == year + 1 for day in theirs):
        return frozenset()
    later = {
        notice.source.number
        for notice in calendar.notices
        if (notice.year if isinstance(notice, YearNotice) else notice.amends) > year
    }
    marked = marked_days(calendar, [year])
    return frozenset(day for day, mark in marked if mark.number in later and day not in theirs)


def _differences(
    calendar: ChinaCalendar, days: Iterable[date], theirs: Mapping[date, FeedDay]
) -> Iterator[Difference]:
    for day in days:
        said = theirs.get(day)
        working = not is_weekend(day) if said is None else said.working
        if working != calendar.is_working_day(day):
            yield Difference(day, calendar.describe(day), working, said.name if said else "")


def _told(
    calendar: ChinaCalendar, theirs: Mapping[date, FeedDay], year: int | None, known: list[int]
) -> Iterator[Sentence]:
    """What was not compared."""
    spoken = {day.year for day in theirs}
    wanted = spoken if year is None else {year}
    silent = wanted - spoken if theirs else set()
    if not theirs:
        yield say("来源没有可以比对的日子")
    if silent:
        yield say("来源没有 %(years)s 年的日子，未比对", years=_spans(silent))
    uncovered = {each for each in wanted & spoken if not _covered(calendar, each)}
    if uncovered:
        yield say("%(years)s 年没有放假安排通知，未比对", years=_spans(uncovered))
    for each in known:
        if _only_reaches_back(each, theirs):
            yield say("%(year)s 年来源只列出12月25日以后的日子，只比对了这些日子", year=each)
        elif _reached_back(calendar, each, theirs):
            yield say(EDGE, year=each)


def _spans(years: Iterable[int]) -> Sentence:
    """2027-2099: years that follow each other in one piece."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and spans[-1][-1] == year - 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return listed("-".join(map(str, span)) for span in spans)
