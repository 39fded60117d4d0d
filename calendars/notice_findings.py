"""What is unusual of a yearly notice, though not wrong: to be looked at by a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from calendars.notice_checks import is_weekend
from calendars.notice_model import Break, Notice, YearNotice
from calendars.sentence import Sentence, listed, say
from calendars.wording import day_words

MOST_IN_A_ROW = 6
FIRST_YEAR = 2025  # 国务院令第795号 brought the rule
ONE_DAY = timedelta(days=1)


def soft_findings(notice: Notice) -> tuple[Sentence, ...]:
    """What 放假办法 art. 7 finds unusual: more than six days worked in a row around a break.

    The rule knows exceptions ("除个别特殊情形外"), so this refuses nothing. Days the notice does
    not name are taken by their weekday. Change notices, and years before 2025, have none.
    """
    if not isinstance(notice, YearNotice) or notice.year < FIRST_YEAR:
        return ()
    off = {day for item in notice.breaks for day in item.off}
    work = {day for item in notice.breaks for day in item.work}
    found = {
        run[0]: _finding(item, run)
        for item in notice.breaks
        for run in _runs(item, off, work)
        if len(run) > MOST_IN_A_ROW
    }
    return tuple(found.values())


def _runs(item: Break, off: set[date], work: set[date]) -> Iterator[list[date]]:
    """The days worked in a row last before and first after a break."""

    def worked(day: date) -> bool:
        return day not in off and (day in work or not is_weekend(day))

    for day, step in ((item.off[0], -ONE_DAY), (item.off[-1], ONE_DAY)):
        while not worked(day):
            day += step
        run = []
        while worked(day):
            run.append(day)
            day += step
        yield sorted(run)


def _finding(item: Break, run: list[date]) -> Sentence:
    return say(
        "%(festival)s前后，%(first)s至%(last)s连续工作 %(days)s 天，一般不超过 %(most)s 天"
        "（《全国年节及纪念日放假办法》第七条）。",
        festival=listed(map(say, item.name.split("、"))),
        first=day_words(run[0]),
        last=day_words(run[-1]),
        days=len(run),
        most=MOST_IN_A_ROW,
    )
