"""What is read of CSV and JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calendars import FeedError, read_feed

HEAD = "date,kind,name,notice_number\n"


def table(text: str) -> list[tuple[str, bool, str]]:
    return [(str(day.date), day.working, day.name) for day in read_feed(text.encode()).days]


def of_json(content: Any) -> list[tuple[str, bool, str]]:
    return table(json.dumps(content, ensure_ascii=False))


NATIONAL = [("2026-10-01", False, "国庆节"), ("2026-10-10", True, "国庆节")]


@pytest.mark.parametrize(
    "text",
    [
        "date,kind,name,notice_number\n2026-10-01,off,国庆节,某号\n2026-10-10,work,国庆节,某号\n",
        "date;kind;name\r\n2026-10-01;off;国庆节\r\n2026-10-10;work;国庆节\r\n",
        "date\tkind\tname\n2026/10/1\tOFF\t国庆节\n2026/10/10\tWork\t国庆节\n",
        "名称,日期,类型\n国庆节,2026年10月1日,放假\n国庆节,20261010,调休上班\n",
        '\n"date","kind","name"\n\n"2026.10.10","班","国庆节"\n,,\n"2026.10.1","休"," 国庆节 "',
        "\ufeffdate,kind,name\n2026-10-01,off,国庆节\n2026-10-10,work,国庆节\n",
    ],
)
def test_csv_as_people_have_it(text: str) -> None:
    assert table(text) == NATIONAL


def test_csv_without_names_is_read() -> None:
    assert table("date,kind\n2026-10-01,off\n") == [("2026-10-01", False, "")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-13-01,off,x", "第 2 行：不是日期（2026-13-01），未采用"),
        ("2026-10-1/2,off,x", "第 2 行：不是日期（2026-10-1/2），未采用"),
        (",off,x", "第 2 行：不是日期（），未采用"),
        ("2026-10-01,holiday,x", "第 2 行：类别应为 off 或 work（holiday），未采用"),
        ("2026-10-01", "第 2 行：类别应为 off 或 work（），未采用"),
        ("0026-10-01,off,x", "第 2 行：0026-10-01 的年份不合理，未采用"),
    ],
)
def test_a_row_left_out_is_told_with_its_line(row: str, told: str) -> None:
    feed = read_feed(f"{HEAD}{row}\n2026-10-02,off,国庆节,\n".encode())
    assert feed.unread == (told,)
    assert [str(day.date) for day in feed.days] == ["2026-10-02"]


@pytest.mark.parametrize(
    "text", ["2026-10-01,off,国庆节\n", "name,kind\nx,off\n", "date,name\n", "共享申请", "a"]
)
def test_other_tables_are_refused(text: str) -> None:
    with pytest.raises(FeedError, match="首行应为 date,kind,name,notice_number"):
        read_feed(text.encode())


def test_csv_that_contradicts_itself_is_refused() -> None:
    text = f"{HEAD}2026-10-01,off,国庆节,\n2026-10-01,work,国庆节,\n"
    with pytest.raises(FeedError, match="2026-10-01 既是休又是班（第 2 行、第 3 行）"):
        table(text)


OURS = {
    "revision": "x",
    "years": {
        "2026": {
            "notices": ["某号"],
            "days": [
                {"date": "2026-10-01", "kind": "off", "name": "国庆节", "notice": "某号"},
                {"date": "2026-10-10", "kind": "work", "name": "国庆节", "notice": "某号"},
            ],
        }
    },
}
HOLIDAY_CN = {
    "year": 2026,
    "papers": [],
    "days": [
        {"name": "国庆节", "date": "2026-10-01", "isOffDay": True},
        {"name": "国庆节", "date": "2026-10-10", "isOffDay": False},
    ],
}
CHINESE_DAYS = {
    "holidays": {"2026-10-01": "National Day,国庆节,3"},
    "workdays": {"2026-10-10": "National Day,国庆节,3"},
    "inLieuDays": {"2026-10-01": "National Day,国庆节,3"},
}


@pytest.mark.parametrize("content", [OURS, HOLIDAY_CN, CHINESE_DAYS])
def test_json_in_three_shapes(content: Any) -> None:
    assert of_json(content) == NATIONAL


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"days": [{"date": "2026-10-32", "isOffDay": True}]}, "days[0]：不是日期（2026-10-32）"),
        ({"days": [{"date": 20261001, "isOffDay": True}]}, "days[0]：不是日期（）"),
        ({"days": [7]}, "days[0]：不是日期（）"),
        ({"days": [{"date": "2026-10-01"}]}, "days[0]：没有写明是休还是班"),
        ({"days": [{"date": "2026-10-01", "isOffDay": 1}]}, "days[0]：没有写明是休还是班"),
        ({"years": {"2026": {"days": [{"date": "2026-10-01", "kind": "x"}]}}},
         "years.2026.days[0]：没有写明是休还是班"),
        ({"workdays": {"soon": "x"}}, "workdays.soon：不是日期（soon）"),
    ],
)  # fmt: skip
def test_an_entry_left_out_is_told_with_its_path(content: Any, told: str) -> None:
    feed = read_feed(json.dumps(content).encode())
    assert (feed.days, feed.unread) == ((), (f"{told}，未采用",))


@pytest.mark.parametrize(
    "content", [{"days": []}, {"years": {}}, {"years": {"2027": {"days": []}}}, {"holidays": {}}]
)
def test_json_without_days_says_so(content: Any) -> None:
    feed = read_feed(json.dumps(content).encode())
    assert (feed.days, feed.unread) == ((), ("文件没有列出任何日子",))


@pytest.mark.parametrize("content", [[], [HOLIDAY_CN], {}, {"days": {}}, {"holidays": []}])
def test_other_json_is_refused(content: Any) -> None:
    with pytest.raises(FeedError, match="JSON 中没有 years、days 或 holidays"):
        of_json(content)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{\n"days": [,]}', "第 2 行第 10 个字符：不是 JSON"),
        ('{"days": [' + "[" * 100_000, "嵌套过深"),
        ('{"days": [' + "[" * 100_000 + "]" * 100_000 + "]}", "嵌套过深"),
        ('{"days": [' + "9" * 5000 + "]}", "数字过长"),
        ('{"workdays": {"2026-10-10": "", "2026-10-10": ""}}', "2026-10-10 在同一处出现两次"),
    ],
)
def test_json_that_cannot_be_read_is_refused(text: str, told: str) -> None:
    with pytest.raises(FeedError, match=told):
        table(text)


def test_tables_that_contradict_each_other_are_refused() -> None:
    day = {"2026-10-01": "国庆节"}
    with pytest.raises(FeedError, match=r"holidays.2026-10-01、workdays.2026-10-01"):
        of_json({"holidays": day, "workdays": day})
