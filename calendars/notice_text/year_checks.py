"""What a yearly notice must agree with: the law, the week, and the habit of every notice so far.

These are stricter than the checks on a notice's file: a text that fails one can still be entered
by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from calendars.notice_checks import is_weekend
from calendars.notice_text.items import Item
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import refusal
from calendars.notice_text.told import Told
from calendars.sentence import listed, say
from calendars.statutory import festivals
from calendars.wording import FESTIVALS, day_words

ONE_DAY = timedelta(days=1)


def check_items(items: Sequence[Item], year: int, named: Told[tuple[str, ...]] | None) -> None:
    """Raise NoticeTextError for items that contradict the preamble, the law or the week."""
    _check_names(items, named)
    arranged = {day for item in items for day in (*item.off, *item.work)}
    for item in items:
        _check_festivals(item, year)
        _check_moved(item)
        _check_joined(item)
        _check_made_up(item)
        other = arranged - set(item.work)
        check_worked(item.off, item.work, other, item.work_passage or item.passage)


def _check_names(items: Sequence[Item], named: Told[tuple[str, ...]] | None) -> None:
    seen: set[str] = set()
    for item in items:
        for name in item.names:
            if name in seen:
                raise refusal(item.passage, say("%(name)s出现了两次", name=say(name)))
            seen.add(name)
    missing = [say(name) for name in FESTIVALS if name not in seen]
    if missing:
        reason = say("没有读到%(names)s的安排，请粘贴通知全文", names=listed(missing))
        raise refusal(items[-1].passage, reason)
    if named is not None and set(named.value) != seen:
        reason = say("所列节日与后文各项不一致，请与原文核对")
        raise refusal(named.passage, reason)


def _check_festivals(item: Item, year: int) -> None:
    for day, name in festivals(year):
        if name in item.names and day not in item.off:
            reason = say(
                "%(day)s 是%(name)s（法定节日），应在放假日内，请与原文核对",
                day=day_words(day), name=say(name),
            )  # fmt: skip
            raise refusal(item.passage, reason)


def _check_moved(item: Item) -> None:
    if item.work and not item.rests_move:
        passage = item.work_passage or item.passage
        raise refusal(passage, say("前文没有写“调休”，却有上班日，请与原文核对"))


def _check_joined(item: Item) -> None:
    if not item.joins_weekend:
        return
    around = (item.off[0] - ONE_DAY, item.off[-1] + ONE_DAY)
    if any(map(is_weekend, item.off)) or not any(map(is_weekend, around)):
        reason = say("%(day)s 不与周末相连，请与原文核对", day=day_words(item.off[0]))
        raise refusal(item.passage, reason)


def _check_made_up(item: Item) -> None:
    """A made-up day stands for a festival on a weekend and follows that weekend."""
    if not item.made_up:
        return
    festive = item.off[: -len(item.made_up)]
    lost = sum(map(is_weekend, festive))
    follows = _first_weekdays(festive[-1], lost)
    if item.made_up != follows:
        days = listed(day_words(day) for day in item.made_up)
        reason = say("%(days)s 不是紧接着的补休日，请与原文核对", days=days)
        raise refusal(item.passage, reason)


def _first_weekdays(day: date, count: int) -> tuple[date, ...]:
    after = (day + k * ONE_DAY for k in range(1, 3 * count + 3))
    return tuple(other for other in after if not is_weekend(other))[:count]


def check_worked(
    off: Sequence[date], work: Sequence[date], other: Collection[date], passage: Passage
) -> None:
    """Days are worked in the weekend that a break cuts, else in the nearest one that is free.

    `other` are the days that notices arrange otherwise. So it was in every notice since 2010;
    nothing else finds a date that slipped by a week.
    """
    for day in work:
        if not is_weekend(day):
            raise refusal(passage, say("调休上班日应为周六或周日"))
        skipped = [free for free in _between(day, off) if is_weekend(free) and free not in other]
        if any(not _same_week(day, free) for free in skipped):
            _refuse_worked(day, skipped[0], passage)
    for edge in (off[0] - ONE_DAY, off[-1] + ONE_DAY):
        if work and is_weekend(edge) and edge not in (*other, *work):
            _refuse_worked(work[0], edge, passage)


def _refuse_worked(day: date, free: date, passage: Passage) -> None:
    reason = say(
        "离假期更近的周末 %(free)s 不上班，%(day)s 却上班，与历年的安排不同，请与原文核对",
        day=day_words(day),
        free=day_words(free),
    )
    raise refusal(passage, reason)


def _between(day: date, off: Sequence[date]) -> list[date]:
    """The days strictly between a worked day and the break, on the side where it lies."""
    first, last = (day, off[0]) if day < off[0] else (off[-1], day)
    return [first + k * ONE_DAY for k in range(1, (last - first).days)]


def _same_week(day: date, other: date) -> bool:
    return day.isocalendar()[:2] == other.isocalendar()[:2]
