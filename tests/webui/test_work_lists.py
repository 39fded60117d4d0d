"""The lists of work: due states, wishes in the address, paging, statements."""

import re

import pytest
from sqlalchemy import event

from engine.commands.lapse_due import lapse_due
from engine.store.database import Store
from tests.commands.casework import approve, at, begin, begin_many
from tests.webui.test_work import Visitors, address


def test_due_states_in_words_and_why(store: Store, visitor: Visitors, moved_clock) -> None:
    case = begin(store)
    approve(store, case.id)
    browser = visitor("panyue")
    page = browser.get(address(store, case.id)).text
    assert "剩 2 个工作日" in page
    assert "2026-09-23 24:00 截止" in page
    assert "为何是这一天" in page
    moved_clock.set(at("2026-09-24 09:00"))
    lapse_due(store)
    browser = visitor("panyue")
    assert "超期 1 个工作日" in browser.get("/work/todo?due=overdue").text
    assert "时限届满，尚未办结" in browser.get(address(store, case.id)).text


def test_what_is_wished_stands_in_the_address(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    assert case.number in browser.get(f"/work/todo?q={case.number}&sort=arrival").text
    nothing = browser.get("/work/todo?q=nothing-like-it&due=soon").text
    assert "没有符合条件的事项" in nothing
    assert 'value="nothing-like-it"' in nothing
    assert browser.get("/work/todo?due=never").status_code == 400
    assert browser.get("/work/todo?after=broken").status_code == 400


def test_paging_keeps_the_filter(store: Store, visitor: Visitors) -> None:
    begin_many(store, 21)
    browser = visitor("chenjianguo")
    page = browser.get("/work/todo?sort=arrival").text
    found = re.search(r'rel="next" href="([^"]+)"', page)
    assert found is not None
    after = found[1].replace("&amp;", "&")
    assert "sort=arrival" in after
    assert browser.get(after).text.count('class="main"') == 1


@pytest.mark.parametrize("path", ["/work/todo", "/work/done", "/work/started"])
def test_an_inbox_page_takes_at_most_six_statements(
    store: Store, visitor: Visitors, path: str
) -> None:
    for case in begin_many(store, 10)[:5]:
        approve(store, case.id)
    browser = visitor("chenjianguo")
    browser.get(path)
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    browser.get(path)
    event.remove(store.engine, "before_cursor_execute", note)
    # One of them says who is signed in.
    assert len(seen) <= 7, seen
