"""Reading iCalendar: which events call a day off or worked, and which days those are."""

from __future__ import annotations

import re

from calendars.feeds.day_texts import says_worked
from calendars.feeds.feed_model import Feed, Gathering, line_place, short_name
from calendars.feeds.ics_days import days_of
from calendars.feeds.ics_events import Event, Unreadable, events_of
from calendars.sentence import Sentence, say

#: Apple's marks, which also its calendar program draws 休 and 班 from.
APPLE = {"WORK-HOLIDAY": False, "ALTERNATE-WORKDAY": True}
#: What a title ends with to say what the mark says already.
ENDING = re.compile(r"\s*(?:调休)?\s*[（(][休班][）)]$")


def read_ics(data: bytes) -> Feed:
    """Return the days that an iCalendar file (bytes without byte order mark) calls off or worked.

    Apple's mark decides, else the words of the title. Raises FeedError.
    """
    gathering, others = Gathering("ics"), list[Event]()
    for event in events_of(data):
        try:
            _read(event, gathering, others)
        except Unreadable as error:
            gathering.leave_out(_place(event), error.args[0])
    if others:
        gathering.remark(_told(others))
    return gathering.finished()


def _read(event: Event, gathering: Gathering, others: list[Event]) -> None:
    title = short_name(event.value("SUMMARY"))
    working = APPLE.get(event.value("X-APPLE-SPECIAL-DAY").upper(), says_worked(title))
    if working is None:
        others.append(event)
        return
    if event.value("STATUS").upper() == "CANCELLED":
        raise Unreadable(say("事件已取消"))
    name, place = ENDING.sub("", title), _place(event)
    for day in days_of(event):
        gathering.add(day, working, name, place)


def _place(event: Event) -> Sentence:
    """Where an event stands and what the file calls it."""
    try:
        uid = short_name(event.value("UID"))
    except Unreadable:
        uid = ""
    place = line_place(event.line)
    return say("%(line)s（UID %(uid)s）", line=place, uid=uid) if uid else place


def _told(others: list[Event]) -> Sentence:
    """Solar terms and commemorations: many, and nothing wrong with them."""
    return say(
        "%(count)s 个事件没有写明是休还是班，未采用（如%(place)s“%(title)s”）",
        count=len(others),
        place=line_place(others[0].line),
        title=short_name(others[0].value("SUMMARY")),
    )
