"""Whatever the file: days, or a sentence that says what to do; and never without bound."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendars import Feed, FeedError, read_feed
from calendars.feeds.feed_model import MAX_BYTES, MAX_DAYS, MAX_TOLD
from calendars.sentence import Sentence

NAMES = (
    *("apple.ics", "midnights.ics", "excel.csv"),
    *("holiday-cn-2019.json", "chinese-days.json"),
)
SAMPLES = [(Path(__file__).parent / "feeds" / name).read_bytes() for name in NAMES]
REMEDY = re.compile("请|应为")


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.ics", "BEGIN:VCALENDAR")
    return data.getvalue()


def ics(events: str) -> bytes:
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n".encode()


EVENT = "BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:放假\nEND:VEVENT\n"
LONG = (
    "BEGIN:VEVENT\nDTSTART:20260101\nDTEND:20260131\nSUMMARY:放假\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
)
PACKED = gzip.compress(SAMPLES[0])
REFUSED = {
    "nothing": (b"", "文件是空的"),
    "blank": (b" \r\n\t", "文件是空的"),
    "zeros": (b"\0" * 2000, "首行应为"),
    "html": (b"\n<!DOCTYPE html><html>", "文件是网页"),
    "xml with entities": (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x/>', "文件是网页"),
    "workbook": (zipped(), "压缩包或 Excel"),
    "more than 5 MB": (b"x" * (MAX_BYTES + 1), "文件超过 5 MB"),
    "bomb": (gzip.compress(b"\0" * 200_000_000), "文件超过 5 MB"),
    "gzip cut short": (PACKED[:-20], "gzip 压缩的内容不完整"),
    "gzip damaged": (PACKED[:40] + b"????" + PACKED[44:], "gzip 压缩的内容不完整"),
    "gzip of nothing": (gzip.compress(b""), "文件是空的"),
    "gzip of gzip": (gzip.compress(PACKED), "不是 UTF-8"),
    "half of utf-16": (b"\xff\xfea", "UTF-16"),
    "no text": (b"date,kind\n\xff\xff\xff", "第 2 行：不是 UTF-8 或 GB18030"),
    "no text in an event": (ics("X:").replace(b"X:", b"X:\xff\xff"), "第 2 行：不是 UTF-8"),
    "many events": (ics(EVENT * (MAX_DAYS + 1)), "事件超过 20000 个"),
    "many days of few events": (ics(LONG * 20), "日子超过 20000 个"),
    "many rows": (b"date,kind\n" + b"2026-01-01,off\n" * (MAX_DAYS + 1), "日子超过 20000 个"),
    "many bad rows": (b"date,kind\n" + b"x\n" * 2_000_000, "日子超过 20000 个"),
    "many bad entries": (b'{"days":[' + b"0," * 2_000_000 + b"0]}", "日子超过 20000 个"),
    "a cell too long": (b"date,kind\n" + b"x" * 200_000, "第 2 行：不是 CSV"),
}  # fmt: skip
READ = {
    "many components": ics("BEGIN:X\n" * 200_000 + "END:X\n" * 200_000),
    "many folds": ics("BEGIN:VEVENT\nSUMMARY:放" + "\n x" * 1_500_000 + "\nEND:VEVENT\n"),
    "many lines": ics("\n" * 4_000_000),
    "one long line": ics("BEGIN:VEVENT\nSUMMARY:" + "放假" * 800_000 + "\nEND:VEVENT\n"),
    "a long parameter": ics('BEGIN:VEVENT\nSUMMARY;X="' + "\\" * 4_000_000 + "\nEND:VEVENT\n"),
    "many brackets": b'{"days":[' + b"[]," * 19_000 + b"0]}",
}  # fmt: skip


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_with_a_remedy(data: bytes, told: str) -> None:
    with pytest.raises(FeedError) as refused:
        read_feed(data)
    (sentence,) = refused.value.args
    assert isinstance(sentence, Sentence)
    assert told in sentence
    assert REMEDY.search(sentence)


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_what_is_only_large_is_read(data: bytes) -> None:
    assert len(data) <= MAX_BYTES
    assert len(read_feed(data).unread) <= MAX_TOLD + 2


def test_the_name_of_the_file_is_said() -> None:
    with pytest.raises(FeedError, match=r"^2027\.ics：文件是空的"):
        read_feed(b"", "2027.ics")


def answered(data: bytes) -> None:
    """A feed in order, each day once, every remark a Sentence; or a refusal in one."""
    try:
        feed = read_feed(data)
    except FeedError as error:
        feed = Feed("", (), error.args)
    dates = [day.date for day in feed.days]
    assert dates == sorted(set(dates))
    assert all(isinstance(each, Sentence) for each in feed.unread)


@given(st.binary(max_size=400))
@settings(max_examples=400, deadline=None)
def test_any_bytes(data: bytes) -> None:
    answered(data)
    answered(b"\x1f\x8b" + data)
    answered(b"BEGIN:VCALENDAR\n" + data + b"\nEND:VCALENDAR\n")


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_sample_with_a_piece_changed(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(SAMPLES))
    start = data.draw(st.integers(0, len(sample)))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(st.binary(max_size=20) | st.sampled_from(SAMPLES).map(lambda s: s[-200:]))
    answered(sample[:start] + piece + sample[start + length :])


PROPERTIES = (
    *("DTSTART", "DTEND", "DURATION", "RRULE"),
    *("SUMMARY", "UID", "STATUS", "X-APPLE-SPECIAL-DAY"),
)
VALUES = st.sampled_from((
    "20261001", "20261001T000000Z", "00010101", "99991231T235959Z", "20260230", "P1D", "P999D",
    "-P1D", "FREQ=YEARLY", "FREQ=YEARLY;COUNT=9999", "FREQ=YEARLY;UNTIL=00000000", "FREQ=DAILY",
    "休", "班", "WORK-HOLIDAY", "ALTERNATE-WORKDAY", "CANCELLED", "",
)) | st.text(max_size=20)  # fmt: skip


@given(st.lists(st.lists(st.tuples(st.sampled_from(PROPERTIES), st.sampled_from(":;"), VALUES))))
@example([[("DTSTART", ":", "20991231"), ("SUMMARY", ":", "休"), ("RRULE", ":", "FREQ=YEARLY")]])
@example([[("DTSTART", ":", "20991225"), ("DTEND", ":", "20991231"), ("SUMMARY", ":", "休"),
           ("DURATION", ":", "P999D")]])  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_events_put_together_at_random(events: list[list[tuple[str, str, str]]]) -> None:
    answered(ics("".join(
        "BEGIN:VEVENT\n" + "".join(f"{''.join(line)}\n" for line in lines) + "END:VEVENT\n"
        for lines in events
    )))  # fmt: skip


WORDS = st.sampled_from(("2026-10-01", "off", "work", "国庆节", "%(x)s"))
KEYS = st.sampled_from((
    "years", "days", "date", "kind", "name", "isOffDay", "holidays", "workdays", "inLieuDays",
    "2026-10-01", "%(x)s",
))  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda each: st.lists(each, max_size=4) | st.dictionaries(KEYS, each, max_size=5),
)


@given(JSON)
@settings(max_examples=400, deadline=None)
def test_any_json(content: object) -> None:
    answered(json.dumps(content).encode())


@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(("2026-10-01", "off", "work")))))
@settings(max_examples=300, deadline=None)
def test_any_table(rows: list[list[str]]) -> None:
    answered(
        "\n".join(["date,kind,name", *(",".join(row) for row in rows)]).encode("utf-8", "ignore")
    )
