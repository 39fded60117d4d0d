"""What is read of iCalendar: dates in every style, words, repetitions, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest

from calendars import Feed, FeedError, read_feed


def ics(*events: str) -> bytes:
    """A calendar of events given as lines."""
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".encode()


def read(*events: str) -> Feed:
    return read_feed(ics(*events))


def days(feed: Feed) -> list[str]:
    return [day.date.isoformat()[5:] for day in feed.days]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261003", ["10-01", "10-02"]),
        ("DTSTART:20261001\nDTEND:20261003", ["10-01", "10-02"]),
        ("DTSTART;VALUE=DATE:20261001", ["10-01"]),
        ("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261001", ["10-01"]),
        ("DTSTART:20261001T000000\nDTEND:20261003T000000", ["10-01", "10-02"]),
        ("DTSTART:20261001T000000Z\nDTEND:20261003T000000Z", ["10-01", "10-02"]),
        ("DTSTART:20260930T160000Z\nDTEND:20261002T160000Z", ["10-01", "10-02"]),
        ("DTSTART;TZID=Asia/Shanghai:20261001T000000\nDTEND;TZID=Asia/Shanghai:20261001T235959",
         ["10-01"]),
        ("DTSTART;TZID=Asia/Shanghai:20261001T090000\nDTEND;TZID=Asia/Shanghai:20261001T180000",
         ["10-01"]),
        ("DTSTART:20261001T180000Z", ["10-02"]),
        ("DTSTART;VALUE=DATE:20261001\nDURATION:P2D", ["10-01", "10-02"]),
        ("DTSTART;VALUE=DATE:20261001\nDURATION:P1W", [f"10-0{n}" for n in range(1, 8)]),
        ("dtstart;value=date:20261001\ndtend;value=date:20261003", ["10-01", "10-02"]),
    ],
)  # fmt: skip
def test_days_of_an_event(dates: str, expected: list[str]) -> None:
    feed = read(f"{dates}\nSUMMARY:国庆节假期")
    assert (days(feed), feed.unread) == (expected, ())


@pytest.mark.parametrize(
    ("title", "working"),
    [
        ("国庆节（休）", False),
        ("国庆节(班)", True),
        ("国庆节 假期 第1天/共7天", False),
        ("国庆节 补班 第1天/共1天", True),
        ("上班(补国庆节假期)", True),
        ("国庆节放假调休", False),
        ("调休上班", True),
        ("休", False),
        ("国庆节", None),
        ("国庆节调休", None),
        ("寒露", None),
        ("妇女节（妇女放假半天）", None),
        ("除夕（不放假）", None),
        ("中小学寒假开始", None),
        ("国庆节假期值班表", None),
        ("", None),
    ],
)
def test_words_of_a_title(title: str, working: bool | None) -> None:
    feed = read(f"DTSTART:20261001\nSUMMARY:{title}")
    assert [day.working for day in feed.days] == ([] if working is None else [working])
    assert len(feed.unread) == (working is None)


@pytest.mark.parametrize(
    ("mark", "title", "working"),
    [
        ("WORK-HOLIDAY", "国庆节", False),
        ("ALTERNATE-WORKDAY", "国庆节", True),
        ("ALTERNATE-WORKDAY", "国庆节（休）", True),
        ("WEEKEND", "国庆节（休）", False),
    ],
)
def test_marks_of_apple(mark: str, title: str, working: bool) -> None:
    feed = read(f"DTSTART:20261001\nSUMMARY:{title}\nX-APPLE-SPECIAL-DAY:{mark}")
    assert [day.working for day in feed.days] == [working]


def test_the_name_is_the_title_without_what_the_mark_says() -> None:
    titles = (
        "国庆节（休）",
        "国庆节调休（班）",
        "国庆节 假期 第1天/共7天",
        "国庆节\\, 中秋节\\n（休）",
    )
    feed = read(*(f"DTSTART:202610{n:02}\nSUMMARY:{title}" for n, title in enumerate(titles, 1)))
    names = [day.name for day in feed.days]
    assert names == ["国庆节", "国庆节", "国庆节 假期 第1天/共7天", "国庆节, 中秋节"]


def test_a_fold_inside_a_character_is_undone() -> None:
    head = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261001\r\nSUMMARY:"
    title = "国庆节假期".encode()
    tail = b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    for cut in range(1, len(title)):
        (day,) = read_feed(head + title[:cut] + b"\r\n " + title[cut:] + tail).days
        assert day.name == "国庆节假期"


def test_gb18030_and_utf_16_are_read() -> None:
    text = ics("DTSTART:20261001\nSUMMARY:国庆节假期").decode()
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        assert [day.name for day in read_feed(text.encode(encoding)).days] == ["国庆节假期"]


def test_what_stands_in_an_alarm_is_not_the_events() -> None:
    alarm = "BEGIN:VALARM\nSUMMARY:明天上班\nDTSTART:20261010\nEND:VALARM"
    feed = read(f"{alarm}\nDTSTART:20261001\nSUMMARY:国庆节假期")
    assert [(day.working, day.name) for day in feed.days] == [(False, "国庆节假期")]


YEARLY = "DTSTART:20240101\nSUMMARY:元旦放假\nRRULE:FREQ=YEARLY"


@pytest.mark.parametrize(
    ("rule", "years"),
    [
        ("", list(range(2024, 2100))),
        (";COUNT=3", [2024, 2025, 2026]),
        (";INTERVAL=2;COUNT=2", [2024, 2026]),
        (";UNTIL=20260101", [2024, 2025, 2026]),
        (";UNTIL=20251231T155959Z;WKST=MO", [2024, 2025]),
        (";BYMONTH=1;BYMONTHDAY=01;COUNT=1;", [2024]),
    ],
)
def test_yearly_repetition(rule: str, years: list[int]) -> None:
    feed = read(YEARLY + rule)
    assert [day.date for day in feed.days] == [date(year, 1, 1) for year in years]
    assert feed.unread == ()


def test_a_leap_day_recurs_in_leap_years() -> None:
    feed = read("DTSTART:20240229\nSUMMARY:放假\nRRULE:FREQ=YEARLY;COUNT=2")
    assert [day.date for day in feed.days] == [date(2024, 2, 29), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            "DTSTART:20261001\nRRULE:FREQ=WEEKLY;BYDAY=SA",
            "不支持这样的重复（FREQ=WEEKLY;BYDAY=SA）",
        ),
        ("DTSTART:20261001\nRRULE:FREQ=YEARLY;BYDAY=1SU", "不支持这样的重复"),
        ("DTSTART:20261001\nRRULE:FREQ=YEARLY;BYMONTH=9", "不支持这样的重复"),
        ("DTSTART:20261001\nRRULE:FREQ=YEARLY;INTERVAL=0", "不支持这样的重复"),
        ("DTSTART:20261001\nRRULE:FREQ=YEARLY;UNTIL=20261301", "不支持这样的重复"),
        ("DTSTART:20261001\nRRULE:COUNT=2", "不支持这样的重复"),
        ("DTSTART:20261001\nRRULE:FREQ=SECONDLY", "不支持这样的重复"),
        ("DTSTART:20261001\nRDATE:20261002", "不支持 RDATE"),
        ("DTSTART:20261001\nRRULE:FREQ=YEARLY\nEXDATE:20271001", "不支持 EXDATE"),
        ("DTSTART:20261001\nRECURRENCE-ID:20261001", "不支持 RECURRENCE-ID"),
        ("DTEND:20261001", "DTSTART 不是日期（）"),
        ("DTSTART:20261301", "DTSTART 不是日期（20261301）"),
        ("DTSTART:99991231", "DTSTART 不是日期"),
        ("DTSTART:20261001\nDTEND:tomorrow", "DTEND 不是日期（tomorrow）"),
        ("DTSTART:20261001\nDURATION:PT36H", "看不懂时长（PT36H）"),
        (
            "DTSTART:20261001\nDTEND:20260901",
            "起止日期颠倒或超过 31 天（2026-10-01 至 2026-09-01）",
        ),
        ("DTSTART:20260701\nDTEND:20260901", "起止日期颠倒或超过 31 天"),
        ("DTSTART:20261001\nSTATUS:CANCELLED", "事件已取消"),
        ('DTSTART;X="a:20261001', "不符合 iCalendar 格式"),
    ],
)
def test_an_event_left_out_is_told_with_its_place(lines: str, reason: str) -> None:
    feed = read("DTSTART:20260501\nSUMMARY:劳动节假期", f"UID:a-1\n{lines}\nSUMMARY:国庆节假期")
    assert days(feed) == ["05-01"]
    (told,) = feed.unread
    assert told.startswith(f"第 7 行（UID a-1）：{reason}")
    assert told.endswith("，未采用")


def test_many_left_out_are_counted() -> None:
    feed = read(*("DTSTART:20261301\nSUMMARY:放假" for _ in range(150)))
    assert len(feed.unread) == 101
    assert feed.unread[-1] == "另有 50 项未采用"


def test_a_day_both_off_and_worked_is_refused() -> None:
    with pytest.raises(FeedError) as refused:
        read("UID:a\nDTSTART:20261001\nSUMMARY:放假", "UID:b\nDTSTART:20261001\nSUMMARY:上班")
    assert str(refused.value) == (
        "2026-10-01 既是休又是班（第 3 行（UID a）、第 8 行（UID b））；请核对来源，改正后再导入"
    )


def test_a_day_named_twice_the_same_way_is_one_day() -> None:
    feed = read("DTSTART:20261001\nSUMMARY:国庆节放假", "DTSTART:20261001\nSUMMARY:中秋节放假")
    assert [day.name for day in feed.days] == ["国庆节放假"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", "第 2 行：BEGIN:VEVENT 没有相应的 END"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "第 1 行：BEGIN:VCALENDAR 没有相应的 END"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "第 2 行：BEGIN:VEVENT 没有相应的 END"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VEVENT\n", "第 3 行：END:VEVENT 没有相应的 BEGIN"),
    ],
)
def test_a_file_cut_short_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(FeedError, match=told) as refused:
        read_feed(data)
    assert "重新下载" in str(refused.value)
