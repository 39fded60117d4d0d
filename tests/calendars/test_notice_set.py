"""What is confirmed in the program is laid over what came with the release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calendars import (
    ChangeNotice,
    ChinaCalendar,
    NoticeError,
    YearNotice,
    in_force,
    shipped_notices,
)

YEARS = {n.year: n for n in shipped_notices() if isinstance(n, YearNotice)}
CHANGES = {n.amends: n for n in shipped_notices() if isinstance(n, ChangeNotice)}


def test_nothing_confirmed_leaves_what_is_shipped() -> None:
    assert in_force(shipped_notices(), ()) == shipped_notices()


def test_a_year_confirmed_before_a_release_has_it_is_added() -> None:
    before = [n for n in shipped_notices() if n is not YEARS[2026]]
    assert in_force(before, [YEARS[2026]]) == shipped_notices()


def test_the_same_number_is_replaced() -> None:
    signed = replace(YEARS[2026], source=replace(YEARS[2026].source, checked_by="复核人"))
    found = in_force(shipped_notices(), [signed])
    assert signed in found
    assert YEARS[2026] not in found
    assert ChinaCalendar(found).revision == ChinaCalendar().revision


def test_a_change_is_replaced_by_its_number() -> None:
    change = CHANGES[2019]
    corrected = replace(change, source=replace(change.source, checked_by="复核人"))
    found = in_force(shipped_notices(), [corrected])
    assert corrected in found
    assert change not in found


def test_the_same_year_is_replaced_whatever_its_number() -> None:
    source = replace(YEARS[2026].source, number="国办发明电〔2025〕8号")
    found = in_force(shipped_notices(), [replace(YEARS[2026], source=source)])
    assert [n.source.number for n in found if isinstance(n, YearNotice)][-1] == source.number
    assert len(found) == len(shipped_notices())


def test_a_change_is_added() -> None:
    source = replace(YEARS[2026].source, number="试〔2026〕1号", signed=date(2026, 9, 1))
    source = replace(source, published=date(2026, 9, 1))
    change = ChangeNotice(2026, source, "国庆节", (date(2026, 10, 8),), (), (), ())
    calendar = ChinaCalendar(in_force(shipped_notices(), [change]))
    assert not calendar.is_working_day(date(2026, 10, 8))
    assert calendar.as_known(date(2026, 8, 31)).is_working_day(date(2026, 10, 8))


def test_what_is_confirmed_later_replaces_what_was_confirmed_before() -> None:
    first = replace(YEARS[2026], source=replace(YEARS[2026].source, checked_by="甲"))
    second = replace(YEARS[2026], source=replace(YEARS[2026].source, checked_by="乙"))
    assert in_force(shipped_notices(), [first, second])[-1] == second


def test_what_does_not_fit_is_refused() -> None:
    source = replace(YEARS[2026].source, number="国办发明电〔2027〕7号")
    with pytest.raises(NoticeError, match="上一年度的通知缺失"):
        in_force(shipped_notices(), [replace(YEARS[2026], year=2028, source=source)])
    number = replace(YEARS[2026].source, number=YEARS[2025].source.number)
    with pytest.raises(NoticeError, match="上一年度的通知缺失"):
        in_force(shipped_notices(), [replace(YEARS[2026], source=number)])


def test_a_year_that_a_shipped_change_no_longer_fits_is_refused() -> None:
    """The extension of 2020 cancels 1 February, which this notice never had worked."""
    breaks = [replace(b, work=()) if b.name == "春节" else b for b in YEARS[2020].breaks]
    with pytest.raises(NoticeError, match="原不是调休上班日"):
        in_force(shipped_notices(), [replace(YEARS[2020], breaks=tuple(breaks))])
