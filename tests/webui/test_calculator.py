"""时限计算: both policies side by side with their reasons, what is left, refusals at the field."""

import re
from collections.abc import Callable

import pytest

from engine.queries.deadline import UNITS
from engine.store.database import Store
from tests.revising import NUMBER, put_in_force
from tests.webui.english import English, left
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
LAST_DAY = re.compile(r'<p class="policy-day">\s*(.*?)\s*(?:<|$)', re.MULTILINE)


NOTICE = "国办发明电〔2025〕7号"


def row(day: str, *cells: str) -> str:
    """A day in the list."""
    return f'<td class="code">{day}</td>' + "".join(f"<td>{cell}</td>" for cell in cells)


def last_days(page: str) -> list[str]:
    """What stands large on the page, policy by policy."""
    return LAST_DAY.findall(page)


def test_five_days_over_the_holiday(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2026-09-28&n=5").text
    assert last_days(page) == ["2026-10-10 周六 24:00"] * 2
    assert "两种口径得出同一天。" in page
    assert page.count("为何是这一天") == 1
    assert row("2026-10-10 周六", "5", "调休上班", NOTICE) in page
    assert row("2026-10-01 周四", "不计入", "国庆节放假", NOTICE) in page
    assert 'class="day day-skipped"' in page


def test_received_after_hours_the_policies_differ(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2026-09-21&time=17:31&n=5").text
    assert last_days(page) == ["2026-09-29 周二 24:00", "2026-09-30 周三 24:00"]
    assert "安排自己的办理请按较早的一天，认定他人超期请按较晚的一天。" in page
    assert "下班后收到" in page
    assert "视为收到" in page
    assert 'value="17:31"' in page


@pytest.mark.parametrize("time", ["", "09:00", "17:30"])
def test_in_office_hours_the_policies_agree(visitor: Visitors, time: str) -> None:
    page = visitor("zhangwei").get(f"/calculator?received=2026-09-21&time={time}&n=5").text
    assert last_days(page) == ["2026-09-29 周二 24:00"] * 2


def test_received_on_a_day_off_both_may_still_end_on_the_same_day(visitor: Visitors) -> None:
    """Seven days from a Saturday roll to a Monday, seven from the Monday before it end there."""
    page = visitor("zhangwei").get("/calculator?received=2026-08-08&n=7&unit=natural_day").text
    assert last_days(page) == ["2026-08-17 周一 24:00"] * 2
    assert "两种口径视为收到的日子不同，最后一日是同一天。" in page
    assert page.count("为何是这一天") == 0
    assert page.count('<ol class="days">') == 2


def test_a_minimum_gives_the_earliest_moment(visitor: Visitors) -> None:
    page = visitor("zhangwei").get(
        "/calculator?received=2022-09-15&n=20&unit=full_natural_day"
    ).text  # fmt: skip
    assert last_days(page) == ["最早 2022-10-06 周四 00:00"] * 2
    assert "其后第一个工作日：2022-10-08 周六" in page


def test_counting_back_knows_no_policy(visitor: Visitors) -> None:
    question = "received=2026-10-15&time=23:00&n=7&unit=working_day_before"
    page = visitor("zhangwei").get(f"/calculator?{question}").text
    assert last_days(page) == ["2026-09-30 周三 24:00"] * 2
    assert "从事项当日倒算，与几点收到无关，两种口径相同。" in page
    assert "事项当日</em>" in page


def test_a_day_of_the_month_from_receipt_on(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2026-08-20&n=5&unit=day_of_month").text
    assert last_days(page) == ["2026-09-07 周一 24:00"] * 2
    wrong = visitor("zhangwei").get("/calculator?received=2026-08-20&n=32&unit=day_of_month")
    assert 'id="n-error"' in wrong.text
    assert "1 至 31" in wrong.text


def test_past_the_last_notice_it_is_provisional_and_says_why(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2026-12-18&n=10").text
    assert page.count("tag-provisional") == 2
    assert "日期暂定：放假安排通知只到 2026 年" in page
    assert "元旦（法定节日）" in page
    certain = visitor("zhangwei").get("/calculator?received=2026-11-18&n=10").text
    assert "暂定：" not in certain


def test_the_notices_confirmed_here_count(visitor: Visitors, store: Store) -> None:
    browser = visitor("zhangwei")
    put_in_force(store)
    page = browser.get("/calculator?received=2026-12-28&n=5").text
    assert last_days(page) == ["2027-01-06 周三 24:00"] * 2
    assert NUMBER in page
    page = browser.get("/calculator?due=2027-01-06&now=2026-12-28").text
    assert "剩 5 个工作日" in page


@pytest.mark.parametrize(
    ("as_of", "last_day"),
    [("2020-01-26", "2020-02-03 周一 24:00"), ("2020-01-27", "2020-02-05 周三 24:00")],
)
def test_by_the_notices_known_on_a_day(visitor: Visitors, as_of: str, last_day: str) -> None:
    page = visitor("zhangwei").get(f"/calculator?received=2020-01-23&n=3&as_of={as_of}").text
    assert last_days(page) == [last_day] * 2
    assert f"按 {as_of} 已公布的通知" in page


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("due=2026-09-24&now=2026-09-21", "剩 3 个工作日"),
        ("due=2026-09-21", "今天 24:00 截止"),
        ("due=2026-09-22&now=2026-09-22", "当天 24:00 截止"),
        ("due=2026-10-10&now=2026-09-30", "剩 3 个工作日"),
        ("due=2026-09-18&now=2026-09-21", "超期 2 个工作日"),
        ("due=2026-09-18&now=2026-09-19", "超期 1 个工作日"),
    ],
)
def test_what_is_left_or_late(visitor: Visitors, question: str, words: str) -> None:
    """20 September 2026, a Sunday, was worked."""
    page = visitor("zhangwei").get(f"/calculator?{question}").text
    assert words in page
    assert "逐日列出" in page


def test_what_is_late_by_days_off_alone(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?due=2026-09-18&now=2026-09-19").text
    assert "最后一日以后还没有工作日；已经超期，仍按 1 个工作日计。" in page


def test_what_is_left_past_the_last_notice_is_provisional(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?due=2027-01-04&now=2026-12-24").text
    assert "剩 6 个工作日" in page
    assert "天数暂定：放假安排通知只到 2026 年" in page
    earlier = visitor("zhangwei").get("/calculator?due=2026-12-24&now=2026-12-18").text
    assert "暂定：" not in earlier


def test_the_answer_leads_to_what_is_left(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2026-09-21&n=5").text
    assert 'href="/calculator?due=2026-09-29#left"' in page


@pytest.mark.parametrize(
    ("query", "field", "typed"),
    [
        ("received=yesterday&n=5", "received", "yesterday"),
        ("received=2026-02-30&n=5", "received", "2026-02-30"),
        ("received=2026-09-28&n=five", "n", "five"),
        ("received=2026-09-28&n=", "n", ""),
        ("received=&n=5", "received", ""),
        ("due=&now=2026-09-28", "due", ""),
        ("due=&now=", "due", ""),
        ("received=2026-09-28&n=0", "n", "0"),
        ("received=2026-09-28&n=3651", "n", "3651"),
        ("received=2026-09-28&n=5&time=25:00", "time", "25:00"),
        ("received=2026-09-28&n=5&time=09:00Z", "time", "09:00Z"),
        ("received=2026-09-28&n=5&unit=week", "unit", ""),
        ("received=1999-09-28&n=5", "received", "1999-09-28"),
        ("received=2026-09-28&n=5&as_of=x", "as_of", "x"),
        ("received=2026-09-28&n=5&as_of=2001-01-01", "as_of", "2001-01-01"),
        ("due=soon", "due", "soon"),
        ("due=1999-01-01&now=1999-01-02", "due", "1999-01-01"),
        ("due=2007-01-10&now=2006-12-01", "now", "2006-12-01"),
        ("due=2099-12-31&now=2100-01-10", "now", "2100-01-10"),
        ("due=2026-09-28&now=x", "now", "x"),
        ("due=2046-09-28", "due", "2046-09-28"),
    ],
)
def test_what_cannot_be_counted_is_kept_and_named(
    visitor: Visitors, query: str, field: str, typed: str
) -> None:
    answer = visitor("zhangwei").get(f"/calculator?{query}")
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert answer.text.count("field-error") == 1
    assert "None" not in answer.text
    if typed:
        assert f'value="{typed}"' in answer.text


def test_all_that_is_wrong_is_said_at_once_and_no_browser_drops_it(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=x&time=y&n=z&as_of=w").text
    assert page.count("field-error") == 4
    for name, typed in (("received", "x"), ("time", "y"), ("as_of", "w")):
        assert f'type="text" id="{name}" name="{name}" value="{typed}"' in page


@pytest.mark.parametrize("who", ["zhangwei", "sysadmin", "auditor"])
def test_the_bare_page_asks_only(visitor: Visitors, who: str) -> None:
    page = visitor(who).get("/calculator")
    assert page.status_code == 200
    assert last_days(page.text) == []
    for unit in UNITS:
        assert re.search(rf'<option value="{unit}">\S+</option>', page.text)
    assert "17:30" in page.text
    assert "口径与依据" in page.text
    assert re.findall(r'href="(?:https?:)?//', page.text) == []


def test_nobody_asks_without_signing_in(visitor: Visitors) -> None:
    assert visitor().get("/calculator?received=2026-09-28&n=5").status_code in (302, 401)


def test_ten_years_are_listed_not_drawn(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2007-01-04&n=3650&unit=natural_day").text
    assert "逐日列出（3653 天）及依据" in page
    assert '<ol class="days">' not in page


def test_in_english_nothing_stays_chinese(english: English) -> None:
    browser = english("zhangwei")
    for question in (
        "received=2026-09-21&time=18:00&n=5",
        "received=2026-09-19&n=2",
        "received=2026-10-15&n=7&unit=working_day_before",
        "received=2022-09-15&time=20:00&n=20&unit=full_natural_day",
        "received=2026-12-18&n=10&as_of=2026-11-01",
        "received=2026-08-20&n=5&unit=day_of_month",
        "received=2026-09-28&n=5&as_of=2001-01-01",
        "received=x&time=y&n=z",
        "due=2026-12-30&now=2026-12-20",
        "due=2026-09-18&now=2026-09-19",
        "due=2026-09-18&now=2026-09-30",
        "due=2026-09-21",
        "due=2026-09-20&now=2026-09-20",
        "due=2046-09-20",
    ):
        assert left(browser.get(f"/calculator?{question}").text) == [], question
