"""The first page of those who keep the calendar: what it lacks, and what waits for one of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from engine.clock import MovedClock
from engine.store.database import Store
from tests.revising import confirm, propose
from tests.webui.english import English, left
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
MISSED = "2027年的放假安排通知"


@pytest.mark.parametrize(
    ("month", "day", "tone", "words"),
    [
        (11, 1, "flash-info", "尚未录入，公布后请及时录入"),
        (12, 1, "flash-warning", "跨年的期限只能暂定"),
        (12, 20, "flash-danger", "仍未录入"),
    ],
)
def test_a_missing_notice_presses_more_and_more(
    visitor: Visitors, moved_clock: MovedClock, month: int, day: int, tone: str, words: str
) -> None:
    moved_clock.set(datetime(2026, month, day, 1, tzinfo=UTC))
    for who in ("sysadmin", "pengli", "yangfan"):
        page = visitor(who).get("/").text
        told = page.split(MISSED)[1]
        assert words in told[:40]
        assert page.split(MISSED)[0].rstrip().endswith(f'class="flash {tone}">')
        assert 'href="/admin/calendar/new"' in told


def test_nothing_is_missed_before_and_others_are_not_told(
    visitor: Visitors, moved_clock: MovedClock
) -> None:
    moved_clock.set(datetime(2026, 10, 31, 1, tzinfo=UTC))
    assert MISSED not in visitor("sysadmin").get("/").text
    moved_clock.set(datetime(2026, 12, 20, 1, tzinfo=UTC))
    for who in ("zhangwei", "secadmin"):
        assert MISSED not in visitor(who).get("/").text


def test_what_is_entered_is_not_asked_for_again_but_waits(
    visitor: Visitors, store: Store, moved_clock: MovedClock
) -> None:
    moved_clock.set(datetime(2026, 12, 30, 1, tzinfo=UTC))
    entered = propose(store)
    page = visitor("yangfan").get("/").text
    assert f"{MISSED}已录入，等待另一人复核" in page
    assert "仍未录入" not in page
    confirm(store, entered)
    later = visitor("yangfan").get("/").text
    assert MISSED not in later
    assert "等待" not in later


def test_what_waits_is_told_of_when_nothing_is_missed(visitor: Visitors, store: Store) -> None:
    propose(store)
    assert "有 1 项放假安排通知等待复核" in visitor("sysadmin").get("/").text


def test_in_english(english: English, store: Store, moved_clock: MovedClock) -> None:
    moved_clock.set(datetime(2026, 12, 30, 1, tzinfo=UTC))
    assert left(english("sysadmin").get("/").text) == []
    propose(store)
    assert left(english("sysadmin").get("/").text) == []
