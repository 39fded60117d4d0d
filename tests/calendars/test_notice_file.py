"""A notice written as its file, and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import ChangeNotice, Notice, YearNotice, notice_toml, parse_notice, shipped_notices

NOTICES = {notice.source.file: notice for notice in shipped_notices()}


@pytest.mark.parametrize("name", NOTICES)
def test_a_shipped_notice_is_written_as_its_file_stands(name: str) -> None:
    shipped = (files("calendars") / "notices" / name).read_text(encoding="utf-8")
    assert notice_toml(NOTICES[name]) == shipped


def again(notice: Notice) -> Notice:
    return parse_notice(notice.source.file, notice_toml(notice))


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]).filter(lambda sign: sign != "\r"), min_size=1
).filter(str.strip)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_survives(title: str, entered_by: str, checked_by: str) -> None:
    notice = NOTICES["2026.toml"]
    source = replace(
        notice.source, title=title, entered_by=entered_by, checked_by=checked_by, text_sha256=""
    )
    notice = replace(notice, source=source)
    assert again(notice) == notice


def test_the_day_of_publication_is_written_where_it_is_another() -> None:
    notice = NOTICES["2026.toml"]
    later = replace(notice.source, published=date(2025, 11, 5))
    assert "published = 2025-11-05\n" in notice_toml(replace(notice, source=later))
    assert "published" not in notice_toml(notice)


@given(st.sets(st.integers(0, 364), min_size=1))
def test_any_days_survive(places: set[int]) -> None:
    """Long rows too: a span in a file has at most 32 days."""
    days = tuple(date(2026, 1, 1) + timedelta(days=place) for place in sorted(places))
    change = NOTICES["2020-change.toml"]
    assert isinstance(change, ChangeNotice)
    change = replace(change, amends=2026, off_add=days, work_remove=days)
    assert again(change) == change


def test_a_row_of_a_whole_year_survives() -> None:
    days = tuple(date(2026, 1, 1) + timedelta(days=place) for place in range(365))
    change = NOTICES["2020-change.toml"]
    assert isinstance(change, ChangeNotice)
    change = replace(change, amends=2026, off_add=days, work_remove=())
    assert again(change) == change


def test_an_arrangement_with_gaps_is_written_day_by_day() -> None:
    notice = NOTICES["2014.toml"]
    assert isinstance(notice, YearNotice)
    assert "off = [2014-04-05, 2014-04-07]\n" in notice_toml(notice)
