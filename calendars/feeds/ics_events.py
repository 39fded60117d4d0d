"""The events of an iCalendar file, with the lines on which they stand (RFC 5545, 3.1, 3.4).

icalendar's parser of whole files is not used: it keeps no line numbers, and it builds every
property of every component, most of which nobody here asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from calendars.feeds.feed_bytes import ENCODINGS, decoded
from calendars.feeds.feed_model import MAX_DAYS, FeedError
from calendars.sentence import say

FOLD = re.compile(rb"(?:\r\n|\r|\n)[ \t]")
NAME = re.compile(r"\s*([A-Za-z0-9-]+)")
#: What is read of an event.
ASKED = {
    *("UID", "SUMMARY", "STATUS", "X-APPLE-SPECIAL-DAY"),
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
}
#: More of a line is not read: nothing asked for is as long.
MAX_LINE = 2000


class Unreadable(Exception):
    """`args[0]` is a Sentence: why an event gives no days. The rest of the file is read."""


@dataclass
class Event:
    """One VEVENT: the line on which it begins, and the first line of each property asked for."""

    line: int
    lines: dict[str, str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.lines

    def value(self, name: str) -> str:
        """Return the value of a property without escapes, empty if it is not there.

        Raises Unreadable for a line that is none.
        """
        # a fifth of a second to import, for a file that nobody may ever bring
        from icalendar.parser import Contentline

        if name not in self.lines:
            return ""
        try:
            value: str = Contentline(self.lines[name]).parts()[2]  # type: ignore[no-untyped-call]
        except ValueError as error:
            raise Unreadable(say("不符合 iCalendar 格式")) from error
        return value.strip()


def events_of(data: bytes) -> Iterator[Event]:
    """Give the events of `data`, one after the other.

    Raises FeedError where the file ends too early, parts overlap, or there are too many events.
    """
    stack: list[tuple[str, int]] = []
    event, count = Event(0), 0
    for line, text in _content_lines(data):
        name = _name(text)
        if name == "BEGIN":
            stack.append((_component(text), line))
            if _stands_in_event(stack):
                event, count = Event(line), count + 1
                _bound(count, line)
        elif name == "END":
            whole = _stands_in_event(stack)
            _close(stack, _component(text), line)
            if whole:
                yield event
        elif name in ASKED and _stands_in_event(stack):
            event.lines.setdefault(name, text[:MAX_LINE])
    if stack:
        raise _cut(*stack[-1])


def _content_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Unfolded lines with the number of their first one.

    Joined before they are decoded: a fold counts octets and may stand inside a character.
    """
    encoding = _encoding(FOLD.sub(b"", data))
    held, start = [b""], 1
    for number, raw in enumerate(data.splitlines(), start=1):
        if raw[:1] in (b" ", b"\t"):
            held.append(raw[1:])
            continue
        yield start, b"".join(held).decode(encoding)
        held, start = [raw], number
    yield start, b"".join(held).decode(encoding)


def _encoding(unfolded: bytes) -> str:
    decoded(unfolded)
    try:
        unfolded.decode(ENCODINGS[0])
    except UnicodeDecodeError:
        return ENCODINGS[1]
    return ENCODINGS[0]


def _name(text: str) -> str:
    found = NAME.match(text)
    return found[1].upper() if found else ""


def _component(text: str) -> str:
    return text.partition(":")[2].strip().upper()


def _stands_in_event(stack: list[tuple[str, int]]) -> bool:
    """Directly in an event: an alarm inside it has a summary of its own."""
    return bool(stack) and stack[-1][0] == "VEVENT"


def _bound(count: int, line: int) -> None:
    if count > MAX_DAYS:
        raise FeedError(
            say(
                "第 %(line)s 行：事件超过 %(most)s 个；请只导入有关年度的内容",
                line=line,
                most=MAX_DAYS,
            )
        )


def _close(stack: list[tuple[str, int]], name: str, line: int) -> None:
    if not stack:
        raise FeedError(
            say(
                "第 %(line)s 行：END:%(name)s 没有相应的 BEGIN；请重新下载",
                line=line,
                name=name[:40],
            )
        )
    begun, begun_at = stack.pop()
    if begun != name:
        raise _cut(begun, begun_at)


def _cut(name: str, line: int) -> FeedError:
    return FeedError(
        say(
            "第 %(line)s 行：BEGIN:%(name)s 没有相应的 END，文件可能不完整；请重新下载",
            line=line,
            name=name[:40],
        )
    )
