"""Calendars of others as a second opinion, and ours for other programs: iCalendar, CSV, JSON."""

from calendars.feeds.comparing import Comparison, Difference, compare_feed
from calendars.feeds.csv_writing import to_csv
from calendars.feeds.feed_model import Feed, FeedDay, FeedError
from calendars.feeds.ics_writing import to_ics
from calendars.feeds.json_writing import to_json
from calendars.feeds.reading import read_feed

__all__ = [
    "Comparison",
    "Difference",
    "Feed",
    "FeedDay",
    "FeedError",
    "compare_feed",
    "read_feed",
    "to_csv",
    "to_ics",
    "to_json",
]
