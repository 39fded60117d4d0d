"""One digit or one weekday changed in an arrangement: is it noticed?

Every digit of the items is changed to each of the nine others, every weekday to each of the six
others. From 2014 on each such text must be refused. For 2010-2013 the numbers are those measured;
docs/notice-text.md gives them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from calendars import NoticeTextError, read_notice_text
from tests.calendars.notice_wordings import arrangement, corruptions, plain, shipped_text

#: Changed texts made of each notice, and how many of them are refused.
TRIED = {
    2010: (552, 552), 2011: (453, 453), 2012: (600, 600), 2013: (684, 684),
    2014: (396, 396), 2015: (414, 414), 2016: (456, 456), 2017: (396, 396), 2018: (450, 450),
    2019: (507, 507), 2020: (510, 510), 2021: (564, 564), 2022: (564, 564), 2023: (609, 609),
    2024: (543, 543), 2025: (483, 483), 2026: (588, 588),
}  # fmt: skip
CHANGES = {2015: 108, 2019: 129, 2020: 84}


def refused(text: str) -> bool:
    try:
        read_notice_text(text)
    except NoticeTextError:
        return True
    return False


@pytest.mark.parametrize("year", TRIED)
def test_a_changed_digit_or_weekday_is_refused(year: int) -> None:
    text, items = plain(year), arrangement(year)
    begin = text.index(items)
    tried = list(corruptions(text, begin, begin + len(items)))
    passed = [changed for changed in tried if not refused(changed)]
    assert (len(tried), len(tried) - len(passed)) == TRIED[year], passed[:3]


@pytest.mark.parametrize("year", CHANGES)
def test_so_it_is_in_a_change_notice(year: int) -> None:
    text = shipped_text(f"{year}-change")
    begin, end = text.index("号\n") + 2, text.rindex("。")
    tried = list(corruptions(text, begin, end))
    assert len(tried) == CHANGES[year]
    assert [changed for changed in tried if not refused(changed)] == []


def test_the_counts_are_those_of_the_documentation() -> None:
    """docs/notice-text.md has one row a year: | 2010 | 552 | 552 |."""
    page = (Path(__file__).parents[2] / "docs" / "notice-text.md").read_text(encoding="utf-8")
    rows = [f"| {year} | {tried} | {caught} |" for year, (tried, caught) in TRIED.items()]
    assert [row for row in rows if row not in page] == []
