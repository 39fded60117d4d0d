"""Reading a feed, whichever of the three formats it is in."""

from __future__ import annotations

from calendars.feeds.csv_reading import read_csv
from calendars.feeds.feed_bytes import decoded, plain_bytes
from calendars.feeds.feed_model import Feed, FeedError, short_name
from calendars.feeds.ics_reading import read_ics
from calendars.feeds.json_reading import read_json
from calendars.sentence import say


def read_feed(data: bytes, name: str = "") -> Feed:
    """Return the days that a calendar made by others calls off or worked.

    `data` is the whole file: iCalendar, CSV or JSON, perhaps gzipped. What it is shows in what it
    holds; `name` (of the file) is only used to speak of it. Nothing is fetched. Raises FeedError,
    a Sentence with the place and the remedy, for what cannot be used.
    """
    try:
        return _read(plain_bytes(data))
    except FeedError as error:
        if not name:
            raise
        raise FeedError(
            say("%(name)s：%(reason)s", name=short_name(name), reason=error.args[0])
        ) from error


def _read(data: bytes) -> Feed:
    head = data.lstrip()[:15].upper()
    if not head:
        raise FeedError(say("文件是空的；请重新下载"))
    if head.startswith(b"BEGIN:VCALENDAR"):
        return read_ics(data)
    if head.startswith(b"<"):
        raise FeedError(say("文件是网页，不是日历；请下载日历文件本身再导入"))
    text = decoded(data)
    return read_json(text) if head.startswith((b"{", b"[")) else read_csv(text)
