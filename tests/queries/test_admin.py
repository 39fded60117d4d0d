"""The administrators' queries on both databases; what their pages show is tested with the pages."""

from datetime import date, timedelta

import pytest

from engine.commands.sign_in import sign_in
from engine.errors import BadRequest, Forbidden, SignInFailed
from engine.queries.admin.accounts import list_accounts, list_failures, list_units
from engine.queries.admin.audit_list import AuditWish, check_trail, list_events, list_kinds
from engine.queries.admin.cases import STATES, list_cases
from engine.queries.admin.incidents import list_incidents
from engine.queries.admin.mails import count_mails, list_mails
from engine.queries.admin.overview import overview
from engine.queries.admin.packs import get_pack
from engine.queries.admin.timers import LISTS, list_timers
from engine.store.database import Store
from engine.store.tables import Incident
from tests.bureau.fixtures import CONDITIONAL, CONDITIONAL_FILE, WITH_AGENT, acting
from tests.commands.casework import approve, begin
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    """Three cases one minute apart, the last two waiting for their compliance check."""
    store = with_mini(each_bureau_store)
    for number, resource in enumerate((CONDITIONAL, WITH_AGENT, CONDITIONAL_FILE)):
        case = begin(store, resource)
        if number:
            approve(store, case.id)
        store.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    return store


def test_cases_page_by_key(store: Store) -> None:
    admin, seen, after = acting(store, "sysadmin"), [], None
    for _ in range(3):
        page = list_cases(store, admin, after=after, limit=1)
        seen.append(page.items[0].number)
        after = page.next_after
    assert after is None
    assert seen == sorted(seen, reverse=True)
    assert [len(list_cases(store, admin, state=each).items) for each in STATES] == [3, 0, 0]
    assert len(list_cases(store, admin, process="mini", q=seen[0]).items) == 1
    assert list_cases(store, admin, q="%").items == ()


def test_timers_page_by_key(store: Store) -> None:
    admin = acting(store, "sysadmin")
    first = list_timers(store, admin, limit=1)
    second = list_timers(store, admin, limit=1, after=first.next_after)
    assert first.items[0].number < second.items[0].number
    assert second.next_after is None
    assert [len(list_timers(store, admin, which=each).items) for each in LISTS] == [2, 0, 0, 0]
    with pytest.raises(BadRequest):
        list_timers(store, admin, which="none")


def test_the_rest_of_what_the_system_administrator_sees(store: Store) -> None:
    admin, now = acting(store, "sysadmin"), store.clock.now()
    with store.transaction() as session:
        for number in range(3):
            session.add(Incident(kind="mail_dead", message=str(number), created_at=now))
    first = list_incidents(store, admin, limit=2)
    rest = list_incidents(store, admin, limit=2, after=first.next_after)
    assert sorted(each.message for each in first.items + rest.items) == ["0", "1", "2"]
    assert list_mails(store, admin, state="sent", q="通知").items == ()
    assert isinstance(count_mails(store, admin), dict)
    assert get_pack(store, admin).versions[0].number == 1
    numbers = overview(store, admin)
    assert (numbers["open_cases"], numbers["overdue_tasks"], numbers["incidents"]) == (3, 0, 3)


def test_what_the_security_administrator_sees(store: Store) -> None:
    admin = acting(store, "secadmin")
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(store, "zhangwei", "wrong", "10.0.0.1")
    numbers = overview(store, admin)
    assert (numbers["locked"], numbers["failures"]) == (1, 5)
    first = list_failures(store, admin, limit=3)
    rest = list_failures(store, admin, limit=3, after=first.next_after)
    assert len(first.items + rest.items) == 5
    account = list_accounts(store, admin, q="张伟").items[0]
    assert account.locked_until is not None
    assert [post.role for post in account.posts] == ["handler"]
    assert ("registration", "登记注册科") in list_units(store, admin)


def test_what_the_auditor_sees(store: Store) -> None:
    auditor = acting(store, "auditor")
    assert "case_started" in list_kinds(store, auditor)
    day = date(2026, 9, 21)
    wish = AuditWish(kind="case_started", who="张伟", first_day=day, last_day=day)
    first = list_events(store, auditor, wish, limit=2)
    rest = list_events(store, auditor, wish, limit=2, after=first.next_after)
    assert len(first.items + rest.items) == 3
    assert check_trail(store, auditor).sound
    assert overview(store, auditor)["events"] > 3


def test_nobody_sees_numbers_of_an_office_they_do_not_hold(store: Store) -> None:
    assert overview(store, acting(store, "zhangwei")) == {}
    for who in ("zhangwei", "secadmin", "auditor"):
        with pytest.raises(Forbidden):
            list_cases(store, acting(store, who))
