"""时限计算: an answer with its reasons, and refusals beside the field."""

from collections.abc import Callable

import pytest

from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]


def test_five_days_over_the_holiday(visitor: Visitors) -> None:
    page = visitor("zhangwei").get("/calculator?received=2026-09-28&n=5").text
    assert "2026-10-10 周六 24:00" in page
    assert "调休上班" in page
    assert 'class="day day-skipped"' in page


def test_past_the_last_notice_it_is_provisional(visitor: Visitors) -> None:
    assert "暂定" in visitor("zhangwei").get("/calculator?received=2027-03-01&n=5").text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("received=yesterday&n=5", "received"),
        ("received=2026-09-28&n=five", "n"),
        ("received=2026-09-28&n=0", "n"),
        ("received=2026-09-28&n=5&unit=week", "unit"),
        ("received=1999-09-28&n=5", "received"),
        ("received=2026-09-28&n=5&as_of=x", "as_of"),
    ],
)
def test_what_cannot_be_counted(visitor: Visitors, query: str, field: str) -> None:
    answer = visitor("zhangwei").get(f"/calculator?{query}")
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_the_bare_page_asks_only(visitor: Visitors) -> None:
    page = visitor("sysadmin").get("/calculator")
    assert page.status_code == 200
    assert "截止日" not in page.text
