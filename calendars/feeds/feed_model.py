"""What a feed says: the days it calls off or worked, and what of it could not be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calendars.sentence import Sentence, say

MAX_BYTES = 5_000_000
MAX_DAYS = 20_000
#: So many entries left out are told one by one; the rest is counted.
MAX_TOLD = 100
MAX_NAME = 80
FIRST_YEAR, LAST_YEAR = 1900, 2099
#: How our files say off and worked.
KINDS = {"off": False, "work": True}


class FeedError(ValueError):
    """日历文件无法使用。`args[0]` is a Sentence that names the place and the remedy."""


@dataclass(frozen=True)
class FeedDay:
    """A day that the feed calls off, or worked."""

    date: date
    working: bool
    name: str


@dataclass(frozen=True)
class Feed:
    """A feed as read. `kind` is ics, csv or json; `days` are in order, each once.

    `unread` are Sentences: which entries were left out, and why.
    """

    kind: str
    days: tuple[FeedDay, ...]
    unread: tuple[str, ...]


class Gathering:
    """Collects a feed while it is read; refuses one that contradicts itself or has no end."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._days: dict[date, tuple[FeedDay, str]] = {}
        self._entries = 0
        self._unread: list[Sentence] = []
        self._untold = 0

    def add(self, day: date, working: bool, name: str, place: str) -> None:
        """Note a day. The first name stays where entries agree.

        Raises FeedError where another entry says the opposite: which of them is right nobody
        can tell, and a feed that is wrong about itself is no second opinion.
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.leave_out(place, say("%(day)s 的年份不合理", day=day))
            return
        self._count(place)
        kept, earlier = self._days.setdefault(day, (FeedDay(day, working, name), place))
        if kept.working != working:
            raise FeedError(
                say(
                    "%(day)s 既是休又是班（%(first)s、%(second)s）；请核对来源，改正后再导入",
                    day=day,
                    first=earlier,
                    second=place,
                )
            )

    def leave_out(self, place: str, reason: str) -> None:
        """Note an entry that is not used."""
        self._count(place)
        if len(self._unread) < MAX_TOLD:
            self._unread.append(say("%(place)s：%(reason)s，未采用", place=place, reason=reason))
        else:
            self._untold += 1

    def remark(self, sentence: Sentence) -> None:
        """Note something about the feed as a whole."""
        self._unread.append(sentence)

    def finished(self) -> Feed:
        """Return all that was noted."""
        if self._untold:
            self.remark(say("另有 %(count)s 项未采用", count=self._untold))
        days = tuple(day for day, _place in sorted(self._days.values(), key=lambda d: d[0].date))
        return Feed(self.kind, days, tuple(self._unread))

    def _count(self, place: str) -> None:
        # repeated days count too: what matters is the work, not the result
        self._entries += 1
        if self._entries > MAX_DAYS:
            raise FeedError(
                say(
                    "%(place)s：日子超过 %(most)s 个；请只导入有关年度的内容",
                    place=place,
                    most=MAX_DAYS,
                )
            )


def line_place(line: int) -> Sentence:
    """第 12 行"""
    return say("第 %(line)s 行", line=line)


def short_name(text: str) -> str:
    """A name on one line, not longer than anyone reads."""
    return " ".join(text[: MAX_NAME * 4].split())[:MAX_NAME]
